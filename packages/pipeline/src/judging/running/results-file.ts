import type { Samples } from '@seaworthy/evaluation'
import { type Digest, digestOf } from '@seaworthy/record'
import { z } from 'zod'
import { PipelineError } from '../../errors.ts'
import type { HarnessResults } from './harness-results.ts'

/** What a harness said of a model, and of which model, by what means. Documents are named by their hash; no text of one is among it. */
export interface KeptResults {
  readonly model: Digest
  /** Equal means: the same command on the same files, given the same rows. */
  readonly scoring: Digest
  readonly results: HarnessResults
}

const maxBytes = 256 * 1024 * 1024
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/) as unknown as z.ZodType<Digest>
const keptSchema = z.object({
  schema: z.literal('seaworthy.results/1'),
  model: digest,
  scoring: digest,
  format: z.string().max(50),
  taken: z.string().max(300).nullable(),
  metrics: z.array(z.object({ name: z.string().max(300), canonical: z.string().max(100).nullable(), value: z.number() })).max(5_000),
  /** Several metrics of one task are of the same documents, which are written once. */
  units: z.array(z.array(z.string().max(200))),
  samples: z.array(z.object({ metric: z.string().max(300), units: z.int().nonnegative(), values: z.array(z.number()) })).max(5_000),
})

export function writeResults({ model, scoring, results }: KeptResults): Uint8Array {
  const { format, taken, metrics } = results
  const lists = new Map<string, { readonly at: number; readonly units: readonly string[] }>()
  const samples = Object.entries(results.samples).map(([metric, { units, values }]) => {
    const name = digestOf(units.join('\n'))
    const list = lists.get(name) ?? { at: lists.size, units }
    lists.set(name, list)
    return { metric, units: list.at, values }
  })
  const units = [...lists.values()].map((list) => list.units)
  return Buffer.from(
    `${JSON.stringify({ schema: 'seaworthy.results/1', model, scoring, format, taken: taken?.slice(0, 300) ?? null, metrics, units, samples })}\n`,
  )
}

/**
 * What {@link writeResults} wrote.
 * @throws {PipelineError} `UNITS_INVALID` for anything else, as for a file that was cut off.
 */
export function readKeptResults(bytes: Uint8Array, place: string): KeptResults {
  const { model, scoring, format, taken, metrics, units, samples } = parsed(bytes, place)
  const found = samples.map(({ metric, units: at, values }) => {
    const list = units[at]
    if (list?.length === values.length) return [metric, { units: list, values }] as const
    throw invalid(place, `${metric} has ${values.length} values for ${list?.length ?? 'no'} documents`)
  })
  return { model, scoring, results: { format, taken, metrics, samples: Object.fromEntries(found) as Samples } }
}

function parsed(bytes: Uint8Array, place: string): z.infer<typeof keptSchema> {
  if (bytes.byteLength > maxBytes) throw invalid(place, `it has ${bytes.byteLength} bytes`)
  try {
    return keptSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')))
  } catch (cause) {
    throw invalid(place, 'it is not in their form', cause)
  }
}

function invalid(place: string, why: string, cause?: unknown): PipelineError {
  return new PipelineError('UNITS_INVALID', `${place} holds no results of a harness: ${why}`, {
    hint: 'they are made anew by the next evaluation',
    cause,
  })
}
