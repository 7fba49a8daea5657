import type { ClassMap } from '@seaworthy/datasets'
import { type NamedCell, undecodedImage } from './opened-pictures.ts'

/**
 * The classes of the pixels of a PNG.
 * @throws {PipelineError} `IMAGE_INVALID` with the row
 */
export async function readClassMap(bytes: Uint8Array, cell: NamedCell): Promise<ClassMap> {
  const { decodeClassMap } = await import('@seaworthy/datasets')
  const decoded = decodeClassMap(bytes)
  if (decoded.kind === 'map') return decoded.map
  throw undecodedImage(decoded.kind, cell)
}
