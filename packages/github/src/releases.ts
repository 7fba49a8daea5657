import type { Connection } from './connection.ts'
import { createOnce } from './create-once.ts'
import { download } from './download.ts'
import { orNull } from './errors.ts'
import { once } from './octokit.ts'
import { type Asset, type AssetInput, assetOf, deleteAsset, listAssets, type RawAsset, uploadAsset } from './release-assets.ts'

export interface Release {
  readonly id: number
  readonly tag: string
  readonly name: string
  readonly body: string
  readonly draft: boolean
  readonly url: string
  readonly publishedAt: string | null
  readonly assets: readonly Asset[]
  /** Where its assets are sent. */
  readonly uploadUrl?: string
}

/** What is needed of a release to act on it; the upload URL is asked for where it is missing. */
export type ReleaseHandle = Pick<Release, 'id' | 'tag' | 'uploadUrl'>

export interface ReleaseDraft {
  readonly tag: string
  readonly name: string
  readonly body: string
}

export interface Releases {
  /** `drafts: false`: the published one, or none. `drafts: true`: all of that tag; drafts show with `contents: write` only. */
  findByTag(tag: string, options: { readonly drafts: boolean }): Promise<readonly Release[]>
  createDraft(draft: ReleaseDraft): Promise<Release>
  update(release: ReleaseHandle, change: { readonly body: string }): Promise<Release>
  /** Rejects where an asset of that name exists, a `starter` included. */
  upload(release: ReleaseHandle, asset: AssetInput): Promise<Asset>
  deleteAsset(asset: Asset): Promise<void>
  /** Publishing what is published changes nothing. */
  publish(release: ReleaseHandle): Promise<Release>
  download(asset: Asset): AsyncIterable<Uint8Array>
}

/** Releases and the bytes of their assets. */
export function openReleases(connection: Connection): Releases {
  const { octokit, at } = connection
  const { repos } = octokit.rest
  return {
    findByTag: (tag, { drafts }) => (drafts ? findDrafts(connection, tag) : findPublished(connection, tag)),
    createDraft: (draft) => createDraft(connection, draft),
    update: async ({ id }, { body }) => releaseOf(connection, (await repos.updateRelease({ ...at, release_id: id, body })).data),
    upload: async (release, asset) => uploadAsset(connection, { id: release.id, uploadUrl: await uploadUrlOf(connection, release) }, asset),
    deleteAsset: (asset) => deleteAsset(connection, asset),
    // Without `make_latest` the newest publication would become the repository's latest release, whichever model it is of.
    publish: async ({ id, tag }) =>
      releaseOf(connection, (await repos.updateRelease({ ...at, release_id: id, tag_name: tag, draft: false, make_latest: 'false' })).data),
    download: ({ id }) =>
      download(connection, {
        route: 'GET /repos/{owner}/{repo}/releases/assets/{asset_id}',
        parameters: { asset_id: id },
        accept: 'application/octet-stream',
      }),
  }
}

interface RawRelease {
  readonly id: number
  readonly tag_name: string
  readonly name: string | null
  readonly body?: string | null
  readonly draft: boolean
  readonly html_url: string
  readonly upload_url: string
  readonly published_at: string | null
  readonly assets: readonly RawAsset[]
}

// A release shows its first assets only; from this many on the list is asked for.
const assetsShown = 30

async function releaseOf(connection: Connection, raw: RawRelease): Promise<Release> {
  const assets = raw.assets.length < assetsShown ? raw.assets.map(assetOf) : await listAssets(connection, raw.id)
  return {
    id: raw.id,
    tag: raw.tag_name,
    name: raw.name ?? '',
    body: raw.body ?? '',
    draft: raw.draft,
    url: raw.html_url,
    publishedAt: raw.draft ? null : raw.published_at,
    assets,
    uploadUrl: raw.upload_url,
  }
}

async function findPublished(connection: Connection, tag: string): Promise<readonly Release[]> {
  const { octokit, at } = connection
  const found = await orNull(octokit.rest.repos.getReleaseByTag({ ...at, tag }))
  return found && !found.data.draft ? [await releaseOf(connection, found.data)] : []
}

async function findDrafts(connection: Connection, tag: string): Promise<readonly Release[]> {
  const { octokit, at } = connection
  const all = await octokit.paginate(octokit.rest.repos.listReleases, { ...at, per_page: 100 })
  return Promise.all(all.filter((release) => release.tag_name === tag).map((release) => releaseOf(connection, release)))
}

function createDraft(connection: Connection, { tag, name, body }: ReleaseDraft): Promise<Release> {
  const { octokit, at } = connection
  return createOnce(connection, {
    create: async () => {
      const { data } = await octokit.rest.repos.createRelease({ ...at, tag_name: tag, name, body, draft: true, make_latest: 'false', ...once })
      return releaseOf(connection, data)
    },
    find: async () => {
      const drafts = await findDrafts(connection, tag)
      return drafts.find((release) => release.draft && release.name === name && release.body === body && release.assets.length === 0) ?? null
    },
  })
}

async function uploadUrlOf({ octokit, at }: Connection, { id, uploadUrl }: ReleaseHandle): Promise<string> {
  return uploadUrl ?? (await octokit.rest.repos.getRelease({ ...at, release_id: id })).data.upload_url
}
