import { constants, cp, readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { TrainingError } from './errors.ts'
import type { Isolation } from './isolation.ts'
import { prepareOut } from './outputs.ts'
import type { CommandWords } from './require-success.ts'
import { runGuarded, type TrainingIo } from './run-guarded.ts'

export interface HarnessSpec {
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
  /** Absolute path of the output folder, which is `$OUT`: made if needed, empty before the run. */
  readonly out: string
  readonly isolation: Isolation
  /** Whether the command may reach the network: benchmarks are often fetched. */
  readonly network: boolean
  /** Absolute paths that read as empty where the isolation can do that. */
  readonly hide: readonly string[]
}

export interface HarnessResult {
  readonly durationMs: number
  /** Real path of the folder of results. */
  readonly path: string
  /** The last 60 lines that the command printed. */
  readonly logTail: string
}

const words: CommandWords = {
  name: 'evaluation command',
  timedOut: 'raise evaluate.run.timeout, or measure on fewer documents',
  notFound: 'install it in a step before, or add its file to train.sources: only those are checked out',
}

/**
 * Runs a harness that measures one model and leaves results in a folder, kept from other processes, from hidden files and, unless it may
 * reach it, from the network, as far as the isolation goes. Whatever it started is ended with it.
 *
 * @throws {TrainingError} with the log's tail: `COMMAND_NOT_FOUND`, `COMMAND_FAILED`, `TIMED_OUT`, `CANCELLED`, `OUT_NOT_EMPTY`,
 * `OUTPUT_MISSING`
 */
export async function superviseHarness(spec: HarnessSpec, io: TrainingIo): Promise<HarnessResult> {
  const { isolation, hide, network } = spec
  const out = await prepareOut(spec.out)
  const model = join(dirname(out), 'model', basename(spec.model))
  await cp(spec.model, model, { recursive: true, mode: constants.COPYFILE_FICLONE })
  const env = { ...spec.env, OUT: out, MODEL: model }
  const { durationMs, logTail } = await runGuarded({ ...spec, env, isolated: { isolation, hide, network } }, io, words)
  const left = await readdir(out).catch(() => [])
  if (left.length > 0) return { durationMs, path: out, logTail }
  throw new TrainingError('OUTPUT_MISSING', 'the evaluation command ended well but left no results', {
    hint: 'write them into the folder "$OUT", as `lm_eval --output_path "$OUT"` does',
    logTail,
  })
}
