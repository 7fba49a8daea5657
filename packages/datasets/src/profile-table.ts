import { quoteIdentifier } from '@seaworthy/contracts'
import type { Engine } from './engine.ts'
import { DatasetsError } from './errors.ts'
import {
  type CategoryCount,
  type ColumnProfile,
  maxCategories,
  maxDistinct,
  type NumericProfile,
  type Profile,
  type ProfileShape,
  quantileBins,
} from './profile.ts'
import { columnType, requireColumn, type Table } from './table.ts'
import { isoOfMicros, type ResolvedWindow, windowClause } from './window.ts'

type Kind = ColumnProfile['kind']
interface Asked {
  readonly name: string
  readonly kind: Kind
  /** The edges of a reference; null to make them from these data. */
  readonly edges: readonly number[] | null
}

export interface ProfileQuestion {
  readonly window: ResolvedWindow | null
  readonly omit?: readonly string[]
}

/** Every column but the omitted: integers and numbers numeric, texts and truth values categorical, dates and timestamps datetime. */
export async function profileTable(engine: Engine, table: Table, { window, omit = [] }: ProfileQuestion): Promise<Profile> {
  const columns = table.columns.filter(({ name }) => !omit.includes(name))
  return profileColumns(engine, {
    table,
    window,
    asked: columns.map((column) => ({ name: column.name, kind: kindOf(columnType(column)), edges: null })),
  })
}

/**
 * The columns of a reference, counted on other rows with the reference's own edges.
 * @throws {DatasetsError} `COLUMN_MISSING`, `SCHEMA_MISMATCH` where a column has become another kind.
 */
export async function profileLike(
  engine: Engine,
  table: Table,
  { window, reference }: { readonly window: ResolvedWindow | null; readonly reference: ProfileShape },
): Promise<Profile> {
  const asked = reference.columns.map(({ name, kind, numeric }): Asked => {
    const now = kindOf(columnType(requireColumn(table, name)))
    if (now !== kind)
      throw new DatasetsError('SCHEMA_MISMATCH', `${table.files[0]?.name}: column "${name}" is ${now}, in the reference it is ${kind}`)
    return { name, kind, edges: numeric?.edges ?? [] }
  })
  return profileColumns(engine, { table, window, asked })
}

function kindOf(type: ReturnType<typeof columnType>): Kind {
  if (type === 'integer' || type === 'number') return 'numeric'
  return type === 'date' || type === 'timestamp' ? 'datetime' : 'categorical'
}

interface Work {
  readonly table: Table
  readonly window: ResolvedWindow | null
  readonly asked: readonly Asked[]
}

async function profileColumns(engine: Engine, { table, window, asked }: Work): Promise<Profile> {
  const from = `${table.relation}${windowClause(table, window)}`
  const first = await summaries(engine, { from, asked })
  const shapes = await numericShapes(engine, { from, asked, summaries: first.columns })
  const columns: ColumnProfile[] = []
  for (const [at, { name, kind }] of asked.entries()) {
    const { count, distinct, low, high } = first.columns[at] ?? noSummary
    const datetime =
      kind === 'datetime' && typeof low === 'bigint' && typeof high === 'bigint' ? { min: isoOfMicros(low), max: isoOfMicros(high) } : null
    const categories = kind === 'categorical' ? await topCategories(engine, { from, name }) : null
    columns.push({ name, kind, count, missing: first.rows - count, distinct, numeric: shapes[at] ?? null, categories, datetime })
  }
  return { schema: 'seaworthy.profile/1', rows: first.rows, window, columns }
}

interface Summary {
  readonly count: number
  readonly distinct: number | null
  readonly low: unknown
  readonly high: unknown
  readonly sum: number
  readonly quantiles: readonly number[]
}
const noSummary: Summary = { count: 0, distinct: 0, low: null, high: null, sum: 0, quantiles: [] }

/** SQL of a column in the form that is profiled, missing values null. */
function profiled({ name, kind }: Pick<Asked, 'name' | 'kind'>): string {
  const column = quoteIdentifier(name)
  if (kind === 'numeric') return `case when isfinite(${column}::DOUBLE) then ${column}::DOUBLE end`
  return kind === 'datetime' ? `epoch_us(${column}::TIMESTAMP)` : `${column}::VARCHAR`
}

const fields = 6

async function summaries(
  engine: Engine,
  { from, asked }: { readonly from: string; readonly asked: readonly Asked[] },
): Promise<{ rows: number; columns: readonly Summary[] }> {
  const steps = Array.from({ length: quantileBins - 1 }, (_, at) => (at + 1) / quantileBins).join(', ')
  const items = asked.flatMap((column) => {
    const value = profiled(column)
    const distinct = `(select count(*) from (select distinct ${value} as v from ${from}) where v is not null)`
    const ends = column.kind === 'categorical' ? ['null', 'null'] : [`min(${value})`, `max(${value})`]
    const moments = column.kind === 'numeric' ? [`fsum(${value})`, column.edges ? 'null' : `quantile_disc(${value}, [${steps}])`] : ['null', 'null']
    return [`count(${value})`, distinct, ...ends, ...moments]
  })
  const [row = []] = await engine.rows(`select ${['count(*)', ...items].join(', ')} from ${from}`)
  return { rows: Number(row[0]), columns: asked.map((_, at) => summary(row.slice(1 + at * fields, 1 + (at + 1) * fields))) }
}

function summary([count, distinct, low, high, sum, quantiles]: readonly unknown[]): Summary {
  const values = Number(distinct)
  return { count: Number(count), distinct: values > maxDistinct ? null : values, low, high, sum: Number(sum ?? 0), quantiles: listed(quantiles) }
}

function listed(value: unknown): readonly number[] {
  return typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items) ? value.items.map(Number) : []
}

interface Shaping {
  readonly from: string
  readonly asked: readonly Asked[]
  readonly summaries: readonly Summary[]
}

// A second pass: deviations from the known mean, and counts up to each edge.
async function numericShapes(engine: Engine, { from, asked, summaries: known }: Shaping): Promise<readonly (NumericProfile | null)[]> {
  const plans = asked.map((column, at) => {
    const found = known[at] ?? noSummary
    if (column.kind !== 'numeric' || found.count === 0) return null
    const mean = found.sum / found.count
    const edges = column.edges ?? innerEdges(found)
    const value = profiled(column)
    const squares = `fsum((${value} - ${double(mean)}) ** 2)`
    return { found, mean, edges, items: [squares, ...edges.map((edge) => `count(*) filter (where ${value} <= ${double(edge)})`)] }
  })
  const items = plans.flatMap((plan) => plan?.items ?? [])
  const [row = []] = items.length === 0 ? [] : await engine.rows(`select ${items.join(', ')} from ${from}`)
  let next = 0
  return plans.map((plan) => {
    if (!plan) return null
    const [squares = 0, ...upTo] = row.slice(next, next + plan.items.length).map(Number)
    next += plan.items.length
    return shape(plan, squares, upTo)
  })
}

interface Plan {
  readonly found: Summary
  readonly mean: number
  readonly edges: readonly number[]
}

function shape({ found, mean, edges }: Plan, squares: number, upTo: readonly number[]): NumericProfile {
  const counts = [...upTo, found.count].map((total, at) => total - (upTo[at - 1] ?? 0))
  const standardDeviation = found.count > 1 ? rounded(Math.sqrt(squares / (found.count - 1))) : 0
  return { min: Number(found.low), max: Number(found.high), mean: rounded(mean), standardDeviation, edges, counts }
}

// The greatest value is no edge: nothing would lie above it. Equal quantiles are one edge.
function innerEdges({ quantiles, high }: Summary): readonly number[] {
  return [...new Set(quantiles)].filter((edge) => edge < Number(high))
}

// Sums differ in their last digits with the number of threads.
function rounded(value: number): number {
  return Number(value.toPrecision(12))
}

function double(value: number): string {
  return `'${value}'::DOUBLE`
}

async function topCategories(engine: Engine, { from, name }: { readonly from: string; readonly name: string }): Promise<readonly CategoryCount[]> {
  const value = profiled({ name, kind: 'categorical' })
  const rows = await engine.rows(
    `select v, n from (select ${value} as v, count(*) as n from ${from} group by 1) where v is not null order by n desc, v limit ${maxCategories}`,
  )
  return rows.map(([text, count]) => ({ value: String(text), count: Number(count) }))
}
