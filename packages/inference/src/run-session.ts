import type { InferenceSession } from 'onnxruntime-node'
import type { Batch, BatchColumn } from './batch.ts'
import { InferenceError } from './errors.ts'
import { makeFeeds, type OrtModule } from './feeds.ts'
import { type InputPlan, plannedColumns } from './input-plan.ts'
import { firstRows, joined, type OutputTensor, outputTensor } from './output-tensor.ts'
import type { Picture } from './pictures/picture.ts'
import { signatureOf } from './signature.ts'

export interface Runnable {
  readonly ort: OrtModule
  readonly session: InferenceSession
  readonly plan: InputPlan
}

export interface RunOptions {
  /** The outputs that are computed. */
  readonly names: readonly string[]
  /** The number of the batch's first row in the data, for messages. */
  readonly firstRow: number
}

/**
 * Some outputs for the rows of a batch. A model that fixes the number of rows gets them in runs of that many; the last row stands
 * in for those that are lacking in the last run, and what it says of them is dropped.
 * @throws {InferenceError} `INPUT_MISSING`, `INPUT_TYPE`, `INPUT_VALUE`, `INFERENCE_FAILED`, `UNSUPPORTED_SHAPE`
 */
export async function runRows(runnable: Runnable, batch: Batch, options: RunOptions): Promise<readonly OutputTensor[]> {
  const { batchRows } = runnable.plan
  if (batch.rows === 0) return nothing(runnable, batch, options)
  if (batchRows === null) return await runOnce(runnable, batch, options)
  const parts: (readonly OutputTensor[])[] = []
  for (let start = 0; start < batch.rows; start += batchRows) {
    const rows = Math.min(batchRows, batch.rows - start)
    const padded = stretchOf(runnable, batch, { start, rows, length: batchRows })
    const outputs = await runOnce(runnable, padded, { ...options, firstRow: options.firstRow + start })
    parts.push(outputs.map((output) => firstRows(requireRows(output, batchRows), rows)))
  }
  return joined(parts)
}

/** No run: but columns that are lacking are told all the same. */
function nothing({ ort, session, plan }: Runnable, batch: Batch, { names, firstRow }: RunOptions): readonly OutputTensor[] {
  makeFeeds(ort, plan, { batch, firstRow })
  return signatureOf(session.outputMetadata).flatMap((value) => {
    if (!value.isTensor || !names.includes(value.name)) return []
    const shape = [0, ...value.shape.slice(1).map((size) => (typeof size === 'number' ? size : 0))]
    return [{ name: value.name, type: value.type, shape, data: new Float32Array() }]
  })
}

/** One run. @throws {InferenceError} as {@link runRows} */
export async function runOnce({ ort, session, plan }: Runnable, batch: Batch, { names, firstRow }: RunOptions): Promise<readonly OutputTensor[]> {
  const feeds = makeFeeds(ort, plan, { batch, firstRow })
  try {
    const answers = await session.run(feeds, [...names])
    return names.flatMap((name) => {
      const answer = answers[name]
      return answer === undefined ? [] : [outputTensor(name, answer)]
    })
  } catch (cause) {
    throw new InferenceError('INFERENCE_FAILED', `ONNX Runtime failed on the batch that starts at row ${firstRow}: ${firstLine(cause)}`, { cause })
  }
}

interface Span {
  readonly start: number
  readonly rows: number
  /** How many rows come out: the last one is repeated. */
  readonly length: number
}

/** Some rows of a batch, as far as the model reads them. */
export function stretchOf({ plan }: Pick<Runnable, 'plan'>, batch: Batch, { start, rows, length }: Span): Batch {
  const columns = plannedColumns(plan)
  const place = (at: number) => start + Math.min(at, rows - 1)
  const part = (column: BatchColumn): BatchColumn =>
    column.kind === 'number'
      ? { kind: 'number', data: Float64Array.from({ length }, (_, at) => column.data[place(at)] as number) }
      : { kind: 'string', data: Array.from({ length }, (_, at) => column.data[place(at)] ?? null) }
  const values = columns.flatMap((name) => {
    const column = batch.values.get(name)
    return column ? [[name, part(column)] as const] : []
  })
  const pictures = [...(batch.pictures ?? [])].map(([name, all]) => [name, Array.from({ length }, (_, at) => all[place(at)] as Picture)] as const)
  return { rows: length, values: new Map(values), ...(batch.pictures ? { pictures: new Map(pictures) } : {}) }
}

function requireRows(output: OutputTensor, rows: number): OutputTensor {
  if (output.shape[0] === rows) return output
  throw new InferenceError('UNSUPPORTED_SHAPE', `output "${output.name}" gave [${output.shape.join(', ')}] for a run of ${rows} rows`, {
    hint: 'every output must have one line for each row',
  })
}

/** What a library said, shortened to one line. */
export function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n')[0]?.slice(0, 300) ?? ''
}
