import { open } from 'node:fs/promises'
import { DatasetsError } from '../errors.ts'
import type { Compression, NamedFormat } from './data-format.ts'

interface Named extends NamedFormat {
  readonly name: string
  readonly path: string
}

/** More than any of the marks below. */
const markBytes = 64

/**
 * Refuses a file whose first bytes are those of something else than its name tells.
 * @throws {DatasetsError} `POINTER_WITHOUT_DATA`, `NOT_PARQUET`, `FORMAT_MISMATCH`, `TEXT_ENCODING`.
 */
export async function requireAsNamed(file: Named): Promise<void> {
  const head = await leadingBytes(file.path)
  refusePointer(file, head)
  const found = markOf(head)
  if (file.format === 'parquet') {
    if (found?.kind === 'parquet') return
    throw new DatasetsError('NOT_PARQUET', `${file.name} is not a Parquet file`, { hint: found ? `it is ${found.what}` : 'name it by what it is' })
  }
  const compression = found?.kind === 'packed' ? found.compression : 'none'
  if (compression === file.compression && (found === null || found.kind === 'packed')) return
  if (found?.kind === 'utf16')
    throw new DatasetsError('TEXT_ENCODING', `${file.name} line 1: the text is UTF-16, not UTF-8`, { hint: 'convert it to UTF-8' })
  const what = found?.what ?? 'not compressed'
  throw new DatasetsError('FORMAT_MISMATCH', `${file.name} is ${what}, and its name tells ${told(file)}`, {
    hint: found?.remedy ?? 'name it without the ending',
  })
}

/**
 * How a file is compressed, by its first bytes.
 * @throws {DatasetsError} none: a file that cannot be opened rejects with the system's error.
 */
export async function compressionOf(path: string): Promise<Compression> {
  const found = markOf(await leadingBytes(path))
  return found?.kind === 'packed' ? found.compression : 'none'
}

async function leadingBytes(path: string): Promise<Buffer> {
  await using file = await open(path)
  const bytes = Buffer.alloc(markBytes)
  const { bytesRead } = await file.read(bytes, 0, markBytes, 0)
  return bytes.subarray(0, bytesRead)
}

const lfsMark = 'version https://git-lfs.github.com/spec/v1'

function refusePointer({ name }: Named, head: Buffer): void {
  if (head.toString('latin1').startsWith(lfsMark))
    throw new DatasetsError('POINTER_WITHOUT_DATA', `${name} is a Git LFS pointer, and its data are not here`, {
      hint: `git lfs pull --include="${name}"`,
    })
}

function told({ format, compression }: Named): string {
  const text = format === 'csv' ? 'delimited text' : 'lines of JSON'
  return compression === 'none' ? `plain ${text}` : `${text} in ${compression}`
}

type Mark =
  | { readonly kind: 'packed'; readonly compression: Compression; readonly what: string; readonly remedy: string }
  | { readonly kind: 'parquet' | 'utf16' | 'other'; readonly what: string; readonly remedy: string }

const unpack = 'unpack it, and name the data files in it'
const marks: readonly (readonly [bytes: string, Mark])[] = [
  ['1f8b', { kind: 'packed', compression: 'gzip', what: 'compressed by gzip', remedy: 'let its name end in .gz' }],
  ['28b52ffd', { kind: 'packed', compression: 'zstd', what: 'compressed by zstd', remedy: 'let its name end in .zst' }],
  ['50415231', { kind: 'parquet', what: 'a Parquet file', remedy: 'let its name end in .parquet' }],
  ['fffe', { kind: 'utf16', what: 'UTF-16', remedy: 'convert it to UTF-8' }],
  ['feff', { kind: 'utf16', what: 'UTF-16', remedy: 'convert it to UTF-8' }],
  ['504b0304', { kind: 'other', what: 'a zip archive, as .xlsx files are', remedy: `${unpack}; a spreadsheet: export it as CSV` }],
  ['d0cf11e0', { kind: 'other', what: 'an old Office file', remedy: 'export it as CSV' }],
  ['425a68', { kind: 'other', what: 'compressed by bzip2', remedy: 'compress it by gzip or zstd' }],
  ['fd377a585a00', { kind: 'other', what: 'compressed by xz', remedy: 'compress it by gzip or zstd' }],
  ['4f626a01', { kind: 'other', what: 'an Avro file', remedy: 'convert it to Parquet' }],
  ['4152524f5731', { kind: 'other', what: 'an Arrow file', remedy: 'convert it to Parquet' }],
]

function markOf(head: Buffer): Mark | null {
  const hex = head.toString('hex')
  return marks.find(([bytes]) => hex.startsWith(bytes))?.[1] ?? null
}
