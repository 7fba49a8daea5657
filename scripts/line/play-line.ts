// The jobs of the two workflow files, in the order and under the conditions that the templates state.
import type { StartedRun } from '@seaworthy/testing'
import { type Harbour, type JobResult, playJob, runOf, type StageCall } from './play-job.ts'
import { lineWorkflow, type Trigger } from './trigger.ts'

export interface Played {
  readonly run: StartedRun
  readonly ok: boolean
  /** Outputs of each job that ran, by its name. */
  readonly jobs: Readonly<Record<string, JobResult>>
}

export interface Watcher {
  began(job: string): void
  ended(job: string, result: JobResult): void
}

/** Plays the workflow that a trigger starts, to its end. */
export async function playLine(harbour: Harbour, trigger: Trigger, watcher: Watcher): Promise<Played> {
  const { repository } = harbour
  const started = repository.startRun({ ...runOf(trigger), ...(trigger.runId === null ? {} : { id: trigger.runId }), permissions: {} })
  const jobs: Record<string, JobResult> = {}
  const play = async (job: string, stages: readonly StageCall[]) => {
    watcher.began(job)
    const result = await playJob(harbour, { trigger, run: started, stages })
    jobs[job] = result
    watcher.ended(job, result)
    return result
  }
  if (trigger.workflow === lineWorkflow) await playChange(play)
  else if (trigger.event === 'schedule') await play('watch', [{ stage: 'monitor' }, { stage: 'retrain' }])
  else if (trigger.event === 'workflow_run') await play('fork', [{ stage: 'report' }])
  else await playShip(play)
  const ok = Object.values(jobs).every((job) => job.ok)
  repository.finishRun(started.id, ok ? 'success' : 'failure')
  return { run: started, ok, jobs }
}

type Play = (job: string, stages: readonly StageCall[]) => Promise<JobResult>

async function playChange(play: Play): Promise<void> {
  const plan = await play('plan', [{ stage: 'plan' }])
  if (plan.ok && plan.outputs.any === 'true') await playModel(play, plan)
  await play('report', [{ stage: 'report' }])
}

async function playModel(play: Play, plan: JobResult): Promise<void> {
  const validated = await play('validate', [{ stage: 'validate' }])
  if (!validated.ok) return
  const trained = plan.outputs.trains === 'true' ? await play('train', [{ stage: 'train' }]) : null
  if (trained === null || trained.ok) await play('evaluate', [{ stage: 'evaluate' }])
}

async function playShip(play: Play): Promise<void> {
  const plan = await play('plan', [{ stage: 'plan', inputs: { for: 'ship' } }])
  if (!plan.ok || plan.outputs.any !== 'true') return
  const trained = plan.outputs.trains === 'true' ? await play('train', [{ stage: 'train' }]) : null
  if (trained?.ok === false) return
  const shipped = await play('ship', [
    { stage: 'plan', inputs: { for: 'ship', quiet: 'true', keep: 'true' } },
    { stage: 'validate' },
    { stage: 'evaluate', inputs: { binding: 'true' } },
    { stage: 'publish' },
    { stage: 'promote' },
  ])
  const models: unknown = JSON.parse(shipped.outputs.models ?? '[]')
  if (!Array.isArray(models) || models.length === 0) return
  const deployed = await play('deploy', [{ stage: 'deploy', inputs: { model: models.join(',') } }])
  const { restored = '', 'failed-model': model = '' } = deployed.outputs
  if (!deployed.ok && restored !== '')
    await play('undo', [{ stage: 'rollback', inputs: { model, version: restored, reason: 'the deployment failed' } }])
}
