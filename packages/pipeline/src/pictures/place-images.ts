import path from 'node:path'
import type { DataFile, Session } from '@seaworthy/datasets'
import type { Line } from '../line.ts'
import type { LockedDataset } from '../locked-data.ts'

export interface PlacedRows {
  readonly dataset: LockedDataset
  /** The rows as a command gets them. */
  readonly file: string
  /** The columns that they hold. */
  readonly columns: readonly string[]
  /** Columns that tell what is true, where the command must not know it: no image that they name is written, whoever else names it. */
  readonly withheld?: readonly string[]
}

/**
 * Writes the images that columns of rows name beside the file of these rows, each under the name that its cell gives it: a command finds
 * them from the folder of its data. Images that no such column names, as the masks of a label that is left out, are not written.
 * @throws {PipelineError} `DATA_MISSING` for a cell that names none, in a column where others do
 */
export async function placeImages(line: Line, session: Session, { dataset, file, columns, withheld = [] }: PlacedRows): Promise<void> {
  const { images, files, reading, window } = dataset
  if (!images) return
  const types = await session.columns(files, reading)
  const textsOf = (names: readonly string[]) => names.filter((name) => types.some((column) => column.name === name && column.type === 'string'))
  const folder = path.dirname(file)
  const secret = new Set<DataFile | 'several' | null>()
  for (const column of textsOf(withheld))
    for (const cell of (await cellsOf(session, { files, reading, window, column })).keys()) secret.add(images.find(cell))
  secret.delete(null)
  for (const column of textsOf(columns)) {
    const cells = await cellsOf(session, { files, reading, window, column })
    if (![...cells.keys()].some((cell) => images.find(cell) !== null)) continue
    for (const [cell, row] of cells)
      if (!secret.has(images.find(cell))) await line.files.write(path.join(folder, cell), await images.read(cell, { column, row }))
  }
}

type Question = Pick<LockedDataset, 'files' | 'reading' | 'window'> & { readonly column: string }

/** The different texts of a column, and the first row of each. */
async function cellsOf(session: Session, { column, ...rows }: Question): Promise<ReadonlyMap<string, number>> {
  const cells = new Map<string, number>()
  let at = 0
  for await (const batch of session.read({ ...rows, columns: [column] })) {
    const values = batch.values.get(column)?.data ?? []
    for (const [offset, value] of Array.from<string | number | null>(values).entries())
      if (typeof value === 'string' && !cells.has(value)) cells.set(value, at + offset)
    at += batch.rows
  }
  return cells
}

/**
 * What hides the images of a dataset from a command that has its own: their folders, where these lie below the root of the repository,
 * else each file.
 */
export function hiddenImages({ images }: Pick<LockedDataset, 'images'>, root: string): readonly string[] {
  const hidden = (file: string) => {
    const folder = path.dirname(file)
    return folder.startsWith(root + path.sep) ? folder : file
  }
  return [...new Set((images?.files ?? []).map((file) => hidden(file.path)))]
}
