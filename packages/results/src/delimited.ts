import { ResultsError } from './errors.ts'

/** A table of text: names of columns without the spaces around them, and rows of cells. */
export interface Delimited {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/**
 * A table of numbers as training tools log them: one line for each row, no quotes.
 * @throws {ResultsError} `RESULTS_BROKEN` for a line of another length or a quote.
 */
export function readDelimited(text: string, { file, separator }: { readonly file: string; readonly separator: ',' | '\t' }): Delimited {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
  const [head = '', ...rest] = lines
  const columns = head.split(separator).map((cell) => unquoted(cell.trim()))
  const rows = rest.map((line, at) => {
    const cells = line.split(separator).map((cell) => unquoted(cell.trim()))
    if (cells.length === columns.length) return cells
    throw new ResultsError('RESULTS_BROKEN', `${file} line ${at + 2} has ${cells.length} cells, its head ${columns.length}`, {
      hint: 'was it written to its end?',
    })
  })
  return { columns, rows }
}

function unquoted(cell: string): string {
  return cell.length >= 2 && cell.startsWith('"') && cell.endsWith('"') ? cell.slice(1, -1) : cell
}

/** The last cell of each column that holds a number, with its row; columns that hold none are left out. */
export function lastNumbers({ columns, rows }: Delimited): readonly { readonly name: string; readonly value: number; readonly row: number }[] {
  return columns.flatMap((name, column) => {
    const row = rows.findLastIndex((cells) => (cells[column] ?? '') !== '')
    const text = rows[row]?.[column]
    const value = text === undefined ? Number.NaN : numberOf(text)
    return text === undefined || (Number.isNaN(value) && !/^nan$/i.test(text)) ? [] : [{ name, value, row }]
  })
}

/** A number as Python and others write it; NaN for anything else. */
export function numberOf(text: string): number {
  if (/^[+-]?inf(inity)?$/i.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
}
