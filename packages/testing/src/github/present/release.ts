import type { Release, ReleaseAsset, Repository } from '../repository.ts'
import type { World } from '../world.ts'
import { presentAccount } from './account.ts'
import { apiUrl, pageUrl } from './repository.ts'

export function presentAsset(world: World, repository: Repository, release: Release, asset: ReleaseAsset): Record<string, unknown> {
  return {
    id: asset.id,
    node_id: `RA_${asset.id}`,
    url: `${apiUrl(world, repository)}/releases/assets/${asset.id}`,
    browser_download_url: `${world.base}/${repository.fullName}/releases/download/${encodeURIComponent(release.tag)}/${encodeURIComponent(asset.name)}`,
    name: asset.name,
    label: asset.label,
    state: 'uploaded',
    content_type: asset.contentType,
    size: asset.bytes.length,
    digest: asset.digest,
    download_count: 0,
    uploader: presentAccount(world, asset.uploader),
    created_at: asset.createdAt,
    updated_at: asset.createdAt,
  }
}

export function presentRelease(world: World, repository: Repository, release: Release): Record<string, unknown> {
  const api = `${apiUrl(world, repository)}/releases/${release.id}`
  const slug = release.draft ? `untagged-${release.id}` : encodeURIComponent(release.tag)
  return {
    id: release.id,
    node_id: `RE_${release.id}`,
    url: api,
    assets_url: `${api}/assets`,
    upload_url: `${world.base}/uploads/repos/${repository.fullName}/releases/${release.id}/assets{?name,label}`,
    html_url: `${pageUrl(world, repository)}/releases/tag/${slug}`,
    tag_name: release.tag,
    target_commitish: release.target,
    name: release.name,
    body: release.body,
    draft: release.draft,
    prerelease: release.prerelease,
    immutable: release.immutable,
    author: presentAccount(world, release.author),
    created_at: release.createdAt,
    published_at: release.publishedAt,
    tarball_url: null,
    zipball_url: null,
    assets: release.assets.map((asset) => presentAsset(world, repository, release, asset)),
  }
}
