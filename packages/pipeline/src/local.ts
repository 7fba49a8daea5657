import type { Section } from '@seaworthy/record'
import { evaluate } from './evaluate.ts'
import type { Line } from './line.ts'
import { planChange } from './plan.ts'
import { type Plan, type PlannedModel, plannedModelNamed } from './plan-document.ts'
import { type Reported, renderRun } from './report.ts'
import { type TrainHost, train } from './train.ts'
import { validate } from './validate.ts'

export interface LocalRequest {
  /** Empty: all models. */
  readonly models: readonly string[]
  readonly base: string | null
  readonly baselineFile: string | null
  readonly baselineVersion: string | null
  readonly host: TrainHost
  /** Called as each stage begins. */
  onStage(model: string, stage: 'validate' | 'train' | 'evaluate'): void
}

/** The whole pull-request line on a laptop: the same stages, the same keys, over the working tree as it is. */
export async function runLocally(line: Line, request: LocalRequest): Promise<Reported> {
  const plan = await planLocal(line, request)
  await line.sections.savePlan(plan, { handOn: false })
  for (const model of plan.models.filter((one) => one.touched)) await runModel(line, { plan, model, request })
  return renderRun(line, plan)
}

async function planLocal(line: Line, request: LocalRequest): Promise<Plan> {
  const { tree } = await line.tree.workingTree()
  const base = request.base ? await line.tree.resolve(request.base) : null
  const plan = await planChange(line, { kind: 'local', commit: await line.tree.head(), tree, base, pullRequest: null, fork: false, headBranch: null })
  const chosen = request.models.length > 0 ? new Set(request.models) : null
  for (const name of request.models) plannedModelNamed(plan, name)
  const models = plan.models.filter((model) => !chosen || chosen.has(model.name)).map((model) => locally(model, request))
  return { ...plan, models }
}

// On a laptop all that is asked for runs, touched or not, and production is only what was asked for.
function locally(model: PlannedModel, { baselineVersion }: LocalRequest): PlannedModel {
  const production = baselineVersion && model.production?.version === baselineVersion ? model.production : null
  const origin = model.origin.kind === 'production' ? ({ kind: 'train' } as const) : model.origin
  return { ...model, touched: true, production, origin }
}

async function runModel(
  line: Line,
  { plan, model, request }: { readonly plan: Plan; readonly model: PlannedModel; readonly request: LocalRequest },
): Promise<readonly Section[]> {
  const made: Section[] = []
  if (model.origin.kind !== 'metrics') {
    request.onStage(model.name, 'validate')
    made.push(await validate(line, plan, model.name))
    request.onStage(model.name, 'train')
    made.push(await train(line, { plan, name: model.name, host: request.host }))
  }
  request.onStage(model.name, 'evaluate')
  made.push(await evaluate(line, { plan, name: model.name, binding: false, baselineFile: request.baselineFile, host: request.host }))
  return made
}
