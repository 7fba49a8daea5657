import type { Model, Prediction } from '@seaworthy/inference'
import { type Artifact, canonicalDigest, type Digest, type EvaluateBody, type EvidenceLevel, type Section } from '@seaworthy/record'
import { PipelineError } from './errors.ts'
import { judgedBody } from './judged-body.ts'
import { evaluationPage } from './judging/evaluation-page.ts'
import { judgingSet } from './judging/judging-set.ts'
import { answeredModel } from './judging/predicting/answered-model.ts'
import type { PredictHost } from './judging/predicting/predictor.ts'
import { keepProduction, type ProductionModel, productionModel } from './judging/production-model.ts'
import { countsOf, documentsOf } from './judging/running/harness-results.ts'
import { type HarnessSource, harnessSource } from './judging/running/harness-source.ts'
import { harnessWarnings } from './judging/running/harness-warnings.ts'
import { type HarnessJudgement, judgeByHarness } from './judging/running/judge-by-harness.ts'
import { type MeasuredPair, measuredPair } from './judging/running/measured-pair.ts'
import { type Measuring, measuringOf } from './judging/running/measuring.ts'
import { waiverDigest } from './judging/waivers.ts'
import { areWeightsOnly } from './judging/weights-only.ts'
import { evaluateKey, toolMajor } from './keys.ts'
import type { Line } from './line.ts'
import type { LockedDataset } from './locked-data.ts'
import { digestOfModel } from './packed-model.ts'
import type { Plan, PlannedModel } from './plan-document.ts'
import type { Policies } from './policy-of-plan.ts'
import { makeSection } from './sections.ts'

export interface HarnessRequest {
  readonly plan: Plan
  readonly planned: PlannedModel
  readonly policies: Policies
  readonly model: Artifact
  readonly file: string
  readonly binding: boolean
  readonly baselineFile: string | null
  /** Null: this job publishes and runs no command; what an earlier job measured is taken. */
  readonly host: PredictHost | null
}

/** The harness of the policy measures the candidate and production; their results are compared document by document where it logs them. */
export async function evaluateByHarness(line: Line, request: HarnessRequest): Promise<Section<'evaluate'>> {
  const { planned, policies, model, file, host } = request
  const dataset = await datasetOf(line, request)
  const source = await harnessSource(line, { ...request, dataset })
  if (source === null) throw new PipelineError('NO_MODEL_DECLARED', `the policy of "${planned.name}" names no harness`)
  await using production = await productionModel(line, planned, request.baselineFile, (at) => unopened(line, at))
  await using measuring = await measuringOf(line, { name: planned.name, source, dataset, host })
  const { scoring } = source
  const pair = await measuredPair(line, { name: planned.name, model, file, production, scoring, metrics: judgedNames(policies) }, measuring)
  const level = await levelOf(source, [file, ...(production ? [production.file] : [])])
  const test = testDigest(source, pair)
  const said = saidOf(source, pair, measuring)
  const judged = await judgeByHarness(line, { ...request, production, measuring, pair, scoring, test, model: model.digest, level, units: said.units })
  const produced = [...(await keepProduction(line, planned.name, production)), ...pair.produced, ...(judged.anchor?.produced ?? [])]
  return await seal(line, { ...request, ...judged, dataset, source, production, pair, test, said, produced })
}

async function datasetOf(line: Line, { plan, policies }: HarnessRequest): Promise<LockedDataset | null> {
  const { data, evaluate } = policies.judging.model
  return data.some(({ name }) => name === evaluate.dataset) ? judgingSet(line, { plan, policies }, evaluate.dataset) : null
}

const noPrediction: Prediction = { kind: 'clustering', group: [] }

// Nothing here opens the model: it is known by its digest, and the harness reads it.
async function unopened(line: Line, at: string): Promise<Model> {
  const found = await digestOfModel(line, at)
  if (!found) throw new PipelineError('DATA_MISSING', `there is no model file ${at}`)
  return answeredModel({ ...found, format: 'measured by a harness', prediction: noPrediction })
}

function judgedNames({ judging, proposed }: Policies): readonly string[] {
  const named = [judging, ...(proposed ? [proposed] : [])].flatMap(({ policy: { primary, metrics, gates } }) => [
    primary,
    ...metrics,
    ...gates.map(({ metric }) => metric),
  ])
  return [...new Set(named)]
}

/** The documents are the test set, whatever asked for them; where no tool names them, what was asked for. */
function testDigest({ scoring }: HarnessSource, { candidate }: MeasuredPair): Digest {
  const documents = documentsOf(candidate.samples)
  return canonicalDigest(documents.length > 0 ? { documents } : { scoring })
}

/** A harness sees the truth: what brings code of its own into it, or is run by the change's own command, has only reported. */
async function levelOf({ from }: HarnessSource, files: readonly string[]): Promise<EvidenceLevel> {
  return from === 'base' && (await areWeightsOnly(files)) ? 'measured' : 'reported'
}

function saidOf({ from, tree, command }: HarnessSource, { candidate, units }: MeasuredPair, { isolation, reason }: Measuring) {
  const { format, taken } = candidate
  const harness = {
    from,
    tree,
    isolation,
    reason: reason?.slice(0, 500) ?? null,
    network: command.network,
    format,
    taken: taken?.slice(0, 300) ?? null,
  }
  return { harness, ...(units ? { units } : {}) } satisfies Pick<EvaluateBody, 'harness' | 'units'>
}

interface Judged extends HarnessRequest, HarnessJudgement {
  readonly dataset: LockedDataset | null
  readonly source: HarnessSource
  readonly production: ProductionModel | null
  readonly pair: MeasuredPair
  /** What both models were measured on. */
  readonly test: Digest
  readonly said: ReturnType<typeof saidOf>
  readonly produced: readonly Artifact[]
}

// Decides: results and policies in, a section out, and its page.
async function seal(line: Line, judged: Judged): Promise<Section<'evaluate'>> {
  const { planned, policies, model, binding, production, pair, dataset, test, said, produced, anchor, selected } = judged
  const { judging } = policies
  const verdicts = judgedBody(policies, judged.decide)
  const body: EvaluateBody = {
    ...verdicts,
    warnings: [...verdicts.warnings, ...(selected?.warnings ?? []), ...harnessWarnings(said)],
    dataset: {
      name: dataset?.plan.name ?? 'evaluate.run',
      digest: test,
      ...countsOf(pair.candidate.samples),
      window: dataset?.window ?? null,
    },
    candidate: { digest: model.digest, bytes: model.bytes, format: 'measured by a harness', rows_per_second: null },
    baseline: production?.described ?? null,
    identical: production?.described.digest === model.digest,
    binding,
    ...(anchor ? { anchor: anchor.described } : {}),
    ...(selected ? { selection: selected.selection } : {}),
    ...said,
  }
  const waivers = waiverDigest(verdicts.findings)
  const key = evaluateKey({
    toolMajor: toolMajor(line.identity.tool),
    policy: judging.source.digest,
    dataset: test,
    model: model.digest,
    baseline: production?.described.record ?? production?.described.digest ?? null,
    binding,
    beside: { scoring: judged.source.scoring, ...(anchor?.results ? { anchor: anchor.described.digest } : {}), ...(waivers ? { waivers } : {}) },
  })
  const consumed = [...(dataset?.artifacts ?? []), model, ...(production ? [production.artifact] : [])]
  const page = await evaluationPage(line, planned.name, body)
  return makeSection(line, 'evaluate', { model: planned.name, key, consumed, produced: [...produced, page], body })
}
