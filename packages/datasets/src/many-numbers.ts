import { quoteIdentifier } from '@seaworthy/contracts'
import { type ColumnSource, profiledValue } from './counted-values.ts'
import type { Engine } from './engine.ts'
import { innerEdges, numericProfile } from './numeric-summary.ts'
import { type NumericProfile, quantileBins } from './profile.ts'

interface FirstPass {
  readonly count: number
  readonly min: number
  readonly max: number
  readonly mean: number
  readonly quantiles: readonly number[]
}

/** A column with too many values to take them all out of DuckDB: two passes, the second for deviations from the mean and bins. */
export async function manyNumbers(
  engine: Engine,
  source: ColumnSource,
  edges: readonly number[] | null,
): Promise<{ readonly count: number; readonly numeric: NumericProfile }> {
  const value = profiledValue(quoteIdentifier(source.name), source.kind)
  const first = await firstPass(engine, { value, from: source.from, quantiles: edges === null })
  const used = edges ?? innerEdges(first.quantiles, first.max)
  const squares = `fsum((${value} - ${double(first.mean)}) ** 2)`
  const upTo = used.map((edge) => `count(*) filter (where ${value} <= ${double(edge)})`)
  const [row = []] = await engine.rows(`select ${[squares, ...upTo].join(', ')} from ${source.from}`)
  const [sum = 0, ...totals] = row.map(Number)
  return { count: first.count, numeric: numericProfile({ ...first, squares: sum, edges: used, upTo: totals }) }
}

interface FirstQuestion {
  /** SQL. */
  readonly value: string
  readonly from: string
  readonly quantiles: boolean
}

async function firstPass(engine: Engine, { value, from, quantiles }: FirstQuestion): Promise<FirstPass> {
  const steps = Array.from({ length: quantileBins - 1 }, (_, at) => (at + 1) / quantileBins).join(', ')
  const items = [`count(${value})`, `min(${value})`, `max(${value})`, `fsum(${value})`, quantiles ? `quantile_disc(${value}, [${steps}])` : 'null']
  const [row = []] = await engine.rows(`select ${items.join(', ')} from ${from}`)
  const [count = 0, min = 0, max = 0, sum = 0] = row.slice(0, 4).map(Number)
  return { count, min: min + 0, max: max + 0, mean: sum / count, quantiles: listed(row[4]) }
}

function listed(value: unknown): readonly number[] {
  return typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items) ? value.items.map(Number) : []
}

function double(value: number): string {
  return `'${value}'::DOUBLE`
}
