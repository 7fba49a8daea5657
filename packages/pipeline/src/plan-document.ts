import { type Digest, parseCapped } from '@seaworthy/record'
import { z } from 'zod'
import { PipelineError } from './errors.ts'

const sha = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/)
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/) as unknown as z.ZodType<Digest>
const production = z.object({ version: z.string().max(50), record: digest, model: digest.nullable() })
export type ProductionVersion = z.infer<typeof production>

/** Where a candidate's bytes come from. */
const origin = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('train') }),
  /** An earlier run that trained the same key. */
  z.object({
    kind: z.literal('run'),
    runId: z.string().max(30),
    artifact: z.int(),
    url: z.string().max(2000),
    pullRequest: z.int().nullable(),
    model: digest,
  }),
  /** Production was trained with this key: its bytes are the candidate. */
  z.object({ kind: z.literal('production') }),
  /** A metrics file, and no model. */
  z.object({ kind: z.literal('metrics') }),
])
export type ModelOrigin = z.infer<typeof origin>

const plannedModel = z.object({
  name: z.string().max(100),
  touched: z.boolean(),
  keys: z.object({ validate: digest, train: digest.nullable() }),
  origin,
  production: production.nullable(),
  /** What a publication would be called today. */
  nextVersion: z.string().max(50),
  /** The commit whose policy judges; null where this commit brings the first one. */
  policyCommit: sha.nullable(),
  policyEdited: z.boolean(),
  /** A command of the policy that judges makes the predictions, or measures. */
  predicts: z.boolean().optional(),
})
export type PlannedModel = z.infer<typeof plannedModel>

const planSchema = z.object({
  schema: z.literal('seaworthy.plan/1'),
  kind: z.enum(['pull_request', 'ship', 'local']),
  /** The commit that is judged. */
  commit: sha,
  /** The commit, or tree, whose files are read: the merge commit on a pull request. */
  tree: sha,
  base: sha.nullable(),
  pullRequest: z.int().positive().nullable(),
  fork: z.boolean(),
  /** The base has no configuration yet: nothing is judged by it. */
  setUp: z.boolean(),
  models: z.array(plannedModel).max(256),
})
/** What one run is going to do, decided once, from git and the registry. */
export type Plan = z.infer<typeof planSchema>

/** @throws {PipelineError} `PLAN_INVALID`, with every problem. */
export function parsePlan(bytes: Uint8Array, place: string): Plan {
  const parsed = planSchema.safeParse(parseCapped(bytes, place))
  if (parsed.success) return parsed.data
  throw new PipelineError('PLAN_INVALID', `${place}: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`)
}

export function plannedModelNamed(plan: Plan, name: string): PlannedModel {
  const model = plan.models.find((one) => one.name === name)
  if (model) return model
  throw new PipelineError('MODEL_UNKNOWN', `the plan of this run has no model "${name}"`, {
    hint: `it has: ${plan.models.map((one) => one.name).join(', ')}`,
  })
}
