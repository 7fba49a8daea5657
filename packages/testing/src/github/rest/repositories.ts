import type { Answer } from '../../http/listen.ts'
import { notFound, ok, paged, Refusal } from '../answers.ts'
import { type Call, type GlobalRoute, param, type RepositoryCall, repositoryRoutes } from '../call.ts'
import { presentAccount } from '../present/account.ts'
import { presentCommit } from '../present/commit.ts'
import { apiUrl, presentRepository } from '../present/repository.ts'
import { roleOf } from '../repository.ts'
import { commitAt } from './commits.ts'

export const repositoryRootRoutes = repositoryRoutes([
  ['repos/get', 'GET /', 'metadata=read', (call) => ok(presentRepository(call.world, call.repository))],
  ['repos/get-collaborator-permission-level', 'GET /collaborators/{username}/permission', 'metadata=read', getPermission],
  ['repos/list-branches', 'GET /branches', 'contents=read', listBranches],
  ['repos/get-branch', 'GET /branches/{branch}', 'contents=read', getBranch],
])

export const globalRoutes: readonly GlobalRoute[] = [
  { kind: 'global', operation: 'rate-limit/get', method: 'GET', path: '/rate_limit', accepts: '', handle: rateLimit },
  { kind: 'global', operation: 'users/get-authenticated', method: 'GET', path: '/user', accepts: '', handle: getUser },
]

const HOURLY = { actions: 1000, user: 5000 }

function rateLimit({ world, token }: Call): Answer {
  const limit = token === null ? 60 : HOURLY[token.kind]
  const core = { limit, used: 0, remaining: limit, reset: Math.floor(world.clock().getTime() / 1000) + 3600 }
  return ok({ resources: { core, search: core, graphql: core }, rate: core })
}

function getUser({ world, token, actor }: Call): Answer {
  if (token === null) throw new Refusal(401, 'Requires authentication')
  if (token.kind === 'actions') throw new Refusal(403, 'Resource not accessible by integration')
  return ok(presentAccount(world, actor))
}

function getPermission(call: RepositoryCall): Answer {
  const login = param(call, 'username')
  const role = roleOf(call.repository, login)
  return ok({ permission: role, role_name: role, user: presentAccount(call.world, login) })
}

async function listBranches(call: RepositoryCall): Promise<Answer> {
  const heads = await call.repository.git.refs('refs/heads/')
  const api = apiUrl(call.world, call.repository)
  return paged(call, heads, (page) =>
    page.map(({ ref, sha }) => ({ name: ref.slice('refs/heads/'.length), commit: { sha, url: `${api}/commits/${sha}` }, protected: false })),
  )
}

async function getBranch(call: RepositoryCall): Promise<Answer> {
  const name = param(call, 'branch')
  if ((await call.repository.git.sha(`refs/heads/${name}`)) === null) throw notFound()
  const commit = await commitAt(call, `refs/heads/${name}`)
  return ok({ name, commit: presentCommit(call.world, call.repository, commit), protected: false })
}
