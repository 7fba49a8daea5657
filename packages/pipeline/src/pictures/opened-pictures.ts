import type { Batch } from '@seaworthy/datasets'
import type { Picture, Batch as PicturedBatch } from '@seaworthy/inference'
import { PipelineError } from '../errors.ts'
import type { LockedImages } from './locked-images.ts'

export interface PictureColumns {
  readonly columns: readonly string[]
  readonly images: LockedImages | undefined
  /** The number of the batch's first row. */
  readonly at: number
}

/**
 * A batch with the images that some of its columns name.
 * @throws {PipelineError} `DATA_MISSING`, `IMAGE_INVALID`, `COLUMN_UNDECLARED`, with the row
 */
export async function openedPictures(batch: Batch, { columns, images, at }: PictureColumns): Promise<PicturedBatch> {
  if (columns.length === 0) return batch
  if (!images)
    throw new PipelineError('COLUMN_UNDECLARED', `the model takes the images that "${columns[0]}" names, and the data do not say where they are`, {
      hint: 'add `images: GLOB` beside their source, and run seaworthy lock',
    })
  const { decodePicture } = await import('@seaworthy/datasets')
  const pictures = new Map<string, readonly Picture[]>()
  for (const column of columns) {
    const opened: Picture[] = []
    for (const [offset, cell] of cellsOf(batch, column).entries()) {
      const place = { column, row: at + offset }
      const decoded = decodePicture(await images.read(cell, place))
      if (decoded.kind !== 'picture') throw undecodedImage(decoded.kind, { ...place, cell: cell ?? '' })
      opened.push(decoded.picture)
    }
    pictures.set(column, opened)
  }
  return { ...batch, pictures }
}

/** The texts of a column. */
export function cellsOf(batch: Batch, column: string): readonly (string | null)[] {
  const found = batch.values.get(column)
  if (found?.kind === 'string') return found.data
  throw new PipelineError('COLUMN_UNDECLARED', `the column "${column}" holds ${found ? 'numbers' : 'nothing'}, and no paths of images`)
}

export interface NamedCell {
  readonly column: string
  readonly row: number
  readonly cell: string
}

const reasons = {
  unsupported: 'is neither a PNG nor a JPEG that can be decoded',
  too_large: 'has more than 16 million pixels, or 8 MiB',
  broken: 'is cut off or damaged',
  colours: 'holds colours and no numbers of classes',
} as const

/** An image that cannot be what it should be. */
export function undecodedImage(kind: keyof typeof reasons, { column, row, cell }: NamedCell): PipelineError {
  return new PipelineError('IMAGE_INVALID', `the image "${cell.slice(0, 100)}" in "${column}" of row ${row} ${reasons[kind]}`, {
    hint: kind === 'colours' ? 'a mask is a PNG in grey or with a palette, whose values are the numbers of classes' : 'write it again as a PNG',
  })
}
