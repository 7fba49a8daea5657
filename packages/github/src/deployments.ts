import { isDeepStrictEqual } from 'node:util'
import type { Connection } from './connection.ts'
import { createOnce } from './create-once.ts'
import { GitHubError } from './errors.ts'
import { once } from './octokit.ts'

export interface NewDeployment {
  /** A branch, tag or commit. */
  readonly ref: string
  readonly environment: string
  readonly description: string
  /** An object of JSON. */
  readonly payload: unknown
}

export interface DeploymentStatus {
  readonly state: 'in_progress' | 'success' | 'failure' | 'error' | 'inactive'
  readonly description: string
  readonly logUrl: string | null
}

export interface Deployments {
  create(deployment: NewDeployment): Promise<{ readonly id: number; readonly url: string }>
  status(id: number, status: DeploymentStatus): Promise<void>
}

export function openDeployments(connection: Connection): Deployments {
  const { octokit, at } = connection
  return {
    create: (deployment) => createDeployment(connection, deployment),
    status: async (id, { state, description, logUrl }) => {
      const log = logUrl === null ? {} : { log_url: logUrl }
      await octokit.rest.repos.createDeploymentStatus({ ...at, deployment_id: id, state, description: description.slice(0, 140), ...log })
    },
  }
}

async function createDeployment(connection: Connection, { ref, environment, description, payload }: NewDeployment) {
  const { octokit, at } = connection
  const json: unknown = JSON.parse(JSON.stringify(payload ?? {}))
  return createOnce(connection, {
    create: async () => {
      // Without these two GitHub would wait for checks, or merge the default branch into the ref (409).
      const unattended = { auto_merge: false, required_contexts: [] }
      const { data, status } = await octokit.rest.repos.createDeployment({
        ...at,
        ref,
        environment,
        description,
        payload: json as { [key: string]: unknown },
        ...unattended,
        ...once,
      })
      if (status !== 201) throw new GitHubError('ANSWER_INVALID', `the deployment of ${ref} to ${environment} was not created: ${data.message ?? ''}`)
      return { id: data.id, url: data.url }
    },
    find: async () => {
      const made = await octokit.paginate(octokit.rest.repos.listDeployments, { ...at, ref, environment, per_page: 100 })
      const same = made.find((one) => one.description === description && isDeepStrictEqual(objectOf(one.payload), json))
      return same ? { id: same.id, url: same.url } : null
    },
  })
}

function objectOf(payload: unknown): unknown {
  try {
    return typeof payload === 'string' ? JSON.parse(payload) : payload
  } catch {
    return payload
  }
}
