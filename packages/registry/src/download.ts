import { type Digest, isDigest } from '@seaworthy/record'
import { RegistryError } from './errors.ts'
import { digestOfStream } from './file-digest.ts'
import type { Asset, Releases } from './ports.ts'

/** Larger than any honest record, signature or list of checksums. */
const maxSmallBytes = 4 * 1024 * 1024

/**
 * A small asset as bytes.
 * @throws {RegistryError} `ASSET_MISMATCH` when it is larger than 4 MiB, whatever size the API gave.
 */
export async function downloadSmall(releases: Releases, asset: Asset): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of releases.download(asset)) {
    bytes += chunk.length
    if (bytes > maxSmallBytes) throw new RegistryError('ASSET_MISMATCH', `the asset ${asset.name} is larger than ${maxSmallBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The digest that the API computed, else that of the downloaded bytes; null for an upload that was cut off. */
export async function assetDigest(releases: Releases, asset: Asset): Promise<Digest | null> {
  if (asset.state !== 'uploaded') return null
  if (isDigest(asset.digest)) return asset.digest
  return (await digestOfStream(releases.download(asset))).digest
}
