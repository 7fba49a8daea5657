import type { Connection } from './connection.ts'
import { GitHubError } from './errors.ts'

/** The token of a workflow run acts as this. */
export const actionsLogin = 'github-actions[bot]'

/**
 * The login that the token acts as. A workflow's token may not ask who it is; then it is {@link actionsLogin}. Asked once.
 */
export function openViewer({ octokit }: Connection, known: string | null): () => Promise<string> {
  let login: Promise<string> | null = known === null ? null : Promise.resolve(known)
  return () => {
    login ??= askLogin(octokit)
    return login
  }
}

async function askLogin(octokit: Connection['octokit']): Promise<string> {
  try {
    return (await octokit.rest.users.getAuthenticated()).data.login
  } catch (error) {
    if (error instanceof GitHubError && (error.code === 'PERMISSION_MISSING' || error.code === 'FORBIDDEN')) return actionsLogin
    throw error
  }
}
