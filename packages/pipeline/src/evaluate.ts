import path from 'node:path'
import type { Probed } from '@seaworthy/evaluation'
import type { Model } from '@seaworthy/inference'
import type { Artifact, EvaluateBody, Section } from '@seaworthy/record'
import { Contracts } from './contracts.ts'
import { PipelineError } from './errors.ts'
import { evaluateReported } from './evaluate-reported.ts'
import { judgedBody } from './judged-body.ts'
import { cutsOf } from './judging/cuts.ts'
import type { Explained } from './judging/explanation.ts'
import { keepProduction, type ProductionModel, productionModel } from './judging/production-model.ts'
import { evaluateKey, toolMajor } from './keys.ts'
import type { Line } from './line.ts'
import { datasetDigest, datasetNamed, type LockedDataset, lockedDatasets } from './locked-data.ts'
import { type Plan, type PlannedModel, plannedModelNamed } from './plan-document.ts'
import { type Policies, policiesOf } from './policy-of-plan.ts'
import type { StoredSection } from './ports.ts'
import { readLock } from './repository-files.ts'
import { type ScoredSet, scoreDataset } from './score.ts'
import { makeSection } from './sections.ts'
import { loadTrained, modelArtifact } from './trained.ts'

export interface EvaluateRequest {
  readonly plan: Plan
  readonly name: string
  /** True only in ship: what is judged here is published. */
  readonly binding: boolean
  /** A model file to compare with, on a laptop; else the planned production version. */
  readonly baselineFile: string | null
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
  { plan, name, file }: { readonly plan: Plan; readonly name: string; readonly file: string },
): Promise<Section<'evaluate'>> {
  const planned = { ...plannedModelNamed(plan, name), production: null }
  const found = await line.files.digest(file)
  if (!found) throw new PipelineError('DATA_MISSING', `there is no model file ${file}`)
  const model: Artifact = { role: 'model', name: path.basename(file), ...found, locations: [] }
  const policies = await policiesOf(line, plan, planned)
  const section = await judgeFile(line, { plan, name, binding: true, baselineFile: null }, { planned, policies, model, file, trained: null })
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
  const { planned, policies, file } = judged
  const dataset = await testSet(line, plan, policies)
  await using candidate = await line.engines.model(file)
  await using baseline = await productionModel(line, planned, request.baselineFile)
  const session = await line.engines.session()
  const set = await scoreDataset({
    session,
    model: policies.judging.model,
    dataset,
    candidate,
    baseline: baseline?.model ?? null,
    slices: await cutsOf(policies),
  })
  const produced = await keepProduction(line, planned.name, baseline)
  const gathered = { ...judged, plan, dataset, candidate, baseline, set, produced }
  const { probe } = await import('./judging/probes.ts')
  const { explain } = await import('./judging/explanation.ts')
  return await seal(line, request, { ...gathered, probes: await probe(line, gathered), explained: await explain(line, gathered) })
}

async function testSet(line: Line, plan: Plan, { judging }: Policies): Promise<LockedDataset> {
  const session = await line.engines.session()
  const { name } = judging.model
  const contracts = await Contracts.of(line, { tree: plan.tree, base: plannedModelNamed(plan, name).policyCommit, name })
  const datasets = await lockedDatasets(line, { model: judging.model, lock: await readLock(line.tree, plan.tree), session, contracts })
  return datasetNamed(datasets, judging.model.evaluate.dataset, judging.model.name)
}

/** All that is known of a candidate before anything is judged. */
export interface Gathered extends JudgedFile {
  readonly plan: Plan
  readonly dataset: LockedDataset
  readonly candidate: Model
  readonly baseline: ProductionModel | null
  readonly set: ScoredSet
  readonly produced: readonly Artifact[]
}

interface Measured extends Gathered {
  /** What running the models showed. */
  readonly probes: readonly Probed[]
  readonly explained: Explained
}

// Pure from here on: scores and policies in, a section out.
async function seal(line: Line, { binding }: EvaluateRequest, judged: Measured): Promise<Section<'evaluate'>> {
  const { judge } = await import('@seaworthy/evaluation')
  const { unitsOf } = await import('@seaworthy/metrics')
  const { planned, policies, model, dataset, candidate, baseline, set, produced, probes, explained } = judged
  const { judging } = policies
  const identical = baseline?.described.digest === candidate.digest
  const test = datasetDigest(dataset)
  const verdicts = judgedBody(policies, (policy) => judge({ policy, scored: set.scored, level: 'measured', identical, testSet: test, probes }))
  const body: EvaluateBody = {
    ...verdicts,
    warnings: [...verdicts.warnings, ...explained.warnings],
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
  }
  const key = evaluateKey({
    toolMajor: toolMajor(line.identity.tool),
    policy: judging.source.digest,
    dataset: test,
    model: model.digest,
    baseline: baseline?.described.record ?? baseline?.described.digest ?? null,
    binding,
  })
  const consumed = [...dataset.artifacts, model, ...(baseline ? [baseline.artifact] : [])]
  return makeSection(line, 'evaluate', { model: planned.name, key, consumed, produced, body })
}
