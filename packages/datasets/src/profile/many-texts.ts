import { quoteText } from '@seaworthy/contracts'
import { type Measured, nothingMeasured } from '../counted-values.ts'
import { type CategoryCount, maxCategories, maxTopValues } from '../profile.ts'
import { runAggregates } from './aggregates.ts'
import { groupedCounts } from './grouped-counts.ts'
import type { Sample } from './profile-sample.ts'
import { profiledValue, type Source, type SourceColumn } from './source.ts'
import { type CountedText, textAggregates } from './text-summary.ts'

export type ManyText = SourceColumn & { readonly known: readonly string[] }

/** What comes so often in a sample of 50,000 rows is no accident. */
const leastOften = 5
/** Longer texts are no categories. */
const maxCategoryLength = 500

/**
 * Texts of a large table with too many values to group all of its rows by: only those that come five times in the sample, or that a
 * reference names, are counted, over all rows.
 */
export async function manyTexts(source: Source, sample: Sample, columns: readonly ManyText[]): Promise<readonly Measured[]> {
  const counted = await textSummaries(source, columns)
  const candidates: (readonly string[])[] = []
  for (const column of columns) candidates.push(await candidatesOf(source, sample, column))
  const keys = columns.map((column, at) => {
    const value = profiledValue(column)
    return {
      stored: `case when ${value} in (${(candidates[at] ?? []).map(quoteText).join(', ') || "''"}) then ${value} end`,
      value: '{k}',
      isNumber: false,
    }
  })
  const asked = keys.filter((_, at) => (candidates[at] ?? []).length > 0)
  const grouped = await groupedCounts(source, asked, maxCategories)
  return columns.map((_, at) => {
    const key = keys[at]
    const entries = key ? (grouped[asked.indexOf(key)]?.entries ?? []) : []
    const categories = entries.map(([value, count]): CategoryCount => ({ value: String(value), count }))
    return { ...nothingMeasured, ...counted[at], categories, topValues: categories.slice(0, maxTopValues) }
  })
}

/** Counts and lengths of texts, by one scan. */
export async function textSummaries(source: Source, columns: readonly SourceColumn[]): Promise<readonly CountedText[]> {
  return await runAggregates(source, columns.map(textAggregates))
}

async function candidatesOf({ engine }: Source, { relation }: Sample, column: ManyText): Promise<readonly string[]> {
  const repeated = `select ${profiledValue(column)} as v, count(*) as n from ${relation} group by 1 having n >= ${leastOften} and v is not null and length(v) <= ${maxCategoryLength}`
  const rows = await engine.rows(`select v from (${repeated}) order by n desc, v limit ${maxCategories}`)
  return [...new Set([...rows.map(([value]) => String(value)), ...column.known])]
}
