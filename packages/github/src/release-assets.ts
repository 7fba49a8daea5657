import { createHash } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import type { Connection } from './connection.ts'
import { createOnce } from './create-once.ts'
import { orNull } from './errors.ts'
import { once } from './octokit.ts'

export interface Asset {
  readonly id: number
  readonly name: string
  readonly bytes: number
  /** `sha256:<hex>`; null on servers that give none. */
  readonly digest: string | null
  /** `starter`: an upload that was cut off. */
  readonly state: 'uploaded' | 'starter'
}

export interface AssetInput {
  readonly name: string
  readonly bytes: Uint8Array | { readonly path: string; readonly size: number }
  readonly contentType: string
}

export interface RawAsset {
  readonly id: number
  readonly name: string
  readonly size: number
  readonly state: string
  readonly digest?: string | null
}

export function assetOf({ id, name, size, state, digest }: RawAsset): Asset {
  return { id, name, bytes: size, digest: digest ?? null, state: state === 'uploaded' ? 'uploaded' : 'starter' }
}

/** Where a release takes its assets: GitHub's uploads live on another host, which only the release names. */
export interface UploadTarget {
  readonly id: number
  readonly uploadUrl: string
}

/**
 * Uploads one asset. Where the answer was lost, an asset of that name with the very bytes is taken as this upload; one that holds the name
 * otherwise (a `starter`) is left to the caller.
 */
export async function uploadAsset(connection: Connection, target: UploadTarget, asset: AssetInput): Promise<Asset> {
  const { octokit } = connection
  const blob = await blobOf(asset)
  return createOnce(connection, {
    create: async () => {
      const { data } = await octokit.request({
        method: 'POST',
        url: target.uploadUrl,
        name: asset.name,
        data: blob,
        headers: { 'content-type': asset.contentType },
        ...once,
      })
      return assetOf(data as RawAsset)
    },
    find: async () => {
      const found = (await listAssets(connection, target.id)).find(({ name }) => name === asset.name)
      return found && found.state === 'uploaded' && found.bytes === blob.size && (await sameDigest(found, blob)) ? found : null
    },
  })
}

export async function listAssets({ octokit, at }: Connection, releaseId: number): Promise<readonly Asset[]> {
  const assets = await octokit.paginate(octokit.rest.repos.listReleaseAssets, { ...at, release_id: releaseId, per_page: 100 })
  return assets.map(assetOf)
}

/** An asset that is gone already is no error. */
export async function deleteAsset({ octokit, at }: Connection, { id }: Asset): Promise<void> {
  await orNull(octokit.rest.repos.deleteReleaseAsset({ ...at, asset_id: id }))
}

// A file is read from disk as it is sent, and again on a second try.
async function blobOf({ bytes }: AssetInput): Promise<Blob> {
  return bytes instanceof Uint8Array ? new Blob([new Uint8Array(bytes)]) : openAsBlob(bytes.path)
}

async function sameDigest({ digest }: Asset, blob: Blob): Promise<boolean> {
  if (digest === null) return true
  const hash = createHash('sha256')
  for await (const chunk of blob.stream()) hash.update(chunk)
  return digest === `sha256:${hash.digest('hex')}`
}
