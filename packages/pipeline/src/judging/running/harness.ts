import path from 'node:path'
import { findIsolation, type Isolation, sparseCheckout, superviseHarness } from '@seaworthy/training'
import type { Line } from '../../line.ts'
import type { LockedDataset } from '../../locked-data.ts'
import { unpackedModel } from '../../packed-model.ts'
import type { PredictHost } from '../predicting/predictor.ts'
import { withoutSecrets } from '../without-secrets.ts'
import { type HarnessResults, harnessResults } from './harness-results.ts'
import type { HarnessSource } from './harness-source.ts'

export interface HarnessOptions {
  readonly source: HarnessSource
  /** Null: it brings its own data. */
  readonly dataset: LockedDataset | null
  readonly host: PredictHost
}

/** Runs one harness for one model after the other. */
export interface Harness extends AsyncDisposable {
  readonly isolation: Isolation
  /**
   * What the harness says of a model.
   * @param who `the candidate`, for messages
   * @throws {TrainingError} where the command fails or leaves nothing; {@link ResultsError} where what it leaves cannot be read.
   */
  measure(file: string, who: string): Promise<HarnessResults>
}

/**
 * Writes the rows that a dataset chooses, labels included: a harness knows the truth. Its command gets no variable that looks like a
 * secret; the repository's history reads as empty to it, and it has no network unless the policy opens it, as far as this machine can do
 * that.
 */
export async function openHarness(line: Line, { source, dataset, host }: HarnessOptions): Promise<Harness> {
  const scratch = await line.files.temporary('harness')
  try {
    const data = dataset && (await rowsOf(line, dataset, scratch.path))
    const isolation = await findIsolation(host.variables)
    if (isolation.kind === 'none') line.log.warn(`models are measured without isolation: ${isolation.reason}`)
    let runs = 0
    return {
      isolation,
      async measure(file, who) {
        const folder = path.join(scratch.path, String(++runs))
        const { command, model, tree, paths } = source
        await using checkout = await sparseCheckout({ repo: line.tree.root, commit: { tree }, paths, to: path.join(folder, 'checkout') })
        const given = await unpackedModel(file, path.join(folder, 'given'))
        const ran = await superviseHarness(
          {
            command: command.run,
            cwd: path.join(checkout.path, model.path),
            env: { ...withoutSecrets(host.variables), ...(data === null ? {} : { DATA: data }) },
            model: given,
            timeoutMs: command.timeoutMs,
            out: path.join(folder, 'out'),
            isolation,
            network: command.network,
            hide: [path.join(line.tree.root, '.git')],
          },
          host,
        )
        const { readResults } = await import('@seaworthy/results')
        return harnessResults(await readResults({ path: ran.path, name: `the results of ${who}` }))
      },
      [Symbol.asyncDispose]: () => scratch[Symbol.asyncDispose](),
    }
  } catch (error) {
    await scratch[Symbol.asyncDispose]()
    throw error
  }
}

async function rowsOf(line: Line, { files, reading, window }: LockedDataset, folder: string): Promise<string> {
  const { plainEnding } = await import('@seaworthy/datasets')
  const session = await line.engines.session()
  const to = path.join(folder, `rows${plainEnding(files[0]?.name ?? 'rows.parquet')}`)
  await session.materialize({ files, reading, window, to })
  return to
}
