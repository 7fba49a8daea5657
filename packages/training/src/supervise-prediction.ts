import { constants, cp, open, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { TrainingError } from './errors.ts'
import type { Isolation } from './isolation.ts'
import { outputBeside } from './output-beside.ts'
import { declaredOutput, prepareOut } from './outputs.ts'
import type { CommandWords } from './require-success.ts'
import { runGuarded, type TrainingIo } from './run-guarded.ts'

export interface PredictionSpec {
  /** Shell text of the configuration; several lines end at the first that fails. */
  readonly command: string
  readonly cwd: string
  /** The whole environment of the command but `OUT` and `MODEL`, `PATH` included. */
  readonly env: Readonly<Record<string, string>>
  readonly timeoutMs: number
  /** Between SIGTERM and SIGKILL; 10 seconds when left out. */
  readonly graceMs?: number
  /** Absolute path of the model, a file or a folder: `$MODEL` is a copy beside the output folder, so that the command can change no other. */
  readonly model: string
  /** Absolute path of the output folder: made if needed, empty before the run. */
  readonly out: string
  /** The file in it that the command writes: `$OUT` is its path. */
  readonly name: string
  readonly isolation: Isolation
  /** Absolute paths that read as empty where the isolation can do that: files with labels. */
  readonly hide: readonly string[]
}

export interface PredictionResult {
  readonly durationMs: number
  /** Absolute path of the file of predictions. */
  readonly path: string
  /** Reads what was written beside it, by its path from there. */
  readonly beside: (name: string) => Promise<Uint8Array | null>
  /** Its first bytes, by which its form is told. */
  readonly head: Uint8Array
  /** The last 60 lines that the command printed. */
  readonly logTail: string
}

const words: CommandWords = {
  name: 'prediction command',
  timedOut: 'raise evaluate.predict.timeout, or predict in larger batches',
  notFound: 'install it in a step before, or add its file to train.sources: only those are checked out',
}

/**
 * Runs a command that predicts, kept from network, labels and other processes as far as the isolation goes; whatever it started is
 * ended with it. What it wrote is one file that is not empty, and no link.
 *
 * @throws {TrainingError} with the log's tail: `COMMAND_NOT_FOUND`, `COMMAND_FAILED`, `TIMED_OUT`, `CANCELLED`, `OUT_NOT_EMPTY`,
 * `OUTPUT_MISSING`, `OUTPUT_EMPTY`, `OUTPUT_UNSAFE`
 */
export async function supervisePrediction(spec: PredictionSpec, io: TrainingIo): Promise<PredictionResult> {
  const { isolation, hide, name } = spec
  const root = await prepareOut(spec.out)
  const path = join(root, name)
  const model = join(dirname(root), 'model', basename(spec.model))
  await cp(spec.model, model, { recursive: true, mode: constants.COPYFILE_FICLONE })
  const env = { ...spec.env, OUT: path, MODEL: model }
  const { durationMs, logTail } = await runGuarded({ ...spec, env, isolated: { isolation, hide } }, io, words)
  try {
    const written = await declaredOutput(root, 'predictions', name)
    if (!(await stat(written.path)).isFile()) throw new TrainingError('OUTPUT_UNSAFE', `predictions "${name}" is no file`)
    return { durationMs, path: written.path, beside: outputBeside(root), head: await headOf(written.path), logTail }
  } catch (error) {
    throw error instanceof TrainingError ? new TrainingError(error.code, error.message, { hint: outHint, cause: error, logTail }) : error
  }
}

const outHint = 'write one file of predictions to "$OUT"'

async function headOf(file: string): Promise<Uint8Array> {
  await using handle = await open(file)
  const head = new Uint8Array(64)
  const { bytesRead } = await handle.read(head, 0, head.length, 0)
  return head.subarray(0, bytesRead)
}
