import type { ModelPlan } from '@seaworthy/config'
import type { Digest } from '@seaworthy/record'
import { datasetDigest, type LockedDataset } from '../locked-data.ts'

/**
 * Digests of the rows that a judgement reads beside those that it judges on, by name: `threshold`, on which one is chosen, and `history`,
 * by which forecasts are scaled.
 */
export function rowsBeside({ task, evaluate }: ModelPlan, { siblings }: LockedDataset): Readonly<Record<string, Digest>> {
  const { threshold } = evaluate
  const read = {
    threshold: threshold?.kind === 'chosen' ? siblings?.get(threshold.dataset) : undefined,
    history: task === 'forecasting' ? siblings?.get('train') : undefined,
  }
  return Object.fromEntries(Object.entries(read).flatMap(([name, dataset]) => (dataset ? [[name, datasetDigest(dataset)] as const] : [])))
}
