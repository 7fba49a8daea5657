import { type Measuring, nothing, type Observation, observed } from './aggregate-observation.ts'
import { type AggregateSource, over, rowsOf } from './aggregate-source.ts'

/** The most different cells of a table of two columns that are looked at. */
const maxCells = 1_000_000

/** Cells of one kind: the count in each, those of its row and its column, and how many such cells there are. */
interface Cells {
  readonly count: number
  readonly row: number
  readonly column: number
  readonly cells: number
}

/**
 * Cramér's V of the table of the values of two columns, as Great Expectations has it: the chi-square of scipy.stats.chi2_contingency
 * (a table of 2 x 2 with Yates' correction) divided by the number of rows that count, nulls among them, and by the smaller side less 1.
 */
export function measureCramersV(left: AggregateSource, right: AggregateSource): Measuring {
  const both = rowsOf(left, `${left.value} is not null`, `${right.value} is not null`)
  const cells = `select ${left.value} as a, ${right.value} as b, count(*) as o ${both} group by ${left.value}, ${right.value}`
  const sums = `select o, sum(o) over (partition by a) as r, sum(o) over (partition by b) as c from (${cells})`
  const kinds = `select o, r, c, count(*) as k from (${sums}) group by o, r, c limit ${maxCells + 1}`
  return {
    sql: [`(select string_agg(concat_ws(' ', o, r, c, k), ';') from (${kinds}))`, over(left, 'count(*)')],
    read: ([text, rows]) => read(typeof text === 'string' ? text : '', Number(rows), `"${left.column.name}" and "${right.column.name}"`),
  }
}

function read(text: string, rows: number, names: string): Observation {
  const table = text === '' ? [] : text.split(';').map(parseCells).sort(byCounts)
  if (table.length > maxCells) return nothing(`the values of ${names} make more than ${maxCells} cells: too many for a table`)
  const total = table.reduce((sum, { count, cells }) => sum + count * cells, 0)
  const [height, width] = [sides(table, 'row'), sides(table, 'column')]
  const smaller = Math.min(height, width) - 1
  if (smaller < 1) return nothing(`columns ${names} have no two values each, in rows where both have one`)
  const statistic = smaller === 1 && height === width ? corrected(table, total) : pearson(table, { total, all: height * width })
  return observed(Math.min(1, Math.sqrt(statistic / rows / smaller)))
}

function parseCells(text: string): Cells {
  const [count = 0, row = 0, column = 0, cells = 0] = text.split(' ').map(Number)
  return { count, row, column, cells }
}

// Sums of doubles depend on their order.
function byCounts(a: Cells, b: Cells): number {
  return a.count - b.count || a.row - b.row || a.column - b.column
}

/** How many rows (or columns) a table has: each cell is that share of its own. */
function sides(table: readonly Cells[], side: 'row' | 'column'): number {
  return Math.round(table.reduce((sum, cells) => sum + (cells.cells * cells.count) / cells[side], 0))
}

// Empty cells add what is expected of them.
function pearson(table: readonly Cells[], { total, all }: { readonly total: number; readonly all: number }): number {
  const met = table.reduce((sum, { cells }) => sum + cells, 0)
  const expected = (cells: Cells) => (cells.row / total) * cells.column
  const filled = table.reduce((sum, cells) => sum + (cells.cells * (cells.count - expected(cells)) ** 2) / expected(cells), 0)
  return met === all ? filled : filled + total - table.reduce((sum, cells) => sum + cells.cells * expected(cells), 0)
}

// In a table of 2 x 2 all cells are equally far from what is expected of them.
function corrected([any]: readonly Cells[], total: number): number {
  if (!any) return 0
  const { count, row, column } = any
  const far = Math.abs(count - (row / total) * column)
  const counted = far - Math.min(0.5, far)
  return counted ** 2 * (total / row) * (total / (total - row)) * (total / column) * (1 / (total - column))
}
