import type { GitRef } from '../../git/bare-repository.ts'
import type { Answer } from '../../http/listen.ts'
import { created, noContent, notFound, ok, Refusal } from '../answers.ts'
import { bodyOf, param, type RepositoryCall, repositoryRoutes } from '../call.ts'
import { apiUrl } from '../present/repository.ts'
import { followRefChanges } from '../ref-changes.ts'
import { workflowsKnown } from '../workflow-guard.ts'

export const refRoutes = repositoryRoutes([
  ['git/create-ref', 'POST /git/refs', 'contents=write', createRef],
  ['git/get-ref', 'GET /git/ref/{ref}', 'contents=read', getRef],
  ['git/list-matching-refs', 'GET /git/matching-refs/{ref}', 'contents=read', listMatchingRefs],
  ['git/update-ref', 'PATCH /git/refs/{ref}', 'contents=write', updateRef],
  ['git/delete-ref', 'DELETE /git/refs/{ref}', 'contents=write', deleteRef],
])

function presentRef(call: RepositoryCall, { ref, sha, type }: GitRef): Record<string, unknown> {
  const api = apiUrl(call.world, call.repository)
  const encoded = ref.slice('refs/'.length).split('/').map(encodeURIComponent).join('/')
  return { ref, node_id: `REF_${ref}`, url: `${api}/git/refs/${encoded}`, object: { sha, type, url: `${api}/git/${type}s/${sha}` } }
}

const GITHUB_ONLY = /^refs\/pull\//

async function createRef(call: RepositoryCall): Promise<Answer> {
  const { ref, sha } = bodyOf<{ ref: string; sha: string }>(call)
  if (!/^refs\/[^/]+\/./.test(ref) || !(await wellFormed(call, ref))) throw new Refusal(422, 'Reference name is not valid')
  const object = await call.repository.git.read(sha)
  if (object === null || object.sha !== sha) throw new Refusal(422, 'Object does not exist')
  await guard(call, ref, sha)
  if (!(await call.repository.git.updateRef(ref, sha, null))) throw new Refusal(422, 'Reference already exists')
  await followRefChanges(call.world, call.repository, [{ ref, before: null, after: sha }], call.actor)
  return created(presentRef(call, { ref, sha, type: object.type }))
}

async function wellFormed(call: RepositoryCall, ref: string): Promise<boolean> {
  return (await call.repository.git.git(['check-ref-format', ref], { accept: [0, 1] })).code === 0
}

async function guard(call: RepositoryCall, ref: string, sha: string): Promise<void> {
  if (GITHUB_ONLY.test(ref)) throw new Refusal(422, `Reference cannot be updated: ${ref}`)
  if (call.token?.kind !== 'actions' || (await workflowsKnown(call.repository, sha))) return
  throw new Refusal(403, 'Resource not accessible by integration', { headers: { 'x-accepted-github-permissions': 'contents=write,workflows=write' } })
}

async function find(call: RepositoryCall): Promise<GitRef | null> {
  const ref = `refs/${param(call, 'ref')}`
  return (await call.repository.git.refs(ref)).find((one) => one.ref === ref) ?? null
}

async function getRef(call: RepositoryCall): Promise<Answer> {
  const found = await find(call)
  if (found === null) throw notFound()
  return ok(presentRef(call, found))
}

/** The whole list in one answer: this endpoint has no pages. */
async function listMatchingRefs(call: RepositoryCall): Promise<Answer> {
  const found = await call.repository.git.refs(`refs/${param(call, 'ref')}`)
  return ok(found.map((ref) => presentRef(call, ref)))
}

async function updateRef(call: RepositoryCall): Promise<Answer> {
  const { sha, force = false } = bodyOf<{ sha: string; force?: boolean }>(call)
  const { git } = call.repository
  const current = await find(call)
  if (current === null) throw new Refusal(422, 'Reference does not exist')
  const object = await git.read(sha)
  if (object === null) throw new Refusal(422, 'Object does not exist')
  if (lockedByRelease(call, current.ref)) throw new Refusal(422, 'Cannot update a tag of an immutable release')
  await guard(call, current.ref, sha)
  if (!force && !(await git.isAncestor(current.sha, sha))) throw new Refusal(422, 'Update is not a fast forward')
  if (!(await git.updateRef(current.ref, sha, current.sha))) throw new Refusal(409, 'Reference was updated meanwhile')
  await followRefChanges(call.world, call.repository, [{ ref: current.ref, before: current.sha, after: sha }], call.actor)
  return ok(presentRef(call, { ref: current.ref, sha, type: object.type }))
}

async function deleteRef(call: RepositoryCall): Promise<Answer> {
  const current = await find(call)
  if (current === null) throw new Refusal(422, 'Reference does not exist')
  if (lockedByRelease(call, current.ref)) throw new Refusal(422, 'Cannot delete a tag of an immutable release')
  await call.repository.git.updateRef(current.ref, null, current.sha)
  await followRefChanges(call.world, call.repository, [{ ref: current.ref, before: current.sha, after: null }], call.actor)
  return noContent()
}

function lockedByRelease(call: RepositoryCall, ref: string): boolean {
  return [...call.repository.releases.values()].some((release) => release.immutable && `refs/tags/${release.tag}` === ref)
}
