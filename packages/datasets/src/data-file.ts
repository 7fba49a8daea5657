import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { quoteText } from '@seaworthy/contracts'
import { DatasetsError } from './errors.ts'
import { type Compression, type DataFormat, type NamedFormat, requireFormat } from './formats/data-format.ts'
import { compressionOf, requireAsNamed } from './formats/leading-bytes.ts'

export type { DataFormat } from './formats/data-format.ts'

export interface DataFile {
  /** Absolute. */
  readonly path: string
  /** As people know it: relative to the repository. Files are read in the order of their names, which also tell their format. */
  readonly name: string
  /** Where the name does not tell it. */
  readonly format?: DataFormat
}

/** Files of one format, in the order of their names. */
export interface DataFiles extends NamedFormat {
  readonly files: readonly DataFile[]
  /** Of each file, as it was when it was found. */
  readonly states: readonly FileState[]
}
export interface FileState {
  readonly bytes: number
  readonly changedMs: number
}

/**
 * The files in the order of their names, and their one format. `compression` is that of the contract; null takes the names' word,
 * or the first bytes' where a format was given and the name tells none.
 * @throws {DatasetsError} `DATA_MISSING`, `DATA_EMPTY`, `UNKNOWN_FORMAT`, `FORMAT_MISMATCH`, `POINTER_WITHOUT_DATA`, `NOT_PARQUET`,
 * `DATA_TRUNCATED`, `TEXT_ENCODING`.
 */
export async function orderedFiles(given: readonly DataFile[], compression: Compression | null = null): Promise<DataFiles> {
  const files = given.toSorted((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0))
  const first = files[0]
  if (!first) throw new DatasetsError('DATA_MISSING', 'no data file was given', { hint: 'the glob of the source matches nothing' })
  const states: FileState[] = []
  let format: NamedFormat | null = null
  for (const file of files) {
    const state = await stateOf(file)
    const found = await formatOf(file, compression)
    format ??= found
    requireSame({ file, found }, { file: first, found: format })
    if (state.bytes === 0) throw new DatasetsError('DATA_EMPTY', `${file.name} is empty`)
    await requireAsNamed({ ...file, ...found })
    if (found.format === 'parquet') await requireFooter(file, state.bytes)
    states.push(state)
  }
  return { files, states, ...(format ?? requireFormat(first.name, first.format ?? null)) }
}

async function formatOf({ name, path, format }: DataFile, compression: Compression | null): Promise<NamedFormat> {
  if (/\.dvc$/i.test(name) || basename(name) === 'dvc.lock')
    throw new DatasetsError('POINTER_WITHOUT_DATA', `${name} is a pointer of DVC, not data`, { hint: `dvc pull ${name}, and name the data file` })
  const found = requireFormat(name, format ?? null)
  if (found.format === 'parquet') return found
  if (compression !== null) return { ...found, compression }
  return format !== undefined && found.compression === 'none' ? { ...found, compression: await compressionOf(path) } : found
}

interface Found {
  readonly file: DataFile
  readonly found: NamedFormat
}

function requireSame(one: Found, first: Found): void {
  const { format, compression, delimiter } = one.found
  if (format === first.found.format && compression === first.found.compression && delimiter === first.found.delimiter) return
  throw new DatasetsError('UNKNOWN_FORMAT', `${one.file.name} is ${inWords(one.found)}, ${first.file.name} is ${inWords(first.found)}`, {
    hint: 'one source has one format, compressed in one way',
  })
}

function inWords({ format, compression, delimiter }: NamedFormat): string {
  const text = format === 'csv' && delimiter === '\t' ? 'tsv' : format
  return compression === 'none' ? text : `${text} in ${compression}`
}

async function stateOf({ name, path }: DataFile): Promise<FileState> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new DatasetsError('DATA_MISSING', `${name} cannot be found`, { cause })
  })
  if (!found.isFile()) throw new DatasetsError('DATA_MISSING', `${name} is not a file`, { hint: 'a folder stands for the data files in it' })
  return { bytes: found.size, changedMs: found.mtimeMs }
}

/**
 * Refuses files that are no longer as they were found: what was read of them may be of two versions.
 * @throws {DatasetsError} `DATA_CHANGED`.
 */
export async function requireUnchanged({ files, states }: Pick<DataFiles, 'files' | 'states'>): Promise<void> {
  for (const [at, file] of files.entries()) {
    const now = await stat(file.path).catch(() => null)
    if (now?.size !== states[at]?.bytes || now?.mtimeMs !== states[at]?.changedMs)
      throw new DatasetsError('DATA_CHANGED', `${file.name} changed while it was read`, { hint: 'run again when nothing writes to it' })
  }
}

const magic = 'PAR1'
/** Magic, length of the footer, magic. */
const smallestParquet = 12

async function requireFooter({ name, path }: DataFile, bytes: number): Promise<void> {
  await using file = await open(path)
  const end = Buffer.alloc(magic.length)
  await file.read(end, 0, magic.length, Math.max(0, bytes - magic.length))
  if (bytes < smallestParquet || end.toString('latin1') !== magic)
    throw new DatasetsError('DATA_TRUNCATED', `${name} ends before the footer of a Parquet file`, { hint: 'fetch or write it again' })
}

/** The list of files for DuckDB's readers, which would take `*`, `?` and `[` in a path for a pattern. */
export function fileList(files: readonly DataFile[]): string {
  return `[${files.map(({ path }) => quoteText(escapeGlob(path))).join(', ')}]`
}

export function escapeGlob(path: string): string {
  return path.replaceAll(/[*?[]/g, '[$&]')
}
