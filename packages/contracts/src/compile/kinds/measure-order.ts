import type { Measure } from '../../measure.ts'
import { type Measurer, type Measuring, nothing, type Observation, observed } from './aggregate-observation.ts'
import { type AggregateSource, noValues, over, rowsOf } from './aggregate-source.ts'
import { nanObservation, nanSql } from './measure-odd.ts'

type Quantile = Extract<Measure, { name: 'quantile' }>

export const measureMedian: Measurer = (source) => linear(source, [0.5], ([middle = Number.NaN]) => middle)
export const measureIqr: Measurer = (source) => linear(source, [0.25, 0.75], ([low = Number.NaN, high = Number.NaN]) => high - low)

/** Between the values of ranks floor(h) and ceil(h), h = (n - 1) p from 0, in ascending order. */
export function measureQuantile(source: AggregateSource, { p, interpolation }: Quantile): Measuring {
  if (!(p >= 0 && p <= 1)) return { sql: [], read: () => nothing(`a quantile of ${p} is not within 0 and 1`) }
  if (interpolation === 'linear') return linear(source, [p], ([value = Number.NaN]) => value)
  return {
    sql: [neighboursSql(source, p), over(source, `count(${source.value})`), ...nanSql(source)],
    read: ([text, count, nan]) =>
      nanObservation(source, nan) ??
      (typeof text === 'string'
        ? between(text.split(' ').map(parsedDouble), { rank: (Number(count) - 1) * p, interpolation })
        : nothing(noValues(source))),
  }
}

// An infinity between two values leaves NaN, and the judge then says that there is no number.
function linear(source: AggregateSource, shares: readonly number[], read: (quantiles: readonly number[]) => number): Measuring {
  const values = over(source, `quantile_cont(${source.double}, [${shares.map((share) => `${share}::DOUBLE`).join(', ')}])`)
  return {
    sql: [`array_to_string((${values}), ' ')`, ...nanSql(source)],
    read: ([text, nan]) =>
      nanObservation(source, nan) ??
      (typeof text === 'string' && text !== '' ? observed(read(text.split(' ').map(parsedDouble))) : nothing(noValues(source))),
  }
}

/** SQL of the two values next to a rank, or the one that is at it twice. */
function neighboursSql(source: AggregateSource, p: number): string {
  const rows = rowsOf(source, `${source.value} is not null`)
  const rank = `(select (count(*) - 1) * ${p}::DOUBLE ${rows})`
  const value = (at: string) => `(select ${source.double} ${rows} order by 1 limit 1 offset (select ${at}(${rank})::BIGINT))`
  return `concat_ws(' ', ${value('floor')}, ${value('ceil')})`
}

interface Place {
  readonly rank: number
  readonly interpolation: Exclude<Quantile['interpolation'], 'linear'>
}

function between([low = Number.NaN, high = low]: readonly number[], { rank, interpolation }: Place): Observation {
  switch (interpolation) {
    case 'lower':
      return observed(low)
    case 'higher':
      return observed(high)
    case 'midpoint':
      return observed(low === high ? low : (low + high) / 2)
    case 'nearest':
      return observed(isNearerBelow(rank) ? low : high)
  }
}

// Half way the even rank is taken, as numpy does.
function isNearerBelow(rank: number): boolean {
  const above = rank - Math.floor(rank)
  return above === 0.5 ? Math.floor(rank) % 2 === 0 : above < 0.5
}

function parsedDouble(text: string): number {
  return Number(text.replace('inf', 'Infinity'))
}
