import type { Session } from '@seaworthy/datasets'
import type { Files } from '../ports.ts'
import { type DetectionsRequest, readDetections } from './detections.ts'
import type { PairedPredictions } from './paired.ts'
import type { PredictionsRequest } from './predictions.ts'
import { openPredictions, predictionsOf } from './read-predictions.ts'

export interface PairedRequest extends Omit<PredictionsRequest, 'files' | 'name' | 'beside'> {
  readonly candidate: Pick<PredictionsRequest, 'files' | 'name' | 'beside'>
  readonly baseline: Pick<PredictionsRequest, 'files' | 'name' | 'beside'>
}

/**
 * Two predictions files as paired units. With ids in both they are joined by id, lists by their query, else row by row; a unit without
 * its partner, an id that repeats, or a truth that differs is an error, never dropped. Clusters, slices and weights are the candidate's.
 * @throws {PipelineError} `ROWS_DIFFER`, `LABEL_INVALID`, and those of `readPredictions`.
 */
export async function pairedPredictions(session: Session, { candidate, baseline, ...shared }: PairedRequest): Promise<PairedPredictions> {
  const one = await openPredictions(session, { ...shared, ...candidate })
  const other = await openPredictions(session, { ...shared, ...baseline, cluster: null, by: [] })
  const vocabulary = [...new Set([...one.vocabulary, ...other.vocabulary])]
  // The catalogue of metrics is loaded by those who compare.
  const { paired } = await import('./paired.ts')
  return paired(predictionsOf(one, vocabulary), predictionsOf(other, vocabulary))
}

/** The same of detections, whose images are those of the annotations. */
export async function pairedDetections(
  files: Files,
  { candidate, baseline }: { readonly candidate: DetectionsRequest; readonly baseline: DetectionsRequest },
): Promise<PairedPredictions> {
  const one = await readDetections(files, candidate)
  const other = await readDetections(files, baseline)
  const { paired } = await import('./paired.ts')
  return paired(one, other)
}
