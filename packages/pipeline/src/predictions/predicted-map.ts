import { classRuns, type FoundMap } from '@seaworthy/inference'
import { readClassMap } from '../pictures/read-class-map.ts'
import { unjudged } from '../scored/confusions.ts'
import { refusal } from './prediction-table.ts'

/** Reads what cells of predictions name, by the path from the folder of their file; null where there is none. */
export type ReadBeside = (name: string) => Promise<Uint8Array | null>

export interface MaskCell {
  readonly file: string
  readonly row: number
  readonly column: string
  readonly cell: string
}

/**
 * The mask that a cell of predictions names.
 * @throws {PipelineError} `PREDICTION_INVALID`, `IMAGE_INVALID`, with the row
 */
export async function predictedMap(beside: ReadBeside, place: MaskCell): Promise<FoundMap> {
  const { file, cell } = place
  const bytes = await beside(cell)
  if (bytes === null)
    throw refusal(
      'PREDICTION_INVALID',
      place,
      `there is no file "${cell.slice(0, 100)}"`,
      `a mask is a PNG beside ${file}, named by its path from there`,
    )
  const map = await readClassMap(bytes, place)
  if (map.classes.includes(unjudged))
    throw refusal('PREDICTION_INVALID', place, `"${cell.slice(0, 100)}" has the class 255, which stands for pixels that nobody judges`)
  return { width: map.width, height: map.height, runs: classRuns(map.classes) }
}
