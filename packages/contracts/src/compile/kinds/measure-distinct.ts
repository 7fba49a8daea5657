import { type Measurer, type Measuring, nothing, type Observation, observed } from './aggregate-observation.ts'
import { type AggregateSource, noValues, rowsOf } from './aggregate-source.ts'

/** How many distinct values come so often. */
interface Frequency {
  readonly times: number
  readonly values: number
}

/** SQL of how many values come how often, `times values` parted by semicolons: few numbers, even of many values. */
export function frequenciesSql(source: AggregateSource): string {
  const values = `select count(*) as times ${rowsOf(source, `${source.value} is not null`)} group by ${source.value}`
  return `(select string_agg(concat_ws(' ', times, n), ';') from (select times, count(*) as n from (${values}) group by times))`
}

/** Reads them, the rarest first. */
export function parseFrequencies(text: unknown): readonly Frequency[] {
  if (typeof text !== 'string' || text === '') return []
  const pairs = text.split(';').map((pair) => pair.split(' ').map(Number))
  return pairs.map(([times = 0, values = 0]) => ({ times, values })).sort((a, b) => a.times - b.times)
}

export const measureDistinctCount: Measurer = (source) => fromFrequencies(source, (all) => observed(distinct(all)), observed(0))
export const measureDistinctShare: Measurer = (source) => fromFrequencies(source, (all) => observed(distinct(all) / total(all)))
export const measureUniqueShare: Measurer = (source) =>
  fromFrequencies(source, (all) => observed((all.find(({ times }) => times === 1)?.values ?? 0) / distinct(all)))
export const measureMostCommonShare: Measurer = (source) => fromFrequencies(source, (all) => observed((all.at(-1)?.times ?? 0) / total(all)))

/** Sum of -p ln(p): ln(n) less the mean of ln(times), which is 0 exactly where there is one value. */
export const measureEntropy: Measurer = (source) =>
  fromFrequencies(source, (all) => {
    const n = total(all)
    return observed(all.reduce((sum, { times, values }) => sum + values * (times / n) * Math.log(n / times), 0))
  })

function fromFrequencies(source: AggregateSource, read: (all: readonly Frequency[]) => Observation, empty?: Observation): Measuring {
  return {
    sql: [frequenciesSql(source)],
    read: ([text]) => {
      const all = parseFrequencies(text)
      return all.length === 0 ? (empty ?? nothing(noValues(source))) : read(all)
    },
  }
}

function distinct(all: readonly Frequency[]): number {
  return all.reduce((sum, { values }) => sum + values, 0)
}
function total(all: readonly Frequency[]): number {
  return all.reduce((sum, { times, values }) => sum + times * values, 0)
}
