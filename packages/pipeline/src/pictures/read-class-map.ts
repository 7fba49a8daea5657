import { type ClassMap, decodeClassMap } from '@seaworthy/datasets'
import { type NamedCell, undecodedImage } from './opened-pictures.ts'

/**
 * The classes of the pixels of a PNG.
 * @throws {PipelineError} `IMAGE_INVALID` with the row
 */
export function readClassMap(bytes: Uint8Array, cell: NamedCell): ClassMap {
  const decoded = decodeClassMap(bytes)
  if (decoded.kind === 'map') return decoded.map
  throw undecodedImage(decoded.kind, cell)
}
