import { createHash } from 'node:crypto'
import type { Answer } from '../../http/listen.ts'
import { created, invalid, noContent, notFound, ok, paged, Refusal } from '../answers.ts'
import { numberParam, type RepositoryCall, type RepositoryRoute, repositoryRoutes } from '../call.ts'
import { presentAsset } from '../present/release.ts'
import type { Release, ReleaseAsset } from '../repository.ts'
import { now } from '../world.ts'
import { releaseOf, visibleReleases } from './releases.ts'

/** Uploads live on another host at GitHub; here below `/uploads`, where `upload_url` leads. */
const upload: RepositoryRoute = {
  kind: 'repository',
  operation: 'repos/upload-release-asset',
  method: 'POST',
  path: '/uploads/repos/{owner}/{repo}/releases/{release_id}/assets',
  accepts: 'contents=write',
  handle: uploadAsset,
}

export const assetRoutes = [
  upload,
  ...repositoryRoutes([
    ['repos/list-release-assets', 'GET /releases/{release_id}/assets', 'contents=read', listAssets],
    ['repos/get-release-asset', 'GET /releases/assets/{asset_id}', 'contents=read', getAsset],
    ['repos/delete-release-asset', 'DELETE /releases/assets/{asset_id}', 'contents=write', deleteAsset],
  ]),
]

const MAX_ASSETS = 1000

function uploadAsset(call: RepositoryCall): Answer {
  const release = releaseOf(call)
  const name = call.query.get('name') ?? ''
  if (release.immutable) throw new Refusal(422, 'Cannot upload assets to an immutable release.')
  if (call.bytes.length === 0) throw new Refusal(400, 'Bad Content-Length')
  if (release.assets.length >= MAX_ASSETS) throw invalid('Release', 'assets', 'custom', 'a release holds at most 1000 assets')
  if (release.assets.some((asset) => asset.name === name)) throw invalid('ReleaseAsset', 'name', 'already_exists')
  const asset: ReleaseAsset = {
    id: call.world.nextId(),
    name: name.replace(/[^\w.@+-]/g, '.'), // GitHub renames special characters
    label: call.query.get('label'),
    contentType: String(call.headers['content-type'] ?? 'application/octet-stream'),
    bytes: call.bytes,
    digest: `sha256:${createHash('sha256').update(call.bytes).digest('hex')}`,
    uploader: call.actor,
    createdAt: now(call.world),
  }
  release.assets.push(asset)
  return created(presentAsset(call.world, call.repository, release, asset))
}

function listAssets(call: RepositoryCall): Answer {
  const release = releaseOf(call)
  return paged(call, release.assets, (page) => page.map((asset) => presentAsset(call.world, call.repository, release, asset)))
}

function find(call: RepositoryCall): { release: Release; asset: ReleaseAsset } {
  for (const release of visibleReleases(call)) {
    const asset = release.assets.find(({ id }) => id === numberParam(call, 'asset_id'))
    if (asset !== undefined) return { release, asset }
  }
  throw notFound()
}

function getAsset(call: RepositoryCall): Answer {
  const { release, asset } = find(call)
  if (/octet-stream/.test(String(call.headers.accept)))
    return { status: 200, body: asset.bytes, headers: { 'content-type': 'application/octet-stream' } }
  return ok(presentAsset(call.world, call.repository, release, asset))
}

function deleteAsset(call: RepositoryCall): Answer {
  const { release, asset } = find(call)
  if (release.immutable) throw new Refusal(422, 'Cannot delete assets of an immutable release.')
  release.assets.splice(release.assets.indexOf(asset), 1)
  return noContent()
}
