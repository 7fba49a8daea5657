import { describe, expect, it } from 'vitest'
import type { Filter } from '../../filter.ts'
import { ConditionFault } from '../python/tokens.ts'
import { colCondition } from './col-condition.ts'
import { sparkCondition } from './spark-condition.ts'
import { structuredCondition } from './structured-condition.ts'

const compare = (operator: '=' | '<>' | '<' | '<=' | '>' | '>=', value: string | number | boolean): Filter => ({
  kind: 'compare',
  column: 'a',
  operator,
  value,
})
const isNull: Filter = { kind: 'null', column: 'a' }
const within: Filter = { kind: 'in', column: 'a', values: [1, 'x'] }
const not = (part: Filter): Filter => ({ kind: 'not', part })

describe('sparkCondition', () => {
  it.each([
    ["a = 'x'", compare('=', 'x')],
    ['not a > 1', compare('<=', 1)],
    ['a <> 1', compare('<>', 1)],
    ['3 < a', compare('>', 3)],
    ['`a` IS NOT NULL', not(isNull)],
    ["a NOT IN (1, 'x')", { kind: 'all', parts: [not(isNull), not(within)] }],
    ['not (a between 1 and 2 or a is null)', { kind: 'all', parts: [{ kind: 'any', parts: [compare('<', 1), compare('>', 2)] }, not(isNull)] }],
    ['a AND b >= c', { kind: 'all', parts: [compare('=', true), { kind: 'compare_columns', left: 'b', operator: '>=', right: 'c' }] }],
  ] satisfies readonly (readonly [string, Filter])[])('reads %s', (source, filter) => expect(sparkCondition(source)).toEqual(filter))

  it.each([
    ['', 'it ends too early'],
    ["a LIKE 'x%'", '"LIKE" is not read'],
    ['a <=> 1', '"<=>" is not read'],
    ['length(a) > 1', 'the function length() is not read'],
    ['a + 1 > 2', '"+" is not read'],
    ['1 = 1', 'two values are no condition'],
    ['a in ()', '")" is not read'],
    ['a not 3', '"in" or "between" is missing after "not"'],
    ['a = 1; drop table t', '";" does not belong there'],
    ['constructor', null],
  ])('refuses %s', (source, message) => {
    expect(sparkCondition(source)).toEqual(message === null ? { ...compare('=', true), column: 'constructor' } : new ConditionFault(message))
  })
})

describe('colCondition', () => {
  it.each([
    ['col("a").notNull()', not(isNull)],
    ['col("a") == "x y"', compare('=', 'x y')],
    ['col("a")!=\'x\'', compare('<>', 'x')],
    ['col("a") >= -1.5', compare('>=', -1.5)],
    ['col("a") < date("2020-01-31")', compare('<', '2020-01-31')],
  ] satisfies readonly (readonly [string, Filter])[])('reads %s', (source, filter) => expect(colCondition(source)).toEqual(filter))

  it.each(['', 'a > 1', 'col("a") > 1 and col("b") > 2', 'col("a").isNull()', 'col("a") > b'])('refuses %s', (source) =>
    expect(colCondition(source)).toEqual(new ConditionFault('it is read as col("name") and one comparison, or col("name").notNull()')),
  )
})

describe('structuredCondition', () => {
  const column = { name: 'a' }
  it.each([
    [{ type: 'comparison', column, operator: '!=', parameter: 3 }, not(compare('=', 3))],
    [{ type: 'comparison', column, operator: 'NOT_IN', parameter: [1, 'x'] }, not(within)],
    [
      {
        type: 'or',
        conditions: [
          { type: 'nullity', column, is_null: false },
          { type: 'comparison', column, operator: '<=', parameter: 'x' },
        ],
      },
      { kind: 'any', parts: [not(isNull), compare('<=', 'x')] },
    ],
    [{ type: 'pass_through', pass_through_filter: 'a > 1' }, compare('>', 1)],
  ] satisfies readonly (readonly [Readonly<Record<string, unknown>>, Filter])[])('reads %j', (source, filter) =>
    expect(structuredCondition(source)).toEqual(filter),
  )

  it.each([
    [{ type: 'xor' }, 'the type "xor" is unknown: comparison, nullity, and, or, pass_through'],
    [{ type: 'and', conditions: [] }, '"and" needs a list of conditions'],
    [{ type: 'and', conditions: ['a > 1'] }, 'a condition is a map with its type'],
    [{ type: 'nullity', column: 'a', is_null: true }, '"column" is written { "name": … }'],
    [{ type: 'nullity', column, isnull: true }, 'the key "isnull" of a condition is unknown: column, is_null'],
    [
      { type: 'comparison', column, operator: 'constructor', parameter: 1 },
      'the operator "constructor" is unknown: ==, !=, <, <=, >, >=, IN, NOT_IN',
    ],
    [{ type: 'comparison', column, operator: '==', parameter: null }, 'null cannot be compared with'],
    [{ type: 'comparison', column, operator: 'IN', parameter: 'abc' }, 'IN needs a list'],
  ])('refuses %j', (source, message) => expect(structuredCondition(source)).toEqual(new ConditionFault(message)))

  it('refuses what is nested without end', () => {
    let deep: Record<string, unknown> = { type: 'nullity', column, is_null: true }
    for (let at = 0; at < 20_000; at++) deep = { type: 'and', conditions: [deep] }
    expect(structuredCondition(deep)).toEqual(new ConditionFault('it is nested more than 100 deep'))
  })
})
