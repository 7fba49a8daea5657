import type { Model } from '@seaworthy/inference'
import type { Artifact, Digest, EvaluateBody, EvidenceLevel } from '@seaworthy/record'
import type { Line } from '../line.ts'
import type { LockedDataset } from '../locked-data.ts'
import type { Plan, PlannedModel } from '../plan-document.ts'
import type { Policies } from '../policy-of-plan.ts'
import type { StoredSection } from '../ports.ts'
import type { ModelOn } from '../score.ts'
import { measuredModels } from './measured-models.ts'
import { predictedModels } from './predicted-models.ts'
import { predictionSource } from './predicting/prediction-source.ts'
import type { PredictHost } from './predicting/predictor.ts'
import type { OpenModel, ProductionModel } from './production-model.ts'

/** The two models of an evaluation, however they come to say what they say of the test set. */
export interface JudgedModels extends AsyncDisposable {
  readonly candidate: Model
  readonly baseline: ProductionModel | null
  /** Those that are asked for the rows: answers that are known already stand in for a model. `baseline` null: there are none. */
  readonly scored: { readonly candidate: Model; readonly baseline: Model | null }
  readonly level: EvidenceLevel
  /** Opens the model of another release or of a further run, so that it is scored as these are. */
  readonly open: OpenModel
  /** What was opened here, as it answers for the rows of a dataset. */
  readonly on: ModelOn
  /** What the section says of how answers were made. */
  readonly said: Pick<EvaluateBody, 'prediction' | 'units'>
  /** By what command and files they answer; null where they are run here: a part of the key. */
  readonly scoring: Digest | null
  /** Once all rows are scored: the results by unit that are kept. */
  keep(): Promise<readonly Artifact[]>
}

export interface JudgedModelsRequest {
  readonly plan: Plan
  readonly planned: PlannedModel
  readonly policies: Policies
  readonly binding: boolean
  readonly baselineFile: string | null
  readonly model: Artifact
  readonly file: string
  readonly dataset: LockedDataset
  /** Null: it was not trained here. */
  readonly trained: StoredSection<'train'> | null
  /** Null: no command may run here, as this job publishes; what the job before it predicted is taken. */
  readonly host: PredictHost | null
}

/** Opens the candidate and production, or lets the command of the policy predict for both. */
export async function judgedModels(line: Line, request: JudgedModelsRequest): Promise<JudgedModels> {
  const source = await predictionSource(line, request)
  return source === null ? measuredModels(line, request) : predictedModels(line, request, source)
}
