import { z } from 'zod'
import type { Check, SetMatch } from '../../check.ts'
import type { Measure, MeasureName } from '../../measure.ts'
import { boundKeys, readRange } from './bounds.ts'
import { type Asked, columnKey, type Definition, define, head } from './expectation.ts'
import { readSet, scalarList } from './scalars.ts'

const between = { ...columnKey, ...boundKeys }
const setKeys = { ...columnKey, value_set: scalarList }
const quantileRanges = z.strictObject({
  quantiles: z.array(z.number().min(0).max(1)).min(1),
  value_ranges: z.array(z.tuple([z.number().nullable(), z.number().nullable()])).min(1),
})

type PlainMeasure = Exclude<MeasureName, 'quantile'>

/** Expectations about one number, or the set of values, of a column. Missing values count for nothing. */
export const aggregateExpectations: Readonly<Record<string, Definition>> = {
  expect_column_min_to_be_between: measured('min'),
  expect_column_max_to_be_between: measured('max'),
  expect_column_mean_to_be_between: measured('mean'),
  expect_column_median_to_be_between: measured('median'),
  expect_column_sum_to_be_between: measured('sum'),
  // Divides by n - 1.
  expect_column_stdev_to_be_between: measured('stdev'),
  expect_column_unique_value_count_to_be_between: measured('distinct_count'),
  // "Unique" means distinct here: distinct values among values.
  expect_column_proportion_of_unique_values_to_be_between: measured('distinct_share'),
  expect_column_proportion_of_non_null_values_to_be_between: measured('value_share'),
  expect_column_quantile_values_to_be_between: define(
    { ...columnKey, quantile_ranges: quantileRanges, allow_relative_error: z.unknown().optional() },
    (asked) => quantileChecks(asked),
  ),
  expect_column_distinct_values_to_be_in_set: distinct('subset'),
  expect_column_distinct_values_to_contain_set: distinct('superset'),
  expect_column_distinct_values_to_equal_set: distinct('equal'),
  expect_column_most_common_value_to_be_in_set: define({ ...setKeys, ties_okay: z.boolean().nullish() }, (asked) => [
    { kind: 'most_common', ...ofValues(asked), tiesAllowed: asked.kwargs.ties_okay === true },
  ]),
}

function measured(name: PlainMeasure): Definition {
  return define(between, (asked) => {
    const range = readRange(asked)
    return range ? [aggregate(asked, { name }, range)] : []
  })
}

function aggregate(
  asked: Asked<{ readonly column: string }>,
  measure: Measure,
  { minimum, maximum }: Pick<Extract<Check, { kind: 'aggregate' }>, 'minimum' | 'maximum'>,
  detail = '',
): Check {
  const { column } = asked.kwargs
  return { kind: 'aggregate', ...head(asked, [column], detail), column, measure, where: asked.rows.where, minimum, maximum }
}

function distinct(match: SetMatch): Definition {
  return define(setKeys, (asked) => [{ kind: 'distinct_values', ...ofValues(asked), match }])
}

function ofValues(asked: Asked<{ readonly column: string; readonly value_set: z.output<typeof scalarList> }>) {
  const { column, value_set } = asked.kwargs
  const values = readSet(value_set, { path: [...asked.path, 'value_set'], reader: asked.reader })
  return { ...head(asked, [column]), column, values, where: asked.rows.where }
}

const interpolations = ['linear', 'lower', 'higher', 'midpoint', 'nearest'] as const
type Quantiles = Asked<{
  readonly column: string
  readonly quantile_ranges: z.output<typeof quantileRanges>
  readonly allow_relative_error?: unknown
}>

// Without allow_relative_error the original takes the nearest value, and with a name of pandas' that interpolation. Its other
// settings let Spark and databases answer roughly; ours are exact.
function quantileChecks(asked: Quantiles): readonly Check[] {
  const { path, reader, kwargs } = asked
  const { quantiles, value_ranges } = kwargs.quantile_ranges
  const given = kwargs.allow_relative_error ?? false
  const interpolation = given === false ? 'nearest' : interpolations.find((one) => one === given)
  if (!interpolation)
    reader.refuse('INVALID_VALUE', `"allow_relative_error" cannot be ${JSON.stringify(given)}: quantiles are exact`, {
      path: [...path, 'allow_relative_error'],
      hint: `false, or one of ${interpolations.join(', ')}`,
    })
  if (quantiles.length !== value_ranges.length)
    reader.refuse('INVALID_VALUE', `${quantiles.length} quantiles and ${value_ranges.length} value_ranges`, { path: [...path, 'quantile_ranges'] })
  return value_ranges.flatMap(([low, high], at) => {
    const p = quantiles[at]
    const place = [...path, 'quantile_ranges', 'value_ranges', at]
    if (low === null && high === null) reader.refuse('INVALID_VALUE', 'a range without ends checks nothing', { path: place })
    if (low !== null && high !== null && low > high) reader.refuse('INVALID_VALUE', 'the range starts above its end', { path: place })
    if (p === undefined || !interpolation) return []
    const end = (value: number | null) => (value === null ? null : { value, exclusive: false })
    return [aggregate(asked, { name: 'quantile', p, interpolation }, { minimum: end(low), maximum: end(high) }, `.${p}`)]
  })
}
