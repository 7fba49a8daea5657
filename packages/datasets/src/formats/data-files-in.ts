import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { DataFile } from '../data-file.ts'
import { DatasetsError } from '../errors.ts'
import { formatOfName } from './data-format.ts'

export interface FolderQuestion {
  /** Absolute. */
  readonly folder: string
  /** What stands before the names of the files, as people know the folder. */
  readonly name: string
}

/**
 * The data files in a folder and those below it, by name. Whatever begins with "." or "_" is passed over (`_SUCCESS`, `_temporary`,
 * `.crc`), and so is what has no ending of data (a README).
 * @throws {DatasetsError} `DATA_MISSING` where there is no folder, or no data file in it.
 * @example await dataFilesIn({ folder: '/r/data/flights', name: 'data/flights' })
 * // [{ name: 'data/flights/year=2001/a.parquet', path: '/r/data/flights/year=2001/a.parquet' }]
 */
export async function dataFilesIn({ folder, name }: FolderQuestion): Promise<readonly DataFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw new DatasetsError('DATA_MISSING', `${name} is not a folder that can be read`, { cause })
  })
  const found = entries.flatMap((entry): DataFile[] => {
    const below = path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep)
    if (entry.isDirectory() || below.some((part) => /^[._]/.test(part)) || formatOfName(entry.name) === null) return []
    return [{ name: [name.replace(/\/+$/, ''), ...below].join('/'), path: path.join(folder, ...below) }]
  })
  if (found.length === 0)
    throw new DatasetsError('DATA_MISSING', `${name} holds no data file`, { hint: 'data files end in .parquet, .csv, .tsv or .jsonl' })
  return found.toSorted((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0))
}
