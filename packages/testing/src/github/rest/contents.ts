import type { GitObject } from '../../git/object-reader.ts'
import type { Answer } from '../../http/listen.ts'
import { notFound, ok, Refusal } from '../answers.ts'
import { param, type RepositoryCall, repositoryRoutes } from '../call.ts'
import { apiUrl, pageUrl } from '../present/repository.ts'
import { base64Lines } from './git-objects.ts'

export const contentRoutes = repositoryRoutes([['repos/get-content', 'GET /contents/{path}', 'contents=read', getContent]])

/** Above it GitHub sends no content in JSON, only by the raw media type. */
const MAX_JSON_BYTES = 1024 * 1024

async function getContent(call: RepositoryCall): Promise<Answer> {
  const path = param(call, 'path').replace(/\/$/, '')
  const ref = call.query.get('ref') ?? call.repository.defaultBranch
  const commit = await call.repository.git.sha(`${ref}^{commit}`)
  if (commit === null) throw new Refusal(404, `No commit found for the ref ${ref}`)
  const object = await call.repository.git.read(`${commit}:${path}`)
  if (object === null) throw notFound()
  return object.type === 'tree' ? listDirectory(call, { path, ref, commit }) : presentFile(call, { path, ref, object })
}

function links(call: RepositoryCall, path: string, ref: string): Record<string, unknown> {
  const url = `${apiUrl(call.world, call.repository)}/contents/${path}?ref=${encodeURIComponent(ref)}`
  const page = `${pageUrl(call.world, call.repository)}/blob/${ref}/${path}`
  return { url, html_url: page, git_url: null, download_url: null, _links: { self: url, git: null, html: page } }
}

function presentFile(call: RepositoryCall, { path, ref, object }: { path: string; ref: string; object: GitObject }): Answer {
  if (/\braw\b/.test(String(call.headers.accept)))
    return { status: 200, body: object.data, headers: { 'content-type': 'application/vnd.github.raw; charset=utf-8' } }
  const large = object.data.length > MAX_JSON_BYTES
  const content = large ? { encoding: 'none', content: '' } : { encoding: 'base64', content: base64Lines(object.data) }
  return ok({ type: 'file', name: path.split('/').at(-1), path, sha: object.sha, size: object.data.length, ...content, ...links(call, path, ref) })
}

async function listDirectory(call: RepositoryCall, { path, ref, commit }: { path: string; ref: string; commit: string }): Promise<Answer> {
  const entries = await call.repository.git.tree(`${commit}:${path}`, { recursive: false })
  const present = entries.map((entry) => {
    const at = path === '' ? entry.path : `${path}/${entry.path}`
    return {
      type: entry.type === 'tree' ? 'dir' : 'file',
      name: entry.path,
      path: at,
      sha: entry.sha,
      size: entry.size ?? 0,
      ...links(call, at, ref),
    }
  })
  return ok(present)
}
