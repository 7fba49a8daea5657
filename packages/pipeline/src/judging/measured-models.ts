import path from 'node:path'
import type { Model, Prediction } from '@seaworthy/inference'
import type { Line } from '../line.ts'
import { datasetDigest } from '../locked-data.ts'
import type { JudgedModels, JudgedModelsRequest } from './judged-models.ts'
import { findUnits, keepUnits, modelScoring, unitsRole, type Wanted } from './kept-units.ts'
import { answeredModel } from './predicting/answered-model.ts'
import { recordedModel } from './predicting/recorded-model.ts'
import { type ProductionModel, productionModel } from './production-model.ts'

/** The two models of an evaluation where they run here. What production's release kept stands in for running it. */
export async function measuredModels(line: Line, request: JudgedModelsRequest): Promise<JudgedModels> {
  const { planned, binding, dataset, policies } = request
  // A threshold that is chosen needs what production says of other rows, which nobody kept.
  const isAsked = policies.judging.model.evaluate.threshold?.kind === 'chosen'
  await using parts = new AsyncDisposableStack()
  const candidate = parts.use(await line.engines.model(request.file))
  const baseline = parts.use(await productionModel(line, planned, request.baselineFile))
  const wantedOf = ({ digest, format }: Model): Wanted => ({
    dataset: datasetDigest(dataset),
    model: digest,
    scoring: modelScoring(line, { format, model: policies.judging.model }),
  })
  const kept = baseline && !isAsked ? await keptBy(line, baseline, wantedOf(baseline.model)) : null
  const recorded = binding ? recordedModel(candidate) : null
  const answering = baseline && (kept ? answeredModel({ ...baseline.model, prediction: kept }) : baseline.model)
  const owned = parts.move()
  return {
    candidate,
    baseline,
    scored: { candidate: recorded?.model ?? candidate, baseline: answering },
    level: 'measured',
    open: (file) => line.engines.model(file),
    on: async (model) => model,
    scoring: null,
    said: baseline ? { units: { baseline: kept ? 'kept' : 'made', reason: null } } : {},
    async keep() {
      const prediction = recorded?.recorded()
      if (!prediction) return []
      return [await keepUnits(line, planned.name, { role: unitsRole, units: { ...wantedOf(candidate), prediction } })]
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

/** What production's own evaluation kept, verified with its release. */
async function keptBy(line: Line, { record, file }: Pick<ProductionModel, 'record' | 'file'>, wanted: Wanted): Promise<Prediction | null> {
  const section = record?.sections.evaluate
  return section ? findUnits(line, { section, folder: path.dirname(file), role: unitsRole }, wanted) : null
}
