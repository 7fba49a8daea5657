import path from 'node:path'
import { describeModel, InferenceError, type Model, type Prediction } from '@seaworthy/inference'
import type { Artifact, CandidateRecord, Digest, EvaluateBody, EvidenceLevel, Section } from '@seaworthy/record'
import { TrainingError } from '@seaworthy/training'
import { PipelineError } from '../errors.ts'
import type { Line } from '../line.ts'
import { datasetDigest, type LockedDataset } from '../locked-data.ts'
import type { Plan, PlannedModel } from '../plan-document.ts'
import type { Policies } from '../policy-of-plan.ts'
import { findUnits, keepUnits, modelScoring, productionUnitsFile, productionUnitsRole, unitsFile, unitsRole, type Wanted } from './kept-units.ts'
import { answeredModel } from './predicting/answered-model.ts'
import { type PredictionSource, predictionSource } from './predicting/prediction-source.ts'
import { openPredictor, type PredictHost, type Predictor } from './predicting/predictor.ts'
import { recordedModel } from './predicting/recorded-model.ts'
import { type OpenModel, type ProductionModel, productionModel } from './production-model.ts'

/** The two models of an evaluation, however they come to say what they say of the test set. */
export interface JudgedModels extends AsyncDisposable {
  readonly candidate: Model
  readonly baseline: ProductionModel | null
  /** Those that are asked for the rows: answers that are known already stand in for a model. `baseline` null: there are none. */
  readonly scored: { readonly candidate: Model; readonly baseline: Model | null }
  readonly level: EvidenceLevel
  /** Opens the model of another release, so that it is scored as these are. */
  readonly open: OpenModel
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
  /** Null: no command may run here, as this job publishes; what the job before it predicted is taken. */
  readonly host: PredictHost | null
}

/** Opens the candidate and production, or lets the command of the policy predict for both. */
export async function judgedModels(line: Line, request: JudgedModelsRequest): Promise<JudgedModels> {
  const source = await predictionSource(line, request)
  return source === null ? measuredModels(line, request) : predictedModels(line, request, source)
}

async function measuredModels(line: Line, request: JudgedModelsRequest): Promise<JudgedModels> {
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
    scoring: null,
    said: baseline ? { units: { baseline: kept ? 'kept' : 'made', reason: null } } : {},
    async keep() {
      const prediction = recorded?.recorded()
      if (!prediction) return []
      return [await keepUnits(line, planned.name, { file: unitsFile, role: unitsRole, units: { ...wantedOf(candidate), prediction } })]
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

/** What production's own evaluation kept, verified with its release. */
async function keptBy(line: Line, { record, file }: Pick<ProductionModel, 'record' | 'file'>, wanted: Wanted): Promise<Prediction | null> {
  const section = record?.sections.evaluate
  return section ? findUnits(line, { section, folder: path.dirname(file), role: unitsRole }, wanted) : null
}

/** Where predictions come from that are not kept: a command run here, or the job that ran it. */
interface Predicting extends AsyncDisposable {
  of(model: Pick<Model, 'digest'>, at: { readonly file: string; readonly who: string; readonly role: string | null }): Promise<Prediction>
  readonly isolation: NonNullable<EvaluateBody['prediction']>['isolation']
  readonly reason: string | null
}

async function predictedModels(line: Line, request: JudgedModelsRequest, source: PredictionSource): Promise<JudgedModels> {
  refuseUnsupported(request)
  const wantedOf = (digest: Model['digest']): Wanted => ({ dataset: datasetDigest(request.dataset), model: digest, scoring: source.scoring })
  await using parts = new AsyncDisposableStack()
  const predicting = parts.use(await predictingOf(line, request, { source, wantedOf }))
  // Production first: what the candidate's bytes may do when they are loaded comes too late for it.
  const production = await predictedProduction(line, request, { predicting, wantedOf })
  if (production) parts.use(production.baseline)
  const { model, file } = request
  const prediction = await predicting.of(model, { file, who: 'the candidate', role: unitsRole })
  const candidate = answeredModel({ digest: model.digest, bytes: model.bytes, format: 'predicted', prediction })
  const level = await levelOf(source, [file, ...(production ? [production.baseline.file] : [])])
  const { from, tree } = source
  const { isolation, reason } = predicting
  const owned = parts.move()
  return {
    candidate,
    baseline: production?.baseline ?? null,
    scored: { candidate, baseline: production?.prediction ? production.baseline.model : null },
    level,
    open: async (at, record) =>
      (await openPredicted(line, { file: at, record, who: 'an earlier release', role: null }, { predicting, wantedOf })).model,
    scoring: source.scoring,
    said: { prediction: { from, tree, isolation, reason }, ...(production ? { units: production.units } : {}) },
    async keep() {
      const own = await keepUnits(line, request.planned.name, { file: unitsFile, role: unitsRole, units: { ...wantedOf(model.digest), prediction } })
      if (!production?.prediction || request.binding) return [own]
      const units = { ...wantedOf(production.baseline.model.digest), prediction: production.prediction }
      return [own, await keepUnits(line, request.planned.name, { file: productionUnitsFile, role: productionUnitsRole, units })]
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

// A second test set, and models of further seeds, would have to be predicted in the same way: that is not built.
function refuseUnsupported({ policies: { judging } }: JudgedModelsRequest): void {
  const asked = judging.model.evaluate.confirm !== null ? 'evaluate.confirm' : (judging.model.train?.repeat ?? 1) > 1 ? 'train.repeat' : null
  if (asked === null) return
  throw new PipelineError(
    'PREDICT_UNSUPPORTED',
    `"${judging.model.name}" has ${asked} beside evaluate.predict, which predicts for one test set and one run`,
    {
      hint: `leave out ${asked}, or train a model in ONNX`,
    },
  )
}

interface PredictedProduction {
  readonly baseline: ProductionModel
  /** Null where there is none: nothing is compared with it then. */
  readonly prediction: Prediction | null
  readonly units: NonNullable<EvaluateBody['units']>
}

type Means = Pick<PredictingOptions, 'wantedOf'> & { readonly predicting: Predicting }

async function predictedProduction(line: Line, { planned, baselineFile }: JudgedModelsRequest, means: Means): Promise<PredictedProduction | null> {
  let found: Omit<PredictedProduction, 'baseline'> | null = null
  const baseline = await productionModel(line, planned, baselineFile, async (file, record) => {
    try {
      const { model, prediction, isKept } = await openPredicted(line, { file, record, who: 'production', role: productionUnitsRole }, means)
      found = { prediction, units: { baseline: isKept ? 'kept' : 'made', reason: null } }
      return model
    } catch (error) {
      if (!isUnanswered(error)) throw error
      line.log.warn(`production's results on the test set are missing: ${error.message}`)
      found = { prediction: null, units: { baseline: 'missing', reason: `${error.code}: ${error.message}`.slice(0, 500) } }
      return answeredModel({ ...(await requireFile(line, file)), format: 'predicted', prediction: noPrediction })
    }
  })
  return baseline && found && { baseline, ...(found as Omit<PredictedProduction, 'baseline'>) }
}

const noPrediction: Prediction = { kind: 'clustering', group: [] }

interface PredictedFile {
  readonly file: string
  readonly record: CandidateRecord | null
  readonly who: string
  readonly role: string | null
}

async function openPredicted(line: Line, { file, record, who, role }: PredictedFile, { predicting, wantedOf }: Means) {
  const found = await requireFile(line, file)
  const kept = await keptBy(line, { record, file }, wantedOf(found.digest))
  const prediction = kept ?? (await predicting.of(found, { file, who, role }))
  return { model: answeredModel({ ...found, format: 'predicted', prediction }), prediction, isKept: kept !== null }
}

interface PredictingOptions {
  readonly source: PredictionSource
  wantedOf(digest: Model['digest']): Wanted
}

async function predictingOf(line: Line, request: JudgedModelsRequest, { source, wantedOf }: PredictingOptions): Promise<Predicting> {
  const { planned, dataset, policies, host } = request
  if (host === null) return handedOn(line, planned.name, wantedOf)
  const { task, positive } = policies.judging.model
  const predictor = await openPredictor(line, { source, dataset, task, positive, host })
  return {
    of: async (_model, { file, who }) => (await predictor.predict(file, who)).prediction,
    ...isolationOf(predictor),
    [Symbol.asyncDispose]: () => predictor[Symbol.asyncDispose](),
  }
}

function isolationOf({ isolation }: Predictor): Pick<Predicting, 'isolation' | 'reason'> {
  return isolation.kind === 'none' ? { isolation: 'none', reason: isolation.reason } : { isolation: 'namespaces', reason: null }
}

/** What the job before this one predicted, on a machine that publishes nothing: bound by test set, model and command. */
async function handedOn(line: Line, name: string, wantedOf: PredictingOptions['wantedOf']): Promise<Predicting> {
  const found = await line.sections.load(name, 'evaluate')
  const said = (found?.section as Section<'evaluate'> | undefined)?.body.prediction
  return {
    async of({ digest }, { who, role }) {
      const prediction = found && role ? await findUnits(line, { ...found, role }, wantedOf(digest)) : null
      if (prediction) return prediction
      throw new PipelineError('PREDICTIONS_MISSING', `there are no predictions of ${who} of "${name}" by the policy's command on this test set`, {
        hint: 'let a job before this one run the evaluate stage: the job that publishes runs no command',
      })
    },
    isolation: said?.isolation ?? 'none',
    reason: said ? said.reason : 'no job predicted',
    [Symbol.asyncDispose]: async () => undefined,
  }
}

// What production cannot answer decides nothing about the candidate; all else is an error.
function isUnanswered(error: unknown): error is Error & { readonly code: string } {
  return error instanceof PipelineError || error instanceof TrainingError || error instanceof InferenceError
}

async function requireFile(line: Line, file: string): Promise<{ readonly digest: Model['digest']; readonly bytes: number }> {
  const found = await line.files.digest(file)
  if (found) return found
  throw new PipelineError('DATA_MISSING', `there is no model file ${file}`)
}

const weightsOnly: ReadonlySet<string> = new Set(['onnx', 'safetensors', 'gguf', 'xgboost'])

/** Code of the base branch that runs files of weights alone measures; code of a change, or files that bring code with them, predict. */
async function levelOf({ from }: PredictionSource, files: readonly string[]): Promise<EvidenceLevel> {
  if (from === 'head') return 'predicted'
  for (const file of files) if (!weightsOnly.has((await describeModel(file)).format)) return 'predicted'
  return 'measured'
}
