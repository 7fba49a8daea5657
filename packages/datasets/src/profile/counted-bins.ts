import { groupedCounts } from './grouped-counts.ts'
import { isColumnar, type Source } from './source.ts'
import { binSql, type ValueBins } from './value-bins.ts'

/** Fine bins of a column of numbers, and how many values lie in each. */
export type CountedBins = readonly (readonly [bin: number, count: number])[]

export interface BinnedColumn {
  /** SQL of the number, null where missing. */
  readonly value: string
  readonly bins: ValueBins
}

const fewRows = 200_000
/** More than there can be. */
const maxBins = 10_000_000

/** Counts the values in the bins of each column; bins without any are left out. */
export async function countedBins(source: Source, columns: readonly BinnedColumn[]): Promise<readonly CountedBins[]> {
  if (!isColumnar(source) || source.rows <= fewRows) return await countedTogether(source, columns)
  const queries = columns.map(({ value, bins }) => `select ${binSql(value, bins)} as bin, count(*)::DOUBLE from ${source.from} group by 1`)
  const found = await source.engine.rowsOfEach(queries)
  return found.map((rows) => rows.filter(([bin]) => bin !== null).map(([bin, count]) => [Number(bin), Number(count)] as const))
}

async function countedTogether(source: Source, columns: readonly BinnedColumn[]): Promise<readonly CountedBins[]> {
  const keys = columns.map(({ value, bins }) => ({ stored: binSql(value, bins), value: '{k}::DOUBLE', isNumber: true }))
  return (await groupedCounts(source, keys, maxBins)).map(({ entries }) => entries.map(([bin, count]) => [Number(bin), count]))
}
