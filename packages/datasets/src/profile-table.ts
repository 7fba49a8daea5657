import { type ColumnSource, countedNumbers, countedTexts, countedTimes, type Tally } from './counted-values.ts'
import type { Engine } from './engine.ts'
import { DatasetsError } from './errors.ts'
import { manyNumbers } from './many-numbers.ts'
import { numericSummary } from './numeric-summary.ts'
import { type ColumnProfile, maxDistinct, type Profile, type ProfileShape } from './profile.ts'
import { columnType, requireColumn, type Table } from './table.ts'
import { isoOfMicros, type ResolvedWindow, windowClause } from './window.ts'

type Kind = ColumnProfile['kind']
interface Asked {
  readonly name: string
  /** As the data have it. */
  readonly type: string
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
    asked: columns.map((column) => ({ name: column.name, type: column.type, kind: kindOf(columnType(column)), edges: null })),
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
    const column = requireColumn(table, name)
    const now = kindOf(columnType(column))
    if (now !== kind)
      throw new DatasetsError('SCHEMA_MISMATCH', `${table.files[0]?.name}: column "${name}" is ${now}, in the reference it is ${kind}`)
    return { name, type: column.type, kind, edges: numeric?.edges ?? [] }
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

// One column after another: each query reads its column alone.
async function profileColumns(engine: Engine, { table, window, asked }: Work): Promise<Profile> {
  const from = `${table.relation}${windowClause(table, window)}`
  const [row = []] = await engine.rows(`select count(*) from ${from}`)
  const rows = Number(row[0])
  const columns: ColumnProfile[] = []
  for (const { name, type, kind, edges } of asked) {
    const { count, distinct, ...shape } = await measured(engine, { from, name, type, kind }, edges)
    columns.push({ name, kind, count, missing: rows - count, distinct, ...noShape, ...shape })
  }
  return { schema: 'seaworthy.profile/1', rows, window, columns }
}

const noShape = { numeric: null, categories: null, datetime: null }
type Measured = Omit<ColumnProfile, 'name' | 'kind' | 'missing' | keyof typeof noShape> & Partial<Pick<ColumnProfile, keyof typeof noShape>>

function measured(engine: Engine, source: ColumnSource, edges: readonly number[] | null): Promise<Measured> {
  switch (source.kind) {
    case 'numeric':
      return numbers(engine, source, edges)
    case 'categorical':
      return texts(engine, source)
    case 'datetime':
      return times(engine, source)
  }
}

async function numbers(engine: Engine, source: ColumnSource, edges: readonly number[] | null): Promise<Measured> {
  const found = await countedNumbers(engine, source)
  if (!found) return { distinct: null, ...(await manyNumbers(engine, source, edges)) }
  const count = found.counts.reduce((sum, one) => sum + one, 0)
  return { count, distinct: found.values.length, numeric: numericSummary(found, edges) }
}

async function texts(engine: Engine, source: ColumnSource): Promise<Measured> {
  const { categories, ...tally } = await countedTexts(engine, source)
  return { ...capped(tally), categories }
}

async function times(engine: Engine, source: ColumnSource): Promise<Measured> {
  const { min, max, ...tally } = await countedTimes(engine, source)
  const datetime = typeof min === 'bigint' && typeof max === 'bigint' ? { min: isoOfMicros(min), max: isoOfMicros(max) } : null
  return { ...capped(tally), datetime }
}

function capped({ count, distinct }: Tally): Pick<ColumnProfile, 'count' | 'distinct'> {
  return { count, distinct: distinct > maxDistinct ? null : distinct }
}
