import { quoteIdentifier } from '@seaworthy/contracts'
import { type CountedValues, numericSummary, type OddNumbers } from './numeric-summary.ts'
import { type Grouped, groupedCounts, type Key } from './profile/grouped-counts.ts'
import type { Source, SourceColumn } from './profile/source.ts'
import { textSummary } from './profile/text-summary.ts'
import { timeSummary } from './profile/time-summary.ts'
import { type CategoryCount, type ColumnProfile, maxCategories, maxDistinct, maxTopValues } from './profile.ts'

/** What is measured of a column, but its name and kind. */
export type Measured = Pick<ColumnProfile, 'count' | 'distinct' | 'numeric' | 'categories' | 'datetime' | 'text' | 'trueShare' | 'topValues'>
export const nothingMeasured: Measured = {
  count: 0,
  distinct: null,
  numeric: null,
  categories: null,
  datetime: null,
  text: null,
  trueShare: null,
  topValues: null,
}

export type CountedColumn = SourceColumn & { readonly edges: readonly number[] | null }

/** Columns of which each value is counted; null for numbers and times of more than {@link maxDistinct}: those are counted otherwise. */
export async function countedColumns(source: Source, columns: readonly CountedColumn[]): Promise<readonly (Measured | null)[]> {
  const grouped = await groupedCounts(source, columns.map(keyOf), maxDistinct + 1)
  return columns.map((column, at) => {
    const found = grouped[at]
    return found ? measured(column, found) : null
  })
}

// Groups as stored, which DuckDB does fastest, and converts the few groups. Of other types, such as intervals, equal values may have
// different texts: those are converted first.
function keyOf({ name, type, kind }: SourceColumn): Key {
  const column = quoteIdentifier(name)
  if (kind === 'numeric') return { stored: column, value: '{k}::DOUBLE', isNumber: true }
  if (kind === 'datetime') return { stored: column, value: 'epoch_us({k}::TIMESTAMP)::VARCHAR', isNumber: false }
  const asStored = type === 'VARCHAR' || type === 'BOOLEAN'
  return { stored: asStored ? column : `${column}::VARCHAR`, value: '{k}::VARCHAR', isNumber: false }
}

function measured(column: CountedColumn, found: Grouped): Measured | null {
  switch (column.kind) {
    case 'numeric':
      return found.groups > maxDistinct ? null : ofNumbers(found, column.edges)
    case 'datetime':
      return found.groups > maxDistinct ? null : ofTimes(found)
    case 'categorical':
      return ofTexts(found, column.type)
  }
}

function ofNumbers({ entries }: Grouped, edges: readonly number[] | null): Measured {
  const times = (of: (value: number) => boolean) => entries.reduce((sum, [value, count]) => (of(Number(value)) ? sum + count : sum), 0)
  const odd: OddNumbers = { nans: times(Number.isNaN), infinities: times((value) => Math.abs(value) === Infinity) }
  const finite = entries.filter(([value]) => Number.isFinite(value))
  const counted = countedValues(finite)
  const topValues = finite.slice(0, maxTopValues).map(([value, count]) => ({ value: String(Number(value) + 0), count }))
  const count = counted.counts.reduce((sum, one) => sum + one, 0)
  return { ...nothingMeasured, count, distinct: counted.values.length, numeric: numericSummary(counted, edges, odd), topValues }
}

// 0 and -0 are one group, whichever came first.
function countedValues(entries: Grouped['entries']): CountedValues {
  const ascending = entries.map(([value, count]) => [Number(value) + 0, count] as const).toSorted(([one], [other]) => one - other)
  return { values: Float64Array.from(ascending, ([value]) => value), counts: Float64Array.from(ascending, ([, count]) => count) }
}

function ofTimes({ rows, groups, entries }: Grouped): Measured {
  return { ...nothingMeasured, count: rows, distinct: groups, datetime: timeSummary(entries.map(([value]) => BigInt(value))) }
}

function ofTexts({ rows, groups, entries }: Grouped, type: string): Measured {
  const all = entries.map(([value, count]): CategoryCount => ({ value: String(value), count }))
  const categories = all.slice(0, maxCategories)
  const trues = all.find(({ value }) => value === 'true')?.count ?? 0
  const isText = type === 'VARCHAR' && groups <= maxDistinct
  return {
    ...nothingMeasured,
    count: rows,
    distinct: groups > maxDistinct ? null : groups,
    categories,
    topValues: categories.slice(0, maxTopValues),
    text: isText ? textSummary(all.map(({ value, count }) => [value, count])) : null,
    trueShare: type === 'BOOLEAN' && rows > 0 ? trues / rows : null,
  }
}
