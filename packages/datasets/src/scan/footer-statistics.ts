import { typeFamily } from '@seaworthy/contracts'
import { fileList } from '../data-file.ts'
import type { Engine } from '../engine.ts'
import { type IntegerBounds, type Table, tableRows } from '../table.ts'

/** What the footers of Parquet files say of a column, over all files. */
export interface ColumnStatistics {
  /** Null where a part of the files does not say. */
  readonly nulls: number | null
  /** Least and greatest value: an integer, or microseconds since 1970. Null where a part does not say, or says it inexactly. */
  readonly bounds: IntegerBounds | null
}

export interface Footers {
  readonly rows: number
  readonly statistics: ReadonlyMap<string, ColumnStatistics>
}

export const noFooters: Footers = { rows: 0, statistics: new Map() }

const integers = /^U?(TINYINT|SMALLINT|INTEGER|BIGINT)$/
const times = /^(DATE|TIMESTAMP(_S|_MS)?)$/

/**
 * Reads the footers alone. Only what every row group of every file states is taken. Bounds are taken of integers, dates and times:
 * those of floats leave NaN out, and those of texts may be cut. Nested columns, and names that look like their paths, are left out.
 * Null for files without footers.
 */
export async function readFooters(engine: Engine, table: Table): Promise<Footers | null> {
  if (table.format !== 'parquet') return null
  const rows = await engine.rows(statisticsQuery(table))
  const byPath = new Map(rows.map(([path, ...stated]) => [path, stated]))
  const found = new Map<string, ColumnStatistics>()
  for (const { name, type } of table.columns) {
    const stated = byPath.get(name)
    if (!stated || typeFamily(type) === 'other' || name.includes(', ')) continue
    const [nulls, complete, least, greatest, earliest, latest] = stated
    const pair = integers.test(type) ? [least, greatest] : times.test(type) ? [earliest, latest] : []
    const bounds = complete === true ? boundsOf(pair) : null
    found.set(name, { nulls: typeof nulls === 'bigint' ? Number(nulls) : null, bounds })
  }
  return { rows: tableRows(table), statistics: found }
}

function boundsOf([least, greatest]: readonly unknown[]): ColumnStatistics['bounds'] {
  return typeof least === 'bigint' && typeof greatest === 'bigint' ? { least, greatest } : null
}

// A part of nothing but nulls has no bounds, and needs none. Of the older `stats_min` and `stats_max` no writer tells the order.
const someValues = 'coalesce(stats_null_count < num_values, true)'
const stated = 'stats_min_value is not null and stats_max_value is not null and coalesce(min_is_exact and max_is_exact, true)'

function statisticsQuery({ files }: Table): string {
  const micros = (text: string) => `case when isfinite(try_cast(${text} as TIMESTAMP)) then epoch_us(try_cast(${text} as TIMESTAMP))::HUGEINT end`
  return `select path_in_schema,
  case when count(stats_null_count) = count(*) then sum(stats_null_count)::HUGEINT end,
  bool_and(not ${someValues} or (${stated})),
  min(try_cast(stats_min_value as HUGEINT)), max(try_cast(stats_max_value as HUGEINT)),
  min(${micros('stats_min_value')}), max(${micros('stats_max_value')})
from parquet_metadata(${fileList(files)}) group by path_in_schema`
}
