import path from 'node:path'
import { type Artifact, type Digest, digestOf, type Section } from '@seaworthy/record'
import type { Line } from '../../line.ts'
import type { HarnessResults } from './harness-results.ts'
import { type KeptResults, readKeptResults, writeResults } from './results-file.ts'

/** What a harness said of the candidate: results by unit as others are, which go with the release; no dataset can be called so. */
export const resultsRole = 'units:(harness)'
/** What it said of production and of the anchor, for the job that publishes. */
export const productionResultsRole = 'production-results'
export const anchorResultsRole = 'anchor-results'

const files = {
  [resultsRole]: 'results.json',
  [productionResultsRole]: 'production-results.json',
  [anchorResultsRole]: 'anchor-results.json',
} as const
export type ResultsRole = keyof typeof files

/** Writes results beside the section of the evaluation. */
export async function keepResults(line: Line, model: string, { role, ...kept }: KeptResults & { readonly role: ResultsRole }): Promise<Artifact> {
  const bytes = writeResults(kept)
  const name = files[role]
  await line.files.write(path.join(await line.sections.folder(model, 'evaluate'), name), bytes)
  return { role, name, digest: digestOf(bytes), bytes: bytes.byteLength, locations: [] }
}

export interface FoundResults {
  readonly section: Section<'evaluate'>
  /** Where the files that it names lie. */
  readonly folder: string
  readonly role: string
}

/**
 * Results that an evaluation left, held to the digest that its section names; null where it left none, or those of another model or by
 * other means. What is not what its record names is made again, and said.
 * @throws {PipelineError} `UNITS_INVALID`.
 */
export async function findResults(
  line: Line,
  { section, folder, role }: FoundResults,
  wanted: { readonly model: Digest; readonly scoring: Digest },
): Promise<HarnessResults | null> {
  const named = section.produced.find((artifact) => artifact.role === role)
  if (!named) return null
  const place = `${named.name} of ${section.model}`
  const bytes = await line.files.read(path.join(folder, path.basename(named.name)))
  if (!bytes || digestOf(bytes) !== named.digest) {
    line.log.warn(`${place} is ${bytes ? 'not what its record names' : 'missing'}; it is made again`)
    return null
  }
  const { model, scoring, results } = readKeptResults(bytes, place)
  return model === wanted.model && scoring === wanted.scoring ? results : null
}
