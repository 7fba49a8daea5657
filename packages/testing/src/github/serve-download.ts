import { type Exchange, sendJson } from '../http/listen.ts'
import { mayDo, mayKnow } from './authorize.ts'
import { logRequest, senderOf } from './serve-rest.ts'
import type { World } from './world.ts'

const DOWNLOAD = /^\/([^/]+)\/([^/]+)\/releases\/download\/([^/]+)\/([^/]+)$/

export const isDownload = (url: URL): boolean => DOWNLOAD.test(url.pathname) && !url.pathname.startsWith('/repos/')

/** Where `browser_download_url` leads: published assets only. */
export async function serveDownload(world: World, exchange: Exchange): Promise<void> {
  const { method, url, request, response } = exchange
  const [owner = '', name = '', tag = '', file = ''] = (DOWNLOAD.exec(url.pathname) ?? []).slice(1).map(decodeURIComponent)
  const sender = senderOf(world, request.headers.authorization)
  const token = sender.kind === 'known' ? sender.token : null
  const repository = world.repositories.get(`${owner}/${name}`.toLowerCase())
  const readable = repository !== undefined && mayKnow(token, repository) && mayDo(world, token, repository, 'contents=read')
  const releases = readable ? [...repository.releases.values()] : []
  const asset = releases
    .filter((release) => !release.draft && release.tag === tag)
    .flatMap((release) => release.assets)
    .find((one) => one.name === file)
  logRequest(world, { method, url }, sender, { status: asset === undefined ? 404 : 200, operation: 'releases/download', fault: null })
  if (asset === undefined) return sendJson(response, { status: 404, body: { message: 'Not Found' } })
  return sendJson(response, { status: 200, body: asset.bytes, headers: { 'content-type': asset.contentType } })
}
