import { isoSeconds, parseTag } from '../../git/commit-object.ts'
import type { Answer } from '../../http/listen.ts'
import { created, notFound, ok, Refusal } from '../answers.ts'
import { bodyOf, param, type RepositoryCall, repositoryRoutes } from '../call.ts'
import { presentGitCommit } from '../present/commit.ts'
import { apiUrl } from '../present/repository.ts'
import { now } from '../world.ts'

export const gitObjectRoutes = repositoryRoutes([
  ['git/create-blob', 'POST /git/blobs', 'contents=write', createBlob],
  ['git/get-blob', 'GET /git/blobs/{file_sha}', 'contents=read', getBlob],
  ['git/create-tree', 'POST /git/trees', 'contents=write', createTree],
  ['git/get-tree', 'GET /git/trees/{tree_sha}', 'contents=read', getTree],
  ['git/create-commit', 'POST /git/commits', 'contents=write', createCommit],
  ['git/get-commit', 'GET /git/commits/{commit_sha}', 'contents=read', getCommit],
  ['git/create-tag', 'POST /git/tags', 'contents=write', createTag],
  ['git/get-tag', 'GET /git/tags/{tag_sha}', 'contents=read', getTag],
])

async function createBlob(call: RepositoryCall): Promise<Answer> {
  const { content, encoding = 'utf-8' } = bodyOf<{ content: string; encoding?: string }>(call)
  const sha = await call.repository.git.writeBlob(Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8'))
  return created({ sha, url: `${apiUrl(call.world, call.repository)}/git/blobs/${sha}` })
}

async function getBlob(call: RepositoryCall): Promise<Answer> {
  const object = await call.repository.git.read(param(call, 'file_sha'))
  if (object?.type !== 'blob') throw notFound()
  const url = `${apiUrl(call.world, call.repository)}/git/blobs/${object.sha}`
  return ok({ sha: object.sha, node_id: `B_${object.sha}`, url, size: object.data.length, encoding: 'base64', content: base64Lines(object.data) })
}

/** GitHub breaks its base64 every 60 characters. */
export const base64Lines = (data: Buffer): string => data.toString('base64').replace(/.{1,60}/g, '$&\n')

interface TreeItem {
  readonly path?: string
  readonly mode?: string
  readonly type?: string
  readonly sha?: string | null
  readonly content?: string
}

async function createTree(call: RepositoryCall): Promise<Answer> {
  const { tree, base_tree: base } = bodyOf<{ tree: readonly TreeItem[]; base_tree?: string }>(call)
  const { git } = call.repository
  if (base !== undefined && (await git.read(`${base}^{tree}`)) === null) throw notFound()
  const changes = []
  for (const { path = '', mode = '100644', sha, content } of tree) {
    if (path === '' || path.startsWith('/')) throw new Refusal(422, 'tree.path contains a malformed path component')
    if (typeof sha === 'string' && mode !== '160000' && (await git.read(sha)) === null) throw new Refusal(422, `GitRPC::BadObjectState: ${sha}`)
    changes.push({ path, mode, sha: content === undefined ? (sha ?? null) : await git.writeBlob(Buffer.from(content)) })
  }
  return created(await presentTree(call, await git.writeTree(base ?? null, changes), false))
}

async function presentTree(call: RepositoryCall, sha: string, recursive: boolean): Promise<Record<string, unknown>> {
  const api = `${apiUrl(call.world, call.repository)}/git`
  const entries = await call.repository.git.tree(sha, { recursive })
  const tree = entries.map((entry) => ({ ...entry, url: `${api}/${entry.type}s/${entry.sha}` }))
  return { sha, url: `${api}/trees/${sha}`, tree, truncated: false }
}

async function getTree(call: RepositoryCall): Promise<Answer> {
  const object = await call.repository.git.read(`${param(call, 'tree_sha')}^{tree}`)
  if (object === null) throw notFound()
  return ok(await presentTree(call, object.sha, call.query.has('recursive')))
}

interface Person {
  readonly name?: string
  readonly email?: string
  readonly date?: string
}

function signature(call: RepositoryCall, person: Person | undefined): { name: string; email: string; date: string } {
  const email = `${call.actor}@users.noreply.github.com`
  const date = person?.date === undefined ? now(call.world) : isoSeconds(new Date(person.date))
  return { name: person?.name ?? call.actor, email: person?.email ?? email, date }
}

async function createCommit(call: RepositoryCall): Promise<Answer> {
  const body = bodyOf<{ message: string; tree: string; parents?: readonly string[]; author?: Person; committer?: Person }>(call)
  const { git } = call.repository
  if ((await git.read(body.tree))?.type !== 'tree') throw new Refusal(422, 'Tree SHA does not exist')
  for (const parent of body.parents ?? []) {
    if ((await git.read(parent))?.type !== 'commit') throw new Refusal(422, 'Parent SHA does not exist or is not a commit object')
  }
  const author = signature(call, body.author)
  const committer = body.committer === undefined ? author : signature(call, body.committer)
  const sha = await git.writeCommit({ tree: body.tree, parents: body.parents ?? [], author, committer, message: body.message })
  return created(await presentCommitOf(call, sha))
}

async function presentCommitOf(call: RepositoryCall, sha: string): Promise<Record<string, unknown>> {
  const commit = /^[0-9a-f]{40}$/.test(sha) ? await call.repository.git.commit(sha) : null
  if (commit === null) throw notFound()
  return presentGitCommit(call.world, call.repository, commit)
}

async function getCommit(call: RepositoryCall): Promise<Answer> {
  return ok(await presentCommitOf(call, param(call, 'commit_sha')))
}

async function createTag(call: RepositoryCall): Promise<Answer> {
  const body = bodyOf<{ tag: string; message: string; object: string; type: string; tagger?: Person }>(call)
  if ((await call.repository.git.read(body.object))?.type !== body.type) throw new Refusal(422, 'Object does not exist or is of another type')
  const sha = await call.repository.git.writeTag({ ...body, tagger: signature(call, body.tagger) })
  return created(await presentTag(call, sha))
}

async function presentTag(call: RepositoryCall, sha: string): Promise<Record<string, unknown>> {
  const object = await call.repository.git.read(sha)
  if (object?.type !== 'tag') throw notFound()
  const api = `${apiUrl(call.world, call.repository)}/git`
  const { tag, object: target, type, tagger, message } = parseTag(object.data)
  const verification = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null }
  return {
    sha,
    node_id: `T_${sha}`,
    url: `${api}/tags/${sha}`,
    tag,
    tagger,
    message,
    object: { sha: target, type, url: `${api}/${type}s/${target}` },
    verification,
  }
}

async function getTag(call: RepositoryCall): Promise<Answer> {
  return ok(await presentTag(call, param(call, 'tag_sha')))
}
