import type { ModelPlan } from '@seaworthy/config'
import type { Digest } from '@seaworthy/record'
import { PipelineError } from './errors.ts'
import { fingerprint, type KeySources, modelKeys, toolMajor } from './keys.ts'
import type { Line } from './line.ts'
import type { ModelOrigin, Plan, PlannedModel, ProductionVersion } from './plan-document.ts'
import { policyDigest } from './policy.ts'
import { readConfig, readLock, requireConfig } from './repository-files.ts'
import { findTrained } from './trained.ts'

export interface PlanRequest {
  readonly kind: 'pull_request' | 'local'
  /** The commit that is judged: the pull request's head. */
  readonly commit: string
  /** What is checked out: the merge commit, or a tree of the working copy. */
  readonly tree: string
  /** Commit or ref that the change is to enter; null on a laptop without one. */
  readonly base: string | null
  readonly pullRequest: number | null
  readonly fork: boolean
  readonly headBranch: string | null
}

/** Decides what a change asks for: the models that it touches, their keys, what is there already, and who judges. */
export async function planChange(line: Line, request: PlanRequest): Promise<Plan> {
  const base = request.base ? await line.tree.mergeBase(request.commit, request.base) : null
  if (request.base && !base && request.kind === 'pull_request') {
    throw new PipelineError('BASE_NOT_FOUND', `${request.commit} and ${request.base} have no commit in common here`, {
      hint: 'check out with fetch-depth: 0',
    })
  }
  const config = await requireConfig(line.tree, request.tree)
  const before = base ? await readConfig(line.tree, base) : null
  const here = await keySources(line, request.tree)
  const there = base && before ? await keySources(line, base) : null
  const models: PlannedModel[] = []
  for (const model of config.models) {
    const old = before?.models.find((one) => one.name === model.name) ?? null
    const touched = !old || !there || fingerprint(model, here) !== fingerprint(old, there)
    models.push(await planModel(line, request, { model, old, touched, here, base }))
  }
  const { kind, commit, tree, pullRequest, fork } = request
  return { schema: 'seaworthy.plan/1', kind, commit, tree, base, pullRequest, fork, setUp: before === null && kind === 'pull_request', models }
}

export async function keySources(line: Line, tree: string): Promise<KeySources> {
  return { toolMajor: toolMajor(line.identity.tool), files: await line.tree.files(tree), lock: await readLock(line.tree, tree) }
}

interface Change {
  readonly model: ModelPlan
  readonly old: ModelPlan | null
  readonly touched: boolean
  readonly here: KeySources
  readonly base: string | null
}

async function planModel(line: Line, request: PlanRequest, { model, old, touched, here, base }: Change): Promise<PlannedModel> {
  const keys = modelKeys(model, here)
  const production = touched ? await productionOf(line, model) : null
  const origin = touched ? await originOf(line, request, { model, key: keys.train, production }) : trained(model)
  return {
    name: model.name,
    touched,
    keys,
    origin,
    production: production?.version ?? null,
    nextVersion: line.registry && touched ? await line.registry.nextVersion(model.name) : '1.0.0',
    policyCommit: old ? base : null,
    policyEdited: old !== null && policyDigest(old) !== policyDigest(model),
    ...predictsBy(old ?? model),
  }
}

/** Whether the policy of a model lets a command predict, or a harness measure. */
export function predictsBy({ evaluate: { predict, run } }: ModelPlan): Pick<PlannedModel, 'predicts'> {
  return predict === null && run === null ? {} : { predicts: true }
}

/** The stage whose version is the baseline: where a merge leads. */
export function baselineStage(model: ModelPlan): string {
  return model.release.onMerge ?? 'production'
}

export interface Production {
  readonly version: ProductionVersion
  /** The key that its training section carries. */
  readonly trainKey: Digest | null
}

export async function productionOf(line: Line, model: ModelPlan): Promise<Production | null> {
  const found = await line.registry?.production(model.name, baselineStage(model))
  if (!found) return null
  return {
    version: { version: found.version, record: found.recordDigest, model: found.model?.digest ?? null },
    trainKey: found.record.sections.train?.key ?? null,
  }
}

const trained = (model: ModelPlan): ModelOrigin => (model.train ? { kind: 'train' } : { kind: 'metrics' })

async function originOf(
  line: Line,
  request: PlanRequest,
  { model, key, production }: { readonly model: ModelPlan; readonly key: Digest | null; readonly production: Production | null },
): Promise<ModelOrigin> {
  if (!key) return trained(model)
  if (production?.trainKey === key) return { kind: 'production' }
  const reusable = line.hub && request.kind === 'pull_request' && !request.fork && request.headBranch
  const earlier = reusable
    ? await findTrained(line, { model: model.name, key, filter: { branch: request.headBranch ?? '' }, pullRequest: request.pullRequest })
    : null
  return earlier?.origin ?? trained(model)
}

export interface Work {
  /** The models of a plan that have something to do. */
  readonly touched: readonly PlannedModel[]
  /** Those of them that must be trained. */
  readonly toTrain: readonly PlannedModel[]
  /** Those of them for which a command predicts. */
  readonly toPredict: readonly PlannedModel[]
}

export function workOf(plan: Plan): Work {
  const touched = plan.models.filter((model) => model.touched)
  return {
    touched,
    toTrain: touched.filter((model) => model.origin.kind === 'train'),
    toPredict: touched.filter((model) => model.predicts === true),
  }
}
