import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { finished } from 'node:stream/promises'
import { AppError } from './errors.ts'

/** A value of a column that is written: null where there is none. */
export type Cell = string | number | bigint | null

export interface WrittenColumn {
  readonly name: string
  at(row: number): Cell
}

/** A file of rows that grows by batches. Nothing of it is there before it is whole. */
export interface RowsFile extends AsyncDisposable {
  append(columns: readonly WrittenColumn[], rows: number): Promise<void>
  /** Puts the file in its place. */
  finish(): Promise<void>
}

export type TextFormat = 'csv' | 'jsonl'

/**
 * The format that a name tells.
 * @throws {AppError} `USAGE`.
 */
export function rowsFormat(name: string): TextFormat | 'parquet' {
  const [, ending = ''] = /\.(csv|jsonl|ndjson|parquet|pq)$/i.exec(name) ?? []
  switch (ending.toLowerCase()) {
    case 'csv':
      return 'csv'
    case 'jsonl':
    case 'ndjson':
      return 'jsonl'
    case 'parquet':
    case 'pq':
      return 'parquet'
  }
  throw new AppError('USAGE', `rows cannot be written to a file called ${name}`, { hint: 'let it end in .csv, .jsonl or .parquet' })
}

export async function openRowsFile(file: string, format: TextFormat): Promise<RowsFile> {
  await mkdir(path.dirname(file), { recursive: true })
  const part = `${file}.part`
  const stream = createWriteStream(part)
  // An error comes up where the next batch waits, or at the end.
  const failed = new Promise<never>((_, reject) => void stream.on('error', reject))
  failed.catch(() => undefined)
  let begun = false
  let isWhole = false
  return {
    async append(columns, rows) {
      const head = begun || format === 'jsonl' ? '' : `${columns.map(({ name }) => csvText(name)).join(',')}\n`
      begun = true
      if (!stream.write(head + linesOf(columns, rows, format))) await Promise.race([once(stream, 'drain'), failed])
    },
    async finish() {
      stream.end()
      await Promise.race([finished(stream), failed])
      await rename(part, file)
      isWhole = true
    },
    async [Symbol.asyncDispose]() {
      if (isWhole) return
      // What is still being opened would be there again after it was removed.
      const closed = stream.closed ? null : new Promise<void>((resolve) => stream.once('close', () => resolve()))
      stream.destroy()
      await closed
      await rm(part, { force: true })
    },
  }
}

function linesOf(columns: readonly WrittenColumn[], rows: number, format: TextFormat): string {
  const lines: string[] = []
  for (let row = 0; row < rows; row++) {
    const cells = columns.map((column) => column.at(row))
    if (format === 'csv') lines.push(cells.map(csvCell).join(','))
    else lines.push(`{${columns.map(({ name }, at) => `${JSON.stringify(name)}:${jsonCell(cells[at] ?? null)}`).join(',')}}`)
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

function csvCell(cell: Cell): string {
  if (cell === null) return ''
  return typeof cell === 'string' ? csvText(cell) : String(cell)
}

// An empty text is quoted, as nothing at all stands for a missing value.
function csvText(text: string): string {
  return text === '' || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

// JSON has no NaN, and any integer.
function jsonCell(cell: Cell): string {
  return typeof cell === 'bigint' ? String(cell) : JSON.stringify(cell)
}
