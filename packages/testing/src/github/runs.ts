import { presentRun } from './present/run.ts'
import { recordEvent } from './record-event.ts'
import type { Repository, WorkflowRun } from './repository.ts'
import { ACTIONS_BOT } from './token.ts'
import { now, type World } from './world.ts'

export interface NewRun {
  readonly workflow: string
  readonly event: string
  readonly headSha: string
  readonly headBranch: string
  readonly headRepository: Repository
  readonly actor: string
  readonly pullRequest: number | null
  readonly status: WorkflowRun['status']
}

export function addRun(world: World, repository: Repository, run: NewRun): WorkflowRun {
  const createdAt = now(world)
  const number = [...repository.runs.values()].filter((one) => one.workflow === run.workflow).length + 1
  const added: WorkflowRun = {
    ...run,
    id: world.nextId(),
    number,
    attempt: 1,
    conclusion: null,
    createdAt,
    updatedAt: createdAt,
    byIntegration: run.actor === ACTIONS_BOT,
  }
  repository.runs.set(added.id, added)
  return added
}

/** Ends a run, which fires `workflow_run`, except for runs that GITHUB_TOKEN dispatched. */
export function endRun(world: World, repository: Repository, run: WorkflowRun, conclusion: string): void {
  run.status = 'completed'
  run.conclusion = conclusion
  run.updatedAt = now(world)
  const present = presentRun(world, repository, run)
  const payload = { workflow_run: present, workflow: { name: present.name, path: run.workflow } }
  recordEvent(world, repository, { name: 'workflow_run', action: 'completed', actor: run.actor, suppressed: run.byIntegration, payload })
}
