import { open, stat } from 'node:fs/promises'
import { quoteText } from '@seaworthy/contracts'
import { DatasetsError } from './errors.ts'

export interface DataFile {
  /** Absolute. */
  readonly path: string
  /** As people know it: relative to the repository. Files are read in the order of their names. */
  readonly name: string
}

export type DataFormat = 'parquet' | 'csv'

/**
 * The files in the order of their names, and their one format.
 * @throws {DatasetsError} `DATA_MISSING`, `DATA_EMPTY`, `UNKNOWN_FORMAT`, `NOT_PARQUET`, `DATA_TRUNCATED`.
 */
export async function orderedFiles(files: readonly DataFile[]): Promise<{ readonly files: readonly DataFile[]; readonly format: DataFormat }> {
  const first = files[0]
  if (!first) throw new DatasetsError('DATA_MISSING', 'no data file was given', { hint: 'the glob of the source matches nothing' })
  const format = formatOf(first)
  for (const file of files) {
    if (formatOf(file) !== format)
      throw new DatasetsError('UNKNOWN_FORMAT', `${file.name} is ${formatOf(file)}, ${first.name} is ${format}`, {
        hint: 'one source has one format',
      })
    const bytes = await sizeOf(file)
    if (bytes === 0) throw new DatasetsError('DATA_EMPTY', `${file.name} is empty`)
    if (format === 'parquet') await requireParquet(file, bytes)
  }
  return { files: files.toSorted((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0)), format }
}

function formatOf({ name }: DataFile): DataFormat {
  if (/\.(parquet|pq)$/i.test(name)) return 'parquet'
  if (/\.csv$/i.test(name)) return 'csv'
  throw new DatasetsError('UNKNOWN_FORMAT', `${name} is neither .parquet nor .csv`)
}

async function sizeOf({ name, path }: DataFile): Promise<number> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new DatasetsError('DATA_MISSING', `${name} cannot be found`, { cause })
  })
  if (!found.isFile()) throw new DatasetsError('DATA_MISSING', `${name} is not a file`)
  return found.size
}

const magic = 'PAR1'
/** Magic, length of the footer, magic. */
const smallestParquet = 12

async function requireParquet({ name, path }: DataFile, bytes: number): Promise<void> {
  await using file = await open(path)
  const ends = Buffer.alloc(8)
  await file.read(ends, 0, 4, 0)
  if (ends.toString('latin1', 0, 4) !== magic) throw new DatasetsError('NOT_PARQUET', `${name} is not a Parquet file`)
  await file.read(ends, 4, 4, Math.max(0, bytes - 4))
  if (bytes < smallestParquet || ends.toString('latin1', 4) !== magic)
    throw new DatasetsError('DATA_TRUNCATED', `${name} ends before the footer of a Parquet file`, { hint: 'fetch or write it again' })
}

/** The list of files for DuckDB's readers, which would take `*`, `?` and `[` in a path for a pattern. */
export function fileList(files: readonly DataFile[]): string {
  return `[${files.map(({ path }) => quoteText(escapeGlob(path))).join(', ')}]`
}

export function escapeGlob(path: string): string {
  return path.replaceAll(/[*?[]/g, '[$&]')
}
