import type { DataFile } from '../data-file.ts'
import { DatasetsError } from '../errors.ts'

/** A column whose values stand in the names of folders, one text for each file. */
export interface PartitionColumn {
  readonly name: string
  readonly values: readonly (string | null)[]
}

/** What Hive writes for a missing value. */
const missing = '__HIVE_DEFAULT_PARTITION__'

/**
 * The columns of a Hive-partitioned folder, from the names of its files; none where no folder is called `column=value`. Names and
 * values are URL-decoded.
 * @throws {DatasetsError} `SCHEMA_MISMATCH` where files differ in these columns, or a file has such a column too.
 * @example partitionColumns([{ name: 'f/year=2001/month=03/a.parquet', path: '/f/a' }], [])
 * // [{ name: 'year', values: ['2001'] }, { name: 'month', values: ['03'] }]
 */
export function partitionColumns(files: readonly DataFile[], inFiles: readonly string[]): readonly PartitionColumn[] {
  const parts = files.map(partitionsOf)
  const first = parts[0] ?? []
  const names = first.map(([name]) => name)
  for (const [at, one] of parts.entries()) requireSameNames(files, at, { names, found: one.map(([name]) => name) })
  for (const name of names) {
    if (names.filter((other) => other.toLowerCase() === name.toLowerCase()).length > 1)
      throw mismatch(files[0], `two folders are called "${name}="`, 'give each partition column a name of its own')
    if (inFiles.some((other) => other.toLowerCase() === name.toLowerCase()))
      throw mismatch(files[0], `the column "${name}" stands in the file and in the name of a folder`, 'leave it out of one of them')
  }
  return names.map((name, at) => ({ name, values: parts.map((one) => one[at]?.[1] ?? null) }))
}

function partitionsOf({ name }: DataFile): readonly (readonly [string, string | null])[] {
  const folders = name.split('/').slice(0, -1)
  return folders.flatMap((folder) => {
    const at = folder.indexOf('=')
    if (at < 1) return []
    const value = folder.slice(at + 1)
    return [[decoded(folder.slice(0, at)), value === missing ? null : decoded(value)] as const]
  })
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function requireSameNames(
  files: readonly DataFile[],
  at: number,
  { names, found }: { readonly names: readonly string[]; readonly found: readonly string[] },
): void {
  if (names.length === found.length && names.every((name, index) => name === found[index])) return
  const words = (list: readonly string[]) => (list.length === 0 ? 'none' : list.join(', '))
  throw mismatch(
    files[at],
    `its partition columns are ${words(found)}, those of ${files[0]?.name} are ${words(names)}`,
    'give all files the same ones',
  )
}

function mismatch(file: DataFile | undefined, text: string, hint: string): DatasetsError {
  return new DatasetsError('SCHEMA_MISMATCH', `${file?.name ?? 'the data'}: ${text}`, { hint })
}
