import { DatasetsError } from '../errors.ts'

/** `csv` is any delimited text, tabs included. */
export type DataFormat = 'parquet' | 'csv' | 'jsonl'
export type Compression = 'none' | 'gzip' | 'zstd'

/** What a name says of a file. */
export interface NamedFormat {
  readonly format: DataFormat
  readonly compression: Compression
  /** Between the values of a delimited text. */
  readonly delimiter: ',' | '\t'
}

const endings: readonly (readonly [RegExp, DataFormat])[] = [
  [/\.(parquet|pq)$/i, 'parquet'],
  [/\.(csv|tsv|tab)$/i, 'csv'],
  [/\.(jsonl|ndjson)$/i, 'jsonl'],
]
const readable = 'data are .parquet, .csv, .tsv or .jsonl, the texts also as .gz or .zst'

/**
 * The format that a name tells, or null where it tells none of ours.
 * @example formatOfName('a/b.tsv.gz') // { format: 'csv', compression: 'gzip', delimiter: '\t' }
 */
export function formatOfName(name: string): NamedFormat | null {
  const [, bare = name, packed = ''] = /^(.*?)(\.gz|\.gzip|\.zst|\.zstd)?$/is.exec(name) ?? []
  const format = endings.find(([ending]) => ending.test(bare))?.[1]
  if (format === undefined) return null
  const compression = packed === '' ? 'none' : packed.toLowerCase().startsWith('.gz') ? 'gzip' : 'zstd'
  return { format, compression, delimiter: /\.(tsv|tab)$/i.test(bare) ? '\t' : ',' }
}

/**
 * The format of a file: as it was given, else as its name tells.
 * @throws {DatasetsError} `UNKNOWN_FORMAT`.
 */
export function requireFormat(name: string, given: DataFormat | null): NamedFormat {
  const named = formatOfName(name)
  const found: NamedFormat | null = given === null ? named : { compression: 'none', delimiter: ',', ...named, format: given }
  if (!found) throw new DatasetsError('UNKNOWN_FORMAT', `${name} has no ending that tells its format`, { hint: readable })
  if (found.format === 'parquet' && found.compression !== 'none')
    throw new DatasetsError('UNKNOWN_FORMAT', `${name}: a Parquet file is compressed inside, not around`, { hint: 'unpack it' })
  return found
}
