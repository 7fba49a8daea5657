import type { DataFile } from '@seaworthy/datasets'
import { PipelineError } from '../errors.ts'
import type { Files } from '../ports.ts'

/** The images of a dataset, exactly those of the lock. */
export interface LockedImages {
  readonly files: readonly DataFile[]
  /** The file that a cell names; `several` where it is the end of two names. */
  find(cell: string): DataFile | 'several' | null
  /**
   * The bytes of the image that a cell names.
   * @throws {PipelineError} `DATA_MISSING` with the row
   */
  read(cell: string | null, place: CellPlace): Promise<Uint8Array>
}

/** Where the name of an image stands. */
export interface CellPlace {
  readonly column: string
  /** Of the window, from 0. */
  readonly row: number
}

/** The glob or address that names images, and the files that it named when it was locked. */
export interface ImageFiles {
  readonly source: string
  readonly files: readonly DataFile[]
}

/**
 * Images by the names that a table may call them: the path from the root of the repository, or as much of its end as names one file alone.
 * @example lockedImages({ source, files: [{ name: 'data/images/a.png', path }] }, port).find('images/a.png') // that file
 */
export function lockedImages({ source, files }: ImageFiles, { read }: Pick<Files, 'read'>): LockedImages {
  const names = namesOf(files)
  const find: LockedImages['find'] = (cell) => names.get(cell.startsWith('./') ? cell.slice(2) : cell) ?? null
  return {
    files,
    find,
    async read(cell, { column, row }) {
      const refuse = (what: string): never => {
        throw new PipelineError('DATA_MISSING', `row ${row} of the test window names ${what} in "${column}"`, {
          hint: `a cell holds the path of one of the images of ${source}, or the end of it; run seaworthy lock where images were added`,
        })
      }
      if (cell === null || cell === '') return refuse('no image')
      const file = find(cell)
      if (file === 'several') return refuse(`"${cell.slice(0, 100)}", which is the end of several images,`)
      const bytes = file && (await read(file.path))
      return bytes ?? refuse(`"${cell.slice(0, 100)}", which is no image of the data,`)
    },
  }
}

function namesOf(files: readonly DataFile[]): ReadonlyMap<string, DataFile | 'several'> {
  const names = new Map<string, DataFile | 'several'>()
  for (const file of files) {
    for (let slash = file.name.indexOf('/'); slash >= 0; slash = file.name.indexOf('/', slash + 1)) {
      const end = file.name.slice(slash + 1)
      names.set(end, names.has(end) ? 'several' : file)
    }
  }
  // A whole name is nobody else's end.
  for (const file of files) names.set(file.name, file)
  return names
}
