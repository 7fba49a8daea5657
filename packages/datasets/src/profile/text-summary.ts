import type { TextProfile } from '../profile.ts'
import type { Aggregates } from './aggregates.ts'
import { profiledValue, type SourceColumn } from './source.ts'

export interface CountedText {
  readonly count: number
  readonly text: TextProfile | null
}

/** Blanks, tabs, line ends and the like, and nothing else. */
const blank = /^[\t-\r ]+$/

/** What a profile says of texts, from each of them and how often it occurs. */
export function textSummary(entries: readonly (readonly [text: string, count: number])[]): TextProfile | null {
  let [minLength, maxLength, length, count, empty, blanks] = [Infinity, 0, 0, 0, 0, 0]
  for (const [text, times] of entries) {
    const points = codePoints(text)
    minLength = Math.min(minLength, points)
    maxLength = Math.max(maxLength, points)
    length += points * times
    count += times
    if (text === '') empty += times
    else if (blank.test(text)) blanks += times
  }
  return count === 0 ? null : { minLength, meanLength: meanLength(length, count), maxLength, empty, blank: blanks }
}

/** The same of a column with too many texts to take them out. */
export function textAggregates(column: SourceColumn): Aggregates<CountedText> {
  const value = profiledValue(column)
  const length = `length(${value})`
  // Texts compare by their first bytes: few begin with a blank, and only those meet the pattern.
  const blanks = `count_if(case when ${value} < '!' then regexp_full_match(${value}, '[\\t-\\r ]+') end)`
  return {
    sql: [`count(${value})`, `min(${length})`, `max(${length})`, `sum(${length})`, `count_if(${length} = 0)`, blanks],
    read: (values) => {
      const [count = 0, min = 0, max = 0, sum = 0, empty = 0, blank = 0] = values.map(Number)
      return { count, text: count === 0 ? null : { minLength: min, meanLength: meanLength(sum, count), maxLength: max, empty, blank } }
    },
  }
}

function meanLength(sum: number, count: number): number {
  return Number((sum / count).toPrecision(12))
}

function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
