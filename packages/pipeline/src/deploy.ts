import path from 'node:path'
import type { DeployPlan } from '@seaworthy/config'
import { canonicalDigest, type DeployBody, type Section } from '@seaworthy/record'
import type { VerifiedVersion } from '@seaworthy/registry'
import { PipelineError } from './errors.ts'
import { type Hub, type Line, requireHub, requireRegistry } from './line.ts'
import { unpackedModel } from './packed-model.ts'
import { modelNamed, requireConfig } from './repository-files.ts'
import { makeSection } from './sections.ts'

export interface DeployRequest {
  readonly model: string
  readonly stage: string
  /** Null: the version that the stage names. */
  readonly version: string | null
  /** What the command inherits from this machine. */
  readonly variables: Readonly<Record<string, string>>
}

const smokeTimeoutMs = 60_000

/**
 * Runs main's deployment command on a verified version, then its smoke test. On failure the version that ran before is deployed
 * again, and the section says so: the stage itself is rolled back by a job that holds the key.
 */
export async function deploy(line: Line, request: DeployRequest): Promise<Section<'deploy'>> {
  const hub = requireHub(line, 'deploying')
  const config = await requireConfig(line.tree, await line.tree.head())
  const plan = modelNamed(config, request.model).deploy.find((one) => one.stage === request.stage)
  if (!plan)
    throw new PipelineError('NO_DEPLOYMENT_DECLARED', `model "${request.model}" declares no deployment for ${request.stage}`, {
      hint: `add models.${request.model}.deploy.${request.stage}.run to seaworthy.yml`,
    })
  const version = await versionToDeploy(line, request)
  const body = await withRecord(line, hub, { request, plan, version })
  const section = makeSection(line, 'deploy', {
    model: request.model,
    key: canonicalDigest({ stage: 'deploy', model: request.model, to: request.stage, version: body.version }),
    consumed: [],
    produced: [],
    body,
  })
  await line.sections.save(section)
  return section
}

async function versionToDeploy(line: Line, { model, stage, version }: DeployRequest): Promise<VerifiedVersion> {
  const registry = requireRegistry(line, 'deploying')
  const found = version ? await registry.version(model, version) : await registry.production(model, stage)
  if (found) return found
  throw new PipelineError('NO_PRODUCTION', `no version of "${model}" is in ${stage}`, { hint: 'promote one first' })
}

interface Task {
  readonly request: DeployRequest
  readonly plan: DeployPlan
  readonly version: VerifiedVersion
}

async function withRecord(line: Line, hub: Hub, task: Task): Promise<DeployBody> {
  const { request, version } = task
  const payload = { schema: 'seaworthy.deployment/1', model: request.model, version: version.version, record: version.recordDigest }
  const made = await hub.deployments.create({
    ref: line.identity.run.sha,
    environment: `${request.model}-${request.stage}`,
    description: `${request.model}@v${version.version}`,
    payload,
  })
  const say = (state: 'in_progress' | 'success' | 'failure', description: string) =>
    hub.deployments.status(made.id, { state, description, logUrl: line.identity.run.url })
  await say('in_progress', `deploying v${version.version}`)
  const problem = await attempt(line, task)
  const body = { version: version.version, stage: request.stage, deployment: made.url, smoke: task.plan.smoke }
  if (problem === null) {
    await say('success', `v${version.version} is deployed`)
    return { ...body, outcome: 'deployed', restored: null, message: null }
  }
  const restored = await restore(line, task)
  await say('failure', restored ? `failed; v${restored} is back` : 'failed; nothing was restored')
  return { ...body, outcome: restored ? 'restored' : 'failed', restored, message: problem }
}

/** Null when the command and its smoke test succeeded, else what went wrong. */
async function attempt(line: Line, { request, plan, version }: Task): Promise<string | null> {
  await using scratch = await line.files.temporary('deploy')
  const folder = path.join(scratch.path, 'release')
  await requireRegistry(line, 'deploying').fetch(version, folder)
  const env = {
    ...request.variables,
    MODEL: await unpackedModel(path.join(folder, version.model?.name ?? ''), path.join(scratch.path, 'unpacked')),
    MODEL_DIR: folder,
    VERSION: version.version,
    STAGE: request.stage,
    MODEL_NAME: request.model,
  }
  const options = { cwd: line.tree.root, env, timeoutMs: plan.timeoutMs }
  const ran = await line.commands.run(plan.run, options)
  if (ran.exitCode !== 0) return `the deployment command ended with exit code ${ran.exitCode}: ${ran.tail}`
  if (!plan.smoke) return null
  if (/^https?:\/\//.test(plan.smoke))
    return (await line.commands.answers(plan.smoke, smokeTimeoutMs)) ? null : `${plan.smoke} did not answer 2xx within ${smokeTimeoutMs / 1000} s`
  const smoke = await line.commands.run(plan.smoke, options)
  return smoke.exitCode === 0 ? null : `the smoke test ended with exit code ${smoke.exitCode}: ${smoke.tail}`
}

async function restore(line: Line, task: Task): Promise<string | null> {
  const { model, stage } = task.request
  const registry = requireRegistry(line, 'deploying')
  const former = await registry.former(model, stage, task.version.version)
  if (!former) return null
  line.log.warn(`${model}: v${task.version.version} failed; deploying v${former.version} again`)
  const problem = await attempt(line, { ...task, version: former })
  return problem === null ? former.version : null
}
