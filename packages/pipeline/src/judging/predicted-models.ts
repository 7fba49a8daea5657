import { InferenceError, type Model, type Prediction } from '@seaworthy/inference'
import type { Artifact, CandidateRecord, EvaluateBody, EvidenceLevel } from '@seaworthy/record'
import { TrainingError } from '@seaworthy/training'
import { PipelineError } from '../errors.ts'
import type { Line } from '../line.ts'
import type { LockedDataset } from '../locked-data.ts'
import { digestOfModel } from '../packed-model.ts'
import type { JudgedModels, JudgedModelsRequest } from './judged-models.ts'
import { productionUnitsRole, repeatUnitsRole, unitsRole } from './kept-units.ts'
import { answeredModel } from './predicting/answered-model.ts'
import { type Answers, type AskedModel, openAnswers } from './predicting/answers.ts'
import type { PredictionSource } from './predicting/prediction-source.ts'
import { type ProductionModel, productionModel } from './production-model.ts'
import { repeatedModels } from './repeats.ts'
import { areWeightsOnly } from './weights-only.ts'

/**
 * The two models of an evaluation where a command of the policy predicts. Where it runs here, all is asked for at once, production first:
 * what the candidate's bytes may do when they are loaded comes too late for it. Where it ran before, answers are taken when they are needed.
 */
export async function predictedModels(line: Line, request: JudgedModelsRequest, source: PredictionSource): Promise<JudgedModels> {
  await using parts = new AsyncDisposableStack()
  const answers = parts.use(await openAnswers(line, request, source))
  const production = await predictedProduction(line, request, answers)
  if (production) parts.use(production.baseline)
  const candidate = candidateAsked(request)
  const repeats = await repeatsAsked(line, request)
  // Equal bytes are asked once, as what they are first of all: the candidate.
  const known = new Map([...repeats, ...(production ? [production.asked] : []), candidate].map((one) => [one.digest, one]))
  // Repeats are of no use where the candidate is production itself.
  const isRepeated = request.host !== null && production?.asked.digest !== candidate.digest
  for (const model of [candidate, ...(isRepeated ? repeats : [])]) await askAll(answers, model, datasetsAsked(request))
  const answering = await answered(answers, candidate, request.dataset)
  const level = await levelOf(source, [request.file, ...(production ? [production.baseline.file] : [])])
  const { from, tree } = source
  const { isolation, reason } = answers
  const owned = parts.move()
  return {
    candidate: answering,
    baseline: production?.baseline ?? null,
    scored: { candidate: answering, baseline: production?.isAnswered ? production.baseline.model : null },
    level,
    async open(file, record) {
      const found = await requireFile(line, file)
      const asked = known.get(found.digest) ?? { ...found, file, record, who: 'an earlier release', role: null }
      known.set(asked.digest, asked)
      return answered(answers, asked, request.dataset)
    },
    async on(model, dataset) {
      const asked = known.get(model.digest)
      return asked ? answered(answers, asked, dataset) : model
    },
    scoring: source.scoring,
    said: { prediction: { from, tree, isolation, reason }, ...(production ? { units: production.units } : {}) },
    // What is published holds what the candidate said; the other answers are for the job that publishes.
    keep: () => keepAll(answers, [candidate, ...(request.binding ? [] : [...(production?.isAnswered ? [production.asked] : []), ...repeats])]),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

function candidateAsked({ model, file }: JudgedModelsRequest): AskedModel {
  return { digest: model.digest, bytes: model.bytes, file, who: 'the candidate', role: unitsRole, record: null }
}

async function repeatsAsked(line: Line, request: JudgedModelsRequest): Promise<readonly AskedModel[]> {
  const models = await repeatedModels(line, request)
  return models.map(({ artifact: { name, digest, bytes }, file }) => ({ digest, bytes, file, who: name, role: repeatUnitsRole(name), record: null }))
}

/** The test set first, then the rows on which a threshold is chosen; on the way to a release those of the second test set, sealed. */
function datasetsAsked({ dataset, plan, binding, host, policies }: JudgedModelsRequest): readonly LockedDataset[] {
  const { threshold, confirm } = policies.judging.model.evaluate
  const isConfirmed = host !== null && (binding || plan.kind === 'ship')
  const names = [threshold?.kind === 'chosen' ? threshold.dataset : null, isConfirmed ? confirm : null]
  return [dataset, ...names.flatMap((name) => (name === null ? [] : (dataset.siblings?.get(name) ?? [])))]
}

async function askAll(answers: Answers, model: AskedModel, datasets: readonly LockedDataset[]): Promise<void> {
  for (const dataset of datasets) await answers.of(model, dataset)
}

async function answered(answers: Answers, asked: AskedModel, dataset: LockedDataset): Promise<Model> {
  const { digest, bytes } = asked
  const { prediction } = await answers.of(asked, dataset)
  return answeredModel({ digest, bytes, format: 'predicted', prediction })
}

interface PredictedProduction {
  readonly baseline: ProductionModel
  readonly asked: AskedModel
  /** False: nobody could say what it says, and nothing is compared with it. */
  readonly isAnswered: boolean
  readonly units: NonNullable<EvaluateBody['units']>
}

type Found = Omit<PredictedProduction, 'baseline'>

async function predictedProduction(line: Line, request: JudgedModelsRequest, answers: Answers): Promise<PredictedProduction | null> {
  let found: Found | null = null
  const open = async (file: string, record: CandidateRecord | null): Promise<Model> => {
    const asked: AskedModel = { ...(await requireFile(line, file)), file, record, who: 'production', role: productionUnitsRole }
    try {
      const { isKept } = await answers.of(asked, request.dataset)
      await askAll(answers, asked, datasetsAsked(request))
      found = { asked, isAnswered: true, units: { baseline: isKept ? 'kept' : 'made', reason: null } }
      return await answered(answers, asked, request.dataset)
    } catch (error) {
      if (!isUnanswered(error)) throw error
      line.log.warn(`production's results on the test set are missing: ${error.message}`)
      answers.forget(asked)
      found = { asked, isAnswered: false, units: { baseline: 'missing', reason: `${error.code}: ${error.message}`.slice(0, 500) } }
      return answeredModel({ digest: asked.digest, bytes: asked.bytes, format: 'predicted', prediction: noPrediction })
    }
  }
  const baseline = await productionModel(line, request.planned, request.baselineFile, open)
  return baseline && found && { baseline, ...(found as Found) }
}

const noPrediction: Prediction = { kind: 'clustering', group: [] }

// What production cannot answer decides nothing about the candidate; all else is an error.
function isUnanswered(error: unknown): error is Error & { readonly code: string } {
  return error instanceof PipelineError || error instanceof TrainingError || error instanceof InferenceError
}

async function keepAll(answers: Answers, models: readonly AskedModel[]): Promise<readonly Artifact[]> {
  const artifacts: Artifact[] = []
  for (const model of models) artifacts.push(...(await answers.keep(model)))
  return artifacts
}

async function requireFile(line: Line, file: string): Promise<{ readonly digest: Model['digest']; readonly bytes: number }> {
  const found = await digestOfModel(line, file)
  if (found) return found
  throw new PipelineError('DATA_MISSING', `there is no model file ${file}`)
}

/** Code of the base branch that runs files of weights alone measures; code of a change, or files that bring code with them, predict. */
async function levelOf({ from }: PredictionSource, files: readonly string[]): Promise<EvidenceLevel> {
  return from === 'base' && (await areWeightsOnly(files)) ? 'measured' : 'predicted'
}
