import type { Model } from '@seaworthy/inference'
import type { Rows } from '@seaworthy/metrics'
import type { Line } from '../line.ts'
import type { LockedDataset } from '../locked-data.ts'
import type { Policies } from '../policy-of-plan.ts'
import { type ModelOn, scoreDataset } from '../score.ts'

export interface AloneRequest {
  readonly policies: { readonly judging: Pick<Policies['judging'], 'model'> }
  readonly dataset: LockedDataset
  readonly model: Model
  readonly on?: ModelOn
}

/** What one more model says of the rows of a dataset, in their order: a pass of its own. */
export async function scoreAlone(line: Pick<Line, 'engines'>, { policies, dataset, model, on }: AloneRequest): Promise<Rows> {
  const session = await line.engines.session()
  const request = { session, model: policies.judging.model, dataset, candidate: model, baseline: null, slices: [], ...(on ? { on } : {}) }
  const set = await scoreDataset(request)
  return set.scored.candidate
}
