import { z } from 'zod'
import type { Check, Ignore } from '../../check.ts'
import type { Filter } from '../../filter.ts'
import { type Asked, type Definition, define, head, mostlyKey } from './expectation.ts'
import { refuseInexact } from './scalars.ts'

const pairIgnore = z.enum(['both_values_are_missing', 'either_value_is_missing', 'neither']).nullish()
const listIgnore = z.enum(['all_values_are_missing', 'any_value_is_missing', 'never']).nullish()
const pair = { column_A: z.string().min(1), column_B: z.string().min(1), ignore_row_if: pairIgnore, ...mostlyKey }
const several = { column_list: z.array(z.string().min(1)).min(2), ignore_row_if: listIgnore, ...mostlyKey }
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])

/**
 * Expectations about several columns of a row. Rows in which all of them are missing are passed over, unless `ignore_row_if` says
 * otherwise; in the others a missing value differs from every value.
 */
export const severalColumnExpectations: Readonly<Record<string, Definition>> = {
  expect_column_pair_values_to_be_equal: define(pair, (asked) => [{ kind: 'compare', ...ofPair(asked), operator: '=' }]),
  expect_column_pair_values_a_to_be_greater_than_b: define({ ...pair, or_equal: z.boolean().nullish() }, (asked) => [
    { kind: 'compare', ...ofPair(asked), operator: asked.kwargs.or_equal === true ? '>=' : '>' },
  ]),
  expect_column_pair_values_to_be_in_set: define({ ...pair, value_pairs_set: z.array(z.tuple([scalar, scalar])).min(1) }, (asked) =>
    tupleCheck(asked),
  ),
  expect_compound_columns_to_be_unique: define(several, (asked) => compoundCheck(asked)),
  expect_select_column_values_to_be_unique_within_record: define(several, (asked) => [{ kind: 'unique_in_row', ...ofList(asked) }]),
  // The old name.
  expect_multicolumn_values_to_be_unique: define(several, (asked) => [{ kind: 'unique_in_row', ...ofList(asked) }]),
  expect_multicolumn_values_to_be_equal: define(several, (asked) => equalCheck(asked)),
  expect_multicolumn_sum_to_equal: define({ ...several, sum_total: z.number() }, (asked) => [
    { kind: 'row_sum', ...ofList(asked), total: asked.kwargs.sum_total },
  ]),
}

const ignores = {
  both_values_are_missing: 'all_null',
  either_value_is_missing: 'any_null',
  neither: 'never',
  all_values_are_missing: 'all_null',
  any_value_is_missing: 'any_null',
  never: 'never',
} as const satisfies Record<string, Ignore>

type Pair = Asked<{ readonly column_A: string; readonly column_B: string; readonly ignore_row_if?: z.output<typeof pairIgnore> }>
type Several = Asked<{ readonly column_list: readonly string[]; readonly ignore_row_if?: z.output<typeof listIgnore> }>

function ofPair(asked: Pair) {
  const { column_A: left, column_B: right, ignore_row_if } = asked.kwargs
  return { ...head(asked, [left, right]), ...asked.rows, left, right, ignore: ignores[ignore_row_if ?? 'both_values_are_missing'] }
}

function ofList(asked: Several) {
  const { column_list, ignore_row_if } = asked.kwargs
  return { ...head(asked, column_list), ...asked.rows, columns: distinctColumns(asked), ignore: ignores[ignore_row_if ?? 'all_values_are_missing'] }
}

function distinctColumns({ kwargs, path, reader }: Several): readonly string[] {
  const { column_list: columns } = kwargs
  for (const [at, column] of columns.entries())
    if (columns.indexOf(column) < at)
      reader.refuse('DUPLICATE_NAME', `the column "${column}" is listed twice`, { path: [...path, 'column_list', at] })
  return columns
}

function tupleCheck(asked: Pair & Asked<{ readonly value_pairs_set: readonly (readonly [z.output<typeof scalar>, z.output<typeof scalar>])[] }>) {
  const { left, right, ...rest } = ofPair(asked)
  const values = asked.kwargs.value_pairs_set
  for (const [at, [one, other]] of values.entries()) {
    const path = [...asked.path, 'value_pairs_set', at]
    refuseInexact(one, { path, reader: asked.reader })
    refuseInexact(other, { path, reader: asked.reader })
  }
  return [{ kind: 'tuple_in_set' as const, ...rest, columns: [left, right], values }]
}

const missing = (column: string): Filter => ({ kind: 'null', column })
const present = (column: string): Filter => ({ kind: 'not', part: missing(column) })
const both = (one: Filter | null, other: Filter): Filter => (one ? { kind: 'all', parts: [one, other] } : other)

/** The filter of rows that `ignore` leaves. */
function considered(columns: readonly string[], ignore: Ignore, where: Filter | null): Filter | null {
  if (ignore === 'never') return where
  return both(where, { kind: ignore === 'all_null' ? 'any' : 'all', parts: columns.map(present) })
}

// `duplicated(keep=False)` takes missing values for equal.
function compoundCheck(asked: Several): readonly Check[] {
  const { ignore, where, ...rest } = ofList(asked)
  if (ignore === 'any_null') return [{ kind: 'unique', ...rest, where, count: 'all' }]
  return [{ kind: 'duplicates', ...rest, where: considered(rest.columns, ignore, where), count: 'all' }]
}

// Here missing values are equal too.
function equalCheck(asked: Several): readonly Check[] {
  const { ignore, where, columns, ...rest } = ofList(asked)
  const [first = '', ...others] = columns
  const parts = others.map((column): Filter => {
    const same: Filter = { kind: 'compare_columns', left: first, operator: '=', right: column }
    return { kind: 'any', parts: [same, { kind: 'all', parts: [missing(first), missing(column)] }] }
  })
  return [{ kind: 'row', ...rest, where: considered(columns, ignore, where), must: { kind: 'all', parts } }]
}
