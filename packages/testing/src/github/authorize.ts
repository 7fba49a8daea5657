import { notFound, Refusal } from './answers.ts'
import type { Call, RepositoryCall, Route } from './call.ts'
import { grants, isWrite, permissionsOfRole } from './permissions.ts'
import { type Repository, roleOf } from './repository.ts'
import type { Token } from './token.ts'
import type { World } from './world.ts'

/** @throws {Refusal} 401 when nobody is signed in and the operation writes, 403 without the permission, 404 where the repository must not be known. */
export function authorize(route: Route, call: Call, repository: Repository | null): RepositoryCall | Call {
  if (route.kind === 'global') return call
  if (repository === null || !mayKnow(call.token, repository)) throw notFound()
  const repositoryCall = { ...call, repository }
  const accepted = typeof route.accepts === 'string' ? route.accepts : route.accepts(repositoryCall)
  if (!mayDo(call.world, call.token, repository, accepted)) throw refusal(call.token, accepted)
  return repositoryCall
}

export function mayKnow(token: Token | null, repository: Repository): boolean {
  if (!repository.private) return true
  if (token === null) return false
  return token.kind === 'actions' ? token.repository === repository.fullName : roleOf(repository, token.login) !== 'none'
}

export function mayDo(world: World, token: Token | null, repository: Repository, accepted: string): boolean {
  const publicRead = !repository.private && !isWrite(accepted)
  if (token === null) return publicRead
  if (token.kind === 'user') return grants(permissionsOfRole(roleOf(repository, token.login)), accepted)
  if (token.repository !== repository.fullName) return publicRead
  return (publicRead && !world.strictReads) || grants(token.permissions, accepted)
}

function refusal(token: Token | null, accepted: string): Refusal {
  if (token === null) return new Refusal(401, 'Requires authentication')
  if (token.kind === 'user') return new Refusal(403, 'Must have write access to the repository.')
  return new Refusal(403, 'Resource not accessible by integration', { headers: { 'x-accepted-github-permissions': accepted } })
}
