import { resolve } from 'node:path'
import { TrainingError } from './errors.ts'
import { collectOutputs, prepareOut, type TrainingOutput } from './outputs.ts'
import { readReportedMetrics } from './reported-metrics.ts'
import { trainingWords } from './require-success.ts'
import { runGuarded, type TrainingIo } from './run-guarded.ts'
import { changesBetween, type Snapshot, takeSnapshot } from './snapshot.ts'

export interface TrainingSpec {
  /** Shell text of the configuration; several lines end at the first that fails. */
  readonly command: string
  readonly cwd: string
  /** The whole environment of the command, `PATH` included. */
  readonly env: Readonly<Record<string, string>>
  readonly timeoutMs: number
  /** Between SIGTERM and SIGKILL; 10 seconds when left out. */
  readonly graceMs?: number
  /** Absolute path of the output folder: made if needed, empty before the run. */
  readonly out: string
  /** Path of the model under `out`: a file or a folder. */
  readonly model: string
  /** Path of a metrics file under `out`, or null. */
  readonly metrics: string | null
  /** The folder in which nothing but `out` may change; `cwd` when left out. */
  readonly checkout?: string
}

export interface TrainingResult {
  readonly durationMs: number
  readonly outputs: readonly TrainingOutput[]
  readonly reported: Readonly<Record<string, number>> | null
  /** The last 60 lines that the command printed. */
  readonly logTail: string
}

/**
 * Runs the training command and holds it to its word: it ends in time and well, writes its declared outputs, and nothing
 * else in the checkout (`__pycache__` and `.cache` apart). Whatever it started is ended with it.
 *
 * @throws {TrainingError} with the log's tail: `COMMAND_NOT_FOUND`, `COMMAND_FAILED`, `TIMED_OUT`, `CANCELLED`,
 * `OUT_NOT_EMPTY`, `WROTE_OUTSIDE`, `OUTPUT_MISSING`, `OUTPUT_EMPTY`, `OUTPUT_UNSAFE`, `METRICS_INVALID`
 */
export async function superviseTraining(spec: TrainingSpec, io: TrainingIo): Promise<TrainingResult> {
  const root = await prepareOut(spec.out)
  const checkout = spec.checkout ?? spec.cwd
  const before = await takeSnapshot(checkout, [resolve(spec.out)])
  const { durationMs, logTail } = await runGuarded(spec, io, trainingWords)
  try {
    await requireUntouched(checkout, { before, out: resolve(spec.out) })
    const outputs = await collectOutputs({ root, model: spec.model, metrics: spec.metrics })
    const metrics = outputs.find((output) => output.role === 'metrics')
    const reported = metrics === undefined ? null : await readReportedMetrics(metrics.path, metrics.name)
    return { durationMs, outputs, reported, logTail }
  } catch (error) {
    throw withLogTail(error, logTail)
  }
}

async function requireUntouched(checkout: string, { before, out }: { before: Snapshot; out: string }): Promise<void> {
  const changes = changesBetween(before, await takeSnapshot(checkout, [out]))
  if (changes.length === 0) return
  const named = changes.slice(0, 10).map(({ path, kind }) => `${path} (${kind})`)
  const more = changes.length > named.length ? ` and ${changes.length - named.length} more` : ''
  throw new TrainingError('WROTE_OUTSIDE', `the command wrote outside its output folder: ${named.join(', ')}${more}`, {
    hint: 'write everything to "$OUT", or to a temporary folder',
  })
}

function withLogTail(error: unknown, logTail: string): unknown {
  if (!(error instanceof TrainingError)) return error
  return new TrainingError(error.code, error.message, { ...(error.hint === null ? {} : { hint: error.hint }), cause: error.cause, logTail })
}
