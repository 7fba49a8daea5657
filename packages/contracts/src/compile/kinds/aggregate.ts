import type { CheckOf } from '../../check.ts'
import type { Measure, MeasureName } from '../../measure.ts'
import type { Compiled } from '../compiled.ts'
import type { CompileData } from '../data.ts'
import { notDecided } from '../row-check.ts'
import { judge, type Measurer, type Measuring } from './aggregate-observation.ts'
import { type AggregateSource, aggregateSource } from './aggregate-source.ts'
import { measureDistinctCount, measureDistinctShare, measureEntropy, measureMostCommonShare, measureUniqueShare } from './measure-distinct.ts'
import { measureIqr, measureMedian, measureQuantile } from './measure-order.ts'
import { measureKurtosis, measureSkewness } from './measure-shape.ts'
import { measureMean, measureStdev, measureStdevPopulation, measureSum, measureVariance } from './measure-sums.ts'
import {
  measureMax,
  measureMaxLength,
  measureMeanLength,
  measureMin,
  measureMinLength,
  measureValueCount,
  measureValueShare,
  measureZeroCount,
} from './measure-values.ts'

const measurers: { readonly [Name in Exclude<MeasureName, 'quantile'>]: Measurer } = {
  min: measureMin,
  max: measureMax,
  sum: measureSum,
  mean: measureMean,
  median: measureMedian,
  stdev: measureStdev,
  stdev_population: measureStdevPopulation,
  variance: measureVariance,
  skewness: measureSkewness,
  kurtosis: measureKurtosis,
  iqr: measureIqr,
  entropy: measureEntropy,
  zero_count: measureZeroCount,
  value_count: measureValueCount,
  value_share: measureValueShare,
  distinct_count: measureDistinctCount,
  distinct_share: measureDistinctShare,
  unique_share: measureUniqueShare,
  most_common_share: measureMostCommonShare,
  min_length: measureMinLength,
  max_length: measureMaxLength,
  mean_length: measureMeanLength,
}

/** Measures of the values as such, whatever their type. */
const ofAnyType: ReadonlySet<MeasureName> = new Set([
  'entropy',
  'value_count',
  'value_share',
  'distinct_count',
  'distinct_share',
  'unique_share',
  'most_common_share',
])
const ofOrder: ReadonlySet<MeasureName> = new Set(['min', 'max'])
const ofTexts: ReadonlySet<MeasureName> = new Set(['min_length', 'max_length', 'mean_length'])

/** A number about the values of a column within bounds. What each measure is stands in `measureMeanings`. */
export function compileAggregate(check: CheckOf<'aggregate'>, data: CompileData): Compiled {
  const source = aggregateSource(check, data)
  if ('message' in source) return notDecided(source.message)
  const wrong = wrongType(check.measure, source)
  if (wrong !== null) return notDecided(wrong)
  const measuring = measured(check, source)
  return { kind: 'scalars', sql: measuring.sql, offenders: null, read: (values) => judge(measuring.read(values), check) }
}

function measured({ measure, minimum, maximum }: CheckOf<'aggregate'>, source: AggregateSource): Measuring {
  if (measure.name === 'quantile') return measureQuantile(source, measure)
  return measurers[measure.name](source, { bounds: { minimum, maximum } })
}

function wrongType({ name }: Measure, { column, family }: AggregateSource): string | null {
  const number = family === 'integer' || family === 'number'
  const fits = ofAnyType.has(name) || (ofOrder.has(name) ? family !== 'other' : ofTexts.has(name) ? family === 'string' : number)
  if (fits) return null
  const wanted = ofOrder.has(name) ? 'a type with an order' : ofTexts.has(name) ? 'string' : 'number'
  return `column "${column.name}" is ${column.type}, not ${wanted}, and has no ${name.replaceAll('_', ' ')}`
}
