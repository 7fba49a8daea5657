import type { GitHubClient } from '@seaworthy/github'
import type { Hub } from '@seaworthy/pipeline'

/** GitHub as the stages see it: each adapter fits its port by shape, which the compiler checks here. */
export function hubOf(client: GitHubClient, defaultBranch: string): Hub {
  const { repository, pulls, statuses, runs, issues, branches, dispatches, deployments } = client
  return {
    repository,
    defaultBranch,
    pulls,
    statuses,
    runs,
    issues,
    branches,
    dispatches,
    deployments,
    posts: (pullRequest) => client.posts(pullRequest),
    commentsOn: (pullRequest) => client.posts(pullRequest).listComments(),
    permissionOf: (login) => client.permissionOf(login),
  }
}
