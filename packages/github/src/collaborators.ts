import type { Connection } from './connection.ts'
import { orNull } from './errors.ts'

export type RepositoryRole = 'none' | 'read' | 'write' | 'admin'

/**
 * What a login may do in the repository at this moment: `maintain` is told as `write`, `triage` as `read`, and of an account that is
 * gone `none`. Of a public repository everybody may read.
 */
export async function permissionOf({ octokit, at }: Connection, login: string): Promise<RepositoryRole> {
  const found = await orNull(octokit.rest.repos.getCollaboratorPermissionLevel({ ...at, username: login }))
  return roleOf(found?.data.permission)
}

function roleOf(told: string | undefined): RepositoryRole {
  return told === 'read' || told === 'write' || told === 'admin' ? told : 'none'
}
