import { inline } from './inline.ts'
import { paint, type Span, widthOf, wrap } from './styled-text.ts'

type Align = 'left' | 'right' | 'center'
const smallestColumn = 8

/** A table of our Markdown with drawn borders; cells wrap where the terminal is narrow. */
export function table(lines: readonly string[], { color, width }: { readonly color: boolean; readonly width: number }): readonly string[] {
  const [head = '', delimiters = '', ...body] = lines
  const alignments = cellsOf(delimiters).map(alignmentOf)
  const rows = [cellsOf(head).map((cell) => inline(cell, 'bold')), ...body.map((line) => cellsOf(line).map((cell) => inline(cell)))]
  const widths = columnWidths(rows, alignments.length, width)
  const rule = (left: string, middle: string, right: string) => left + widths.map((column) => '─'.repeat(column + 2)).join(middle) + right
  const written = rows.map((row) => rowLines(row, { widths, alignments, color }))
  return [rule('┌', '┬', '┐'), ...(written[0] ?? []), rule('├', '┼', '┤'), ...written.slice(1).flat(), rule('└', '┴', '┘')]
}

function cellsOf(line: string): readonly string[] {
  return line
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim())
}

function alignmentOf(delimiter: string): Align {
  if (delimiter.startsWith(':') && delimiter.endsWith(':')) return 'center'
  return delimiter.endsWith(':') ? 'right' : 'left'
}

/** Natural widths, then one column less of the widest until the table fits, never under a readable width. */
function columnWidths(rows: readonly (readonly (readonly Span[])[])[], columns: number, width: number): number[] {
  const widths = Array.from({ length: columns }, (_, at) => Math.max(1, ...rows.map((row) => widthOf(row[at] ?? []))))
  const room = width - 3 * columns - 1
  for (let total = widths.reduce((sum, one) => sum + one, 0); total > room; total--) {
    const widest = widths.indexOf(Math.max(...widths))
    if ((widths[widest] ?? 0) <= smallestColumn) break
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  return widths
}

interface RowStyle {
  readonly widths: readonly number[]
  readonly alignments: readonly Align[]
  readonly color: boolean
}

function rowLines(row: readonly (readonly Span[])[], { widths, alignments, color }: RowStyle): readonly string[] {
  const cells = widths.map((width, at) => wrap(row[at] ?? [], width))
  const height = Math.max(...cells.map((cell) => cell.length))
  return Array.from({ length: height }, (_, line) => {
    const texts = cells.map((cell, at) => aligned(cell[line] ?? [], { width: widths[at] ?? 0, align: alignments[at] ?? 'left', color }))
    return `│ ${texts.join(' │ ')} │`
  })
}

function aligned(
  spans: readonly Span[],
  { width, align, color }: { readonly width: number; readonly align: Align; readonly color: boolean },
): string {
  const gap = Math.max(0, width - widthOf(spans))
  const before = align === 'right' ? gap : align === 'center' ? Math.floor(gap / 2) : 0
  return ' '.repeat(before) + paint(spans, color) + ' '.repeat(gap - before)
}
