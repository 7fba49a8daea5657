import path from 'node:path'
import type { DataFile } from '@seaworthy/datasets'
import { type PairedPredictions, type Predictions, pairedDetections, pairedPredictions, readDetections, readPredictions } from '@seaworthy/pipeline'
import type { Context } from './context.ts'
import { dataArgument } from './data-argument.ts'
import { AppError } from './errors.ts'
import { kindOf, type PredictionTask } from './predictions-inputs.ts'

/** How predictions are to be read, as it was typed. */
export interface PredictionsAsked {
  readonly task: PredictionTask
  readonly positive: string
  readonly cluster: string
  readonly by: readonly string[]
  readonly annotations: string
}

/** The predictions that an argument names: a file, a glob, a folder or an address; of detections, a file of COCO results. */
export async function predictionsArgument(given: string, asked: PredictionsAsked, context: Context): Promise<Predictions> {
  const kind = kindOf(asked.task)
  if (kind === 'detection') return await readDetections(context.line.files, detectionFiles(given, asked, context))
  const files = await dataArgument(given, { line: context.line, cwd: context.environment.cwd })
  return await readPredictions(await context.line.engines.session(), { files, name: given, beside: beside(files, context), ...sharedBy(asked), kind })
}

/** Two of them, paired. */
export async function pairedArguments(
  { candidate, baseline }: { readonly candidate: string; readonly baseline: string },
  asked: PredictionsAsked,
  context: Context,
): Promise<PairedPredictions> {
  const kind = kindOf(asked.task)
  const { line, environment } = context
  if (kind === 'detection')
    return await pairedDetections(line.files, {
      candidate: detectionFiles(candidate, asked, context),
      baseline: detectionFiles(baseline, asked, context),
    })
  const named = async (given: string) => {
    const files = await dataArgument(given, { line, cwd: environment.cwd })
    return { files, name: given, beside: beside(files, context) }
  }
  return await pairedPredictions(await line.engines.session(), {
    candidate: await named(candidate),
    baseline: await named(baseline),
    ...sharedBy(asked),
    kind,
  })
}

/** Masks that predictions name lie beside them. */
function beside([first]: readonly DataFile[], { line }: Context): (name: string) => Promise<Uint8Array | null> {
  const folder = path.dirname(first?.path ?? '.')
  return (name) => line.files.read(path.resolve(folder, name))
}

function sharedBy({ positive, cluster, by }: PredictionsAsked) {
  return { positive: positive === '' ? null : positive, cluster: cluster === '' ? null : cluster, by }
}

function detectionFiles(given: string, { annotations, cluster, by }: PredictionsAsked, { environment }: Context) {
  if (annotations === '')
    throw new AppError('USAGE', 'detections need the truth of their images', { hint: '--annotations names a JSON file in the format of COCO' })
  if (cluster !== '' || by.length > 0)
    throw new AppError('USAGE', 'detections have no columns to cluster or to cut them by', { hint: 'leave --cluster and --by out' })
  const at = (name: string) => ({ path: path.resolve(environment.cwd, name), name })
  return { detections: at(given), annotations: at(annotations) }
}
