import type { Connection } from './connection.ts'
import { createOnce } from './create-once.ts'
import { once } from './octokit.ts'

export interface Dispatches {
  /** Starts a workflow file that has `workflow_dispatch`, on a branch or tag. */
  workflow(file: string, ref: string, inputs: Readonly<Record<string, string>>): Promise<void>
}

export function openDispatches(connection: Connection): Dispatches {
  return { workflow: (file, ref, inputs) => dispatch(connection, { file, ref, inputs }) }
}

interface Dispatch {
  readonly file: string
  readonly ref: string
  readonly inputs: Readonly<Record<string, string>>
}

// A dispatch has no name: whether a lost answer started a run shows only in a run that was not there before.
async function dispatch(connection: Connection, { file, ref, inputs }: Dispatch): Promise<void> {
  const { octokit, at } = connection
  const newest = async () => {
    const { data } = await octokit.rest.actions.listWorkflowRuns({ ...at, workflow_id: file, branch: ref, event: 'workflow_dispatch', per_page: 30 })
    return data.workflow_runs.map(({ id }) => id)
  }
  const before = new Set(await newest())
  await createOnce(connection, {
    create: async () => {
      await octokit.rest.actions.createWorkflowDispatch({ ...at, workflow_id: file, ref, inputs: { ...inputs }, ...once })
      return true
    },
    find: async () => ((await newest()).some((id) => !before.has(id)) ? true : null),
  })
}
