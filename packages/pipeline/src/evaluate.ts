import path from 'node:path'
import type { Model } from '@seaworthy/inference'
import type { Artifact, EvaluateBody, EvidenceLevel, Section } from '@seaworthy/record'
import { PipelineError } from './errors.ts'
import { evaluateReported } from './evaluate-reported.ts'
import { judgedBody } from './judged-body.ts'
import type { JudgedBeside } from './judging/beside.ts'
import { cutsOf } from './judging/cuts.ts'
import { evaluationPage } from './judging/evaluation-page.ts'
import type { Explained } from './judging/explanation.ts'
import { type JudgedModels, judgedModels } from './judging/judged-models.ts'
import { judgingSet } from './judging/judging-set.ts'
import { predictionWarnings } from './judging/predicting/prediction-warnings.ts'
import type { PredictHost } from './judging/predicting/predictor.ts'
import { keepProduction, type OpenModel, type ProductionModel } from './judging/production-model.ts'
import type { Searched } from './judging/weak-slices.ts'
import { evaluateKey, toolMajor } from './keys.ts'
import type { Line } from './line.ts'
import { datasetDigest, type LockedDataset } from './locked-data.ts'
import { type Plan, type PlannedModel, plannedModelNamed } from './plan-document.ts'
import { type Policies, policiesOf } from './policy-of-plan.ts'
import type { StoredSection } from './ports.ts'
import { type ScoredSet, scoreDataset } from './score.ts'
import { rowsBeside } from './scored/rows-beside.ts'
import { makeSection } from './sections.ts'
import { loadTrained, modelArtifact } from './trained.ts'

export interface EvaluateRequest {
  readonly plan: Plan
  readonly name: string
  /** True only in ship: what is judged here is published. */
  readonly binding: boolean
  /** A model file to compare with, on a laptop; else the planned production version. */
  readonly baselineFile: string | null
  /** Where a command of the policy may predict; left out, what an earlier job predicted is taken: no command runs where is published. */
  readonly host?: PredictHost | null
}

/** Judges the candidate, and beside it the model in production, on the same rows, by the policy of the base. */
export async function evaluate(line: Line, request: EvaluateRequest): Promise<Section<'evaluate'>> {
  const { plan, name } = request
  const planned = plannedModelNamed(plan, name)
  const policies = await policiesOf(line, plan, planned)
  if (planned.origin.kind === 'metrics') return evaluateReported(line, { ...request, planned, policies })
  const trained = await loadTrained(line, planned)
  const model = modelArtifact(trained.section)
  const file = path.join(trained.folder, 'out', model.name)
  const section = await judgeFile(line, request, { planned, policies, model, file, trained })
  await line.sections.save(section)
  return section
}

/** Judges a model file that was not trained here, against the absolute gates: for an import. */
export async function evaluateFile(
  line: Line,
  { plan, name, file, host = null }: { readonly plan: Plan; readonly name: string; readonly file: string; readonly host?: PredictHost | null },
): Promise<Section<'evaluate'>> {
  const planned = { ...plannedModelNamed(plan, name), production: null }
  const found = await line.files.digest(file)
  if (!found) throw new PipelineError('DATA_MISSING', `there is no model file ${file}`)
  const model: Artifact = { role: 'model', name: path.basename(file), ...found, locations: [] }
  const policies = await policiesOf(line, plan, planned)
  const section = await judgeFile(line, { plan, name, binding: true, baselineFile: null, host }, { planned, policies, model, file, trained: null })
  await line.sections.save(section)
  return section
}

interface JudgedFile {
  readonly planned: PlannedModel
  readonly policies: Policies
  readonly model: Artifact
  readonly file: string
  readonly trained: StoredSection<'train'> | null
}

async function judgeFile(line: Line, request: EvaluateRequest, judged: JudgedFile): Promise<Section<'evaluate'>> {
  const { plan } = request
  const { planned, policies } = judged
  if (policies.judging.model.evaluate.run !== null) {
    const { evaluateByHarness } = await import('./evaluate-by-harness.ts')
    return evaluateByHarness(line, { ...judged, ...request, host: request.host ?? null })
  }
  const dataset = await judgingSet(line, { plan, policies }, policies.judging.model.evaluate.dataset)
  await using models = await judgedModels(line, { ...judged, ...request, dataset, host: request.host ?? null })
  const { candidate, baseline, level, open, on, said, scoring } = models
  const session = await line.engines.session()
  const { searchOf, weakSlicesOf } = await import('./judging/weak-slices.ts')
  const search = await searchOf(line, { plan, policies, dataset, candidate, baseline: models.scored.baseline && baseline })
  const set = await scoreDataset({
    session,
    model: policies.judging.model,
    dataset,
    ...models.scored,
    on,
    slices: await cutsOf(policies),
    collector: search?.collector ?? null,
  })
  const gathered = { ...judged, plan, dataset, candidate, baseline, set, level, open, on, said, scoring }
  const { probe } = await import('./judging/probes.ts')
  const { explain } = await import('./judging/explanation.ts')
  const { judgeBeside } = await import('./judging/beside.ts')
  // What a command has said can be looked up, and not asked anew.
  const isRunHere = said.prediction === undefined
  const probes = await probe(line, gathered)
  const beside = await judgeBeside(line, gathered, { binding: request.binding, probes })
  return await seal(line, request, {
    ...gathered,
    produced: [...(await keepProduction(line, planned.name, baseline)), ...(await models.keep())],
    beside,
    explained: isRunHere ? await explain(line, gathered) : notExplained,
    searched: await weakSlicesOf(search, gathered),
  })
}

const notExplained: Explained = { explanation: null, warnings: [] }

/** All that is known of a candidate before anything is judged. */
export interface Gathered extends JudgedFile {
  readonly plan: Plan
  readonly dataset: LockedDataset
  readonly candidate: Model
  readonly baseline: ProductionModel | null
  readonly set: ScoredSet
  readonly level: EvidenceLevel
  /** Opens the model of another release or of a further run, so that it is scored as these two are. */
  readonly open: OpenModel
  readonly on: JudgedModels['on']
  readonly said: JudgedModels['said']
  readonly scoring: JudgedModels['scoring']
}

interface Measured extends Gathered {
  readonly produced: readonly Artifact[]
  readonly beside: JudgedBeside
  readonly explained: Explained
  readonly searched: Searched
}

// Decides: scores and policies in, a section out, and its page.
async function seal(line: Line, { binding }: EvaluateRequest, judged: Measured): Promise<Section<'evaluate'>> {
  const { unitsOf } = await import('@seaworthy/metrics')
  const { plotsOf } = await import('@seaworthy/evaluation')
  const { decideWithout } = await import('./judging/missing-baseline.ts')
  const { planned, policies, model, dataset, candidate, baseline, set, produced, beside, explained, searched, said, scoring } = judged
  const { judging } = policies
  const identical = baseline?.described.digest === candidate.digest
  const test = datasetDigest(dataset)
  const verdicts = judgedBody(policies, decideWithout(beside.decide, said.units))
  const body: EvaluateBody = {
    ...verdicts,
    warnings: [...verdicts.warnings, ...set.warnings, ...beside.warnings, ...explained.warnings, ...searched.warnings, ...predictionWarnings(said)],
    dataset: {
      name: dataset.plan.name,
      digest: test,
      rows: unitsOf(set.scored.candidate),
      clusters: set.clusters,
      unit: set.unit,
      window: dataset.window,
    },
    candidate: { digest: candidate.digest, bytes: candidate.bytes, format: candidate.format, rows_per_second: null },
    baseline: baseline?.described ?? null,
    identical,
    binding,
    explanation: explained.explanation,
    plots: plotsOf(set.scored),
    ...searched.body,
    ...beside.body,
    ...said,
  }
  const key = evaluateKey({
    toolMajor: toolMajor(line.identity.tool),
    policy: judging.source.digest,
    dataset: test,
    model: model.digest,
    baseline: baseline?.described.record ?? baseline?.described.digest ?? null,
    binding,
    beside: { ...beside.digests, ...rowsBeside(judging.model, dataset), ...(scoring ? { scoring } : {}) },
  })
  const consumed = [...dataset.artifacts, model, ...(baseline ? [baseline.artifact] : []), ...beside.consumed]
  const page = await evaluationPage(line, planned.name, body)
  return makeSection(line, 'evaluate', { model: planned.name, key, consumed, produced: [...produced, page], body })
}
