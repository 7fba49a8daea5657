import type { Repository } from '../repository.ts'
import type { World } from '../world.ts'
import { presentAccount } from './account.ts'

export const apiUrl = (world: World, repository: Repository): string => `${world.base}/repos/${repository.fullName}`
export const pageUrl = (world: World, repository: Repository): string => `${world.webUrl}/${repository.fullName}`

export function presentRepository(world: World, repository: Repository): Record<string, unknown> {
  return {
    id: repository.id,
    node_id: `R_${repository.id}`,
    name: repository.name,
    full_name: repository.fullName,
    private: repository.private,
    visibility: repository.private ? 'private' : 'public',
    owner: presentAccount(world, repository.owner),
    html_url: pageUrl(world, repository),
    url: apiUrl(world, repository),
    clone_url: `${world.base}/${repository.fullName}.git`,
    git_url: `${world.base}/${repository.fullName}.git`,
    default_branch: repository.defaultBranch,
    fork: repository.parent !== null,
    archived: false,
    disabled: false,
    has_issues: true,
    allow_merge_commit: true,
    allow_squash_merge: true,
    allow_rebase_merge: false,
  }
}
