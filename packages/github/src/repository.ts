import type { Connection } from './connection.ts'

export interface RepositoryFacts {
  readonly fullName: string
  readonly defaultBranch: string
  readonly private: boolean
  readonly fork: boolean
  readonly url: string
}

/** What GitHub says about the repository itself. */
export async function readRepository({ octokit, at }: Connection): Promise<RepositoryFacts> {
  const { data } = await octokit.rest.repos.get({ ...at })
  return { fullName: data.full_name, defaultBranch: data.default_branch, private: data.private, fork: data.fork, url: data.html_url }
}
