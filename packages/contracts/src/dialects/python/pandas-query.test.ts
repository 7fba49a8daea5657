import { describe, expect, it } from 'vitest'
import type { Filter } from '../../filter.ts'
import { pandasQuery } from './pandas-query.ts'
import { ConditionFault } from './tokens.ts'

const a = (operator: '=' | '<' | '<=' | '>' | '>=', value: string | number | boolean): Filter => ({ kind: 'compare', column: 'a', operator, value })
const not = (part: Filter): Filter => ({ kind: 'not', part })
const all = (...parts: readonly Filter[]): Filter => ({ kind: 'all', parts })
const any = (...parts: readonly Filter[]): Filter => ({ kind: 'any', parts })
const b: Filter = { kind: 'null', column: 'b' }

describe('pandasQuery', () => {
  it.each([
    ['a == "x"', a('=', 'x')],
    ['a != -1.5e1', not(a('=', -15))],
    ['5 < a', a('>', 5)],
    ['1 < a <= 3', all(a('>', 1), a('<=', 3))],
    ['a > 1 & b.isnull() | not a', any(all(a('>', 1), b), not(a('=', true)))],
    ['(a > 1) and ~(b.isna())', all(a('>', 1), not(b))],
    ['a in ["x", "y"]', { kind: 'in', column: 'a', values: ['x', 'y'] }],
    ['a not in (1, 2)', not({ kind: 'in', column: 'a', values: [1, 2] })],
    ['a == [1, 2]', { kind: 'in', column: 'a', values: [1, 2] }],
    ['a.isin([True])', { kind: 'in', column: 'a', values: [true] }],
    ['`my col` != b', not({ kind: 'compare_columns', left: 'my col', operator: '=', right: 'b' })],
    ["a == 'it\\'s'", a('=', "it's")],
    ['a == a', { kind: 'compare_columns', left: 'a', operator: '=', right: 'a' }],
    ['größe.notnull()', not({ kind: 'null', column: 'größe' })],
  ] satisfies readonly (readonly [string, Filter])[])('reads %s', (source, filter) => expect(pandasQuery(source)).toEqual(filter))

  it.each([
    ['', 'it ends too early'],
    ['a >', 'it ends too early'],
    ['a + 1 > 2', '"+" does not belong there'],
    ['a == @x', '"@" is neither a column nor a value'],
    ['a == None', 'nothing equals None: use .isnull()'],
    ['a.str.contains("x")', '"(" is missing before "."'],
    ['a.sum() > 3', 'the method .sum() is not read: isnull, notnull, isna, notna and isin are'],
    ['log(a) > 3', 'the function log() is not read'],
    ['1 == 1', 'there is no column before "=="'],
    ['~a == 1', 'there is no column before "=="'],
    ['"x" in a', 'there is no column before "in"'],
    ['a in b', '"in" does not go with what follows it'],
    ['a > 9007199254740993', '9007199254740993 is beyond 2^53 and not exact'],
    ['(a > 1', '")" is missing before the end'],
    ['a = 1', '"=" does not belong there'],
    [`${'('.repeat(200)}a`, 'it is nested more than 100 deep'],
    [`${'not '.repeat(20_000)}a`, 'it is nested more than 100 deep'],
  ])('refuses %s', (source, message) => expect(pandasQuery(source)).toEqual(new ConditionFault(message)))
})
