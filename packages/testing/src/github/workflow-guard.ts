import type { Repository } from './repository.ts'

/**
 * Whether GITHUB_TOKEN may let a ref point at this commit: its `.github/workflows` must be absent or equal to those
 * of some branch head, as anything else needs the `workflows` permission, which that token cannot hold.
 */
export async function workflowsKnown(repository: Repository, sha: string): Promise<boolean> {
  const workflows = await repository.git.sha(`${sha}:.github/workflows`)
  if (workflows === null) return true
  const heads = await repository.git.refs('refs/heads/')
  const known = await Promise.all(heads.map((head) => repository.git.sha(`${head.sha}:.github/workflows`)))
  return known.includes(workflows)
}
