import { z } from 'zod'
import { quoteIdentifier } from '../../sql/sql-text.ts'
import { boundKeys, readRange } from './bounds.ts'
import { type Asked, columnKey, type Definition, define, head, mostlyKey } from './expectation.ts'
import { readSet, scalarList } from './scalars.ts'

const ofValues = { ...columnKey, ...mostlyKey }
const flag = z.boolean().nullish()

/** Expectations of which each value of a column meets or fails one; missing values are passed over, but where they are the matter. */
export const valueExpectations: Readonly<Record<string, Definition>> = {
  // The share of `mostly` is of all rows here.
  expect_column_values_to_not_be_null: define(ofValues, (asked) => [{ kind: 'not_null', ...ofColumn(asked) }]),
  expect_column_values_to_be_null: define(ofValues, (asked) => [{ kind: 'is_null', ...ofColumn(asked) }]),
  // `duplicated(keep=False)`: each of two equal values fails.
  expect_column_values_to_be_unique: define(ofValues, (asked) => {
    const { column, ...rest } = ofColumn(asked)
    return [{ kind: 'unique', ...rest, columns: [column], count: 'all' }]
  }),
  expect_column_values_to_be_between: define({ ...ofValues, ...boundKeys }, (asked) => {
    const range = readRange(asked)
    return range ? [{ kind: 'range', ...ofColumn(asked), ...range }] : []
  }),
  expect_column_values_to_be_in_set: define({ ...ofValues, value_set: scalarList }, (asked) => [
    { kind: 'in_set', ...ofColumn(asked), values: values(asked) },
  ]),
  expect_column_values_to_not_be_in_set: define({ ...ofValues, value_set: scalarList }, (asked) => [
    { kind: 'not_in_set', ...ofColumn(asked), values: values(asked) },
  ]),
  expect_column_values_to_be_increasing: ordered('increasing'),
  expect_column_values_to_be_decreasing: ordered('decreasing'),
  // The original fails a score that equals the threshold, too. Standard deviations divide by n - 1 in both.
  expect_column_value_z_scores_to_be_less_than: define({ ...ofValues, threshold: z.number(), double_sided: flag }, (asked) => {
    const { threshold, double_sided } = asked.kwargs
    const sides = double_sided === false ? 'above' : 'both'
    return [{ kind: 'z_score', ...ofColumn(asked), threshold: sides === 'both' ? Math.abs(threshold) : threshold, sides }]
  }),
  expect_column_values_to_not_be_outliers: define(
    { ...ofValues, method: z.enum(['iqr', 'std']).nullish(), multiplier: z.number().nonnegative().nullish() },
    (asked) => (asked.kwargs.method === 'std' ? notBeyondDeviations(asked) : notBeyondFences(asked)),
  ),
  expect_column_value_lengths_to_be_between: define({ ...ofValues, ...boundKeys }, (asked) => lengthsBetween(asked)),
  expect_column_value_lengths_to_equal: define({ ...ofValues, value: z.int().nonnegative() }, (asked) => {
    const { value } = asked.kwargs
    return [{ kind: 'length', unit: 'code_points', ...ofColumn(asked), minimum: value, maximum: value }]
  }),
}

type OfColumn = Asked<{ readonly column: string }>

export function ofColumn(asked: OfColumn) {
  const { column } = asked.kwargs
  return { ...head(asked, [column]), ...asked.rows, column }
}

function values(asked: Asked<{ readonly value_set: z.output<typeof scalarList> }>) {
  return readSet(asked.kwargs.value_set, { path: [...asked.path, 'value_set'], reader: asked.reader })
}

function ordered(direction: 'increasing' | 'decreasing'): Definition {
  return define({ ...ofValues, strictly: flag }, (asked) => [
    { kind: 'ordered', ...ofColumn(asked), direction, strict: asked.kwargs.strictly === true, within: [] },
  ])
}

function lengthsBetween(asked: Asked<{ readonly column: string } & Parameters<typeof readRange>[0]['kwargs']>) {
  const range = readRange(asked)
  if (!range) return []
  const { minimum, maximum, type } = range
  if (type !== 'number') {
    asked.reader.refuse('INVALID_VALUE', 'min_value and max_value are numbers', { path: asked.path })
    return []
  }
  const low = minimum && (minimum.exclusive ? Math.floor(Number(minimum.value)) + 1 : Math.ceil(Number(minimum.value)))
  const high = maximum && (maximum.exclusive ? Math.ceil(Number(maximum.value)) - 1 : Math.floor(Number(maximum.value)))
  return [{ kind: 'length' as const, unit: 'code_points' as const, ...ofColumn(asked), minimum: low, maximum: high }]
}

type Outliers = Asked<{ readonly column: string; readonly multiplier?: number | null | undefined }>
const usualMultiplier = 1.5

function notBeyondDeviations(asked: Outliers) {
  const threshold = asked.kwargs.multiplier ?? usualMultiplier
  return [{ kind: 'z_score' as const, ...ofColumn(asked), threshold, sides: 'both' as const }]
}

// Tukey's fences: beyond the quartiles (interpolated linearly) by so many times their distance. The fences themselves are within.
function notBeyondFences(asked: Outliers) {
  const { path, reader, rows, kwargs, object } = asked
  if (rows.where !== null || rows.condition.unit === 'passing') {
    reader.refuse('UNSUPPORTED_CHECK', 'fences by quartiles are checked on all rows, without exceptions', {
      path,
      hint: 'leave out mostly and row_condition, or use method std',
    })
    return []
  }
  const [column, table] = [quoteIdentifier(kwargs.column), quoteIdentifier(object)]
  const reach = `${kwargs.multiplier ?? usualMultiplier} * (q.high - q.low)`
  const quartiles = `select quantile_cont(${column}, 0.25) as low, quantile_cont(${column}, 0.75) as high from ${table}`
  const query = `select t.* from ${table} as t, (${quartiles}) as q where t.${column} < q.low - ${reach} or t.${column} > q.high + ${reach}`
  return [{ kind: 'sql_rows' as const, ...head(asked, [kwargs.column]), query, condition: rows.condition }]
}
