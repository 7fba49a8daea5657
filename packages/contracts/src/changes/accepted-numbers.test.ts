import { describe, expect, it } from 'vitest'
import { type Condition, mostly, none } from '../condition.ts'
import { conditionTightness, isUpperLimit } from './accepted-numbers.ts'

const atMost = (value: number, unit: Condition['unit'] = 'rows'): Condition => ({ operator: 'less_or_equal', value, unit })
const less = (value: number): Condition => ({ operator: 'less', value, unit: 'rows' })
const between = (low: number, high: number): Condition => ({ operator: 'between', low, high, unit: 'rows' })
const outside = (low: number, high: number): Condition => ({ operator: 'not_between', low, high, unit: 'rows' })
const equal = (value: number): Condition => ({ operator: 'equal', value, unit: 'rows' })

describe('conditionTightness', () => {
  it.each<[string, Condition, Condition, boolean, string]>([
    ['fewer rows', atMost(5), atMost(3), true, 'tighter'],
    ['more rows', atMost(3), atMost(5), true, 'looser'],
    ['an end that no longer belongs to it', atMost(3), less(3), true, 'tighter'],
    ['an end that belongs to it now', less(3), atMost(3), true, 'looser'],
    ['a part of a range', between(1, 9), between(2, 9), false, 'tighter'],
    ['a range beside', between(1, 9), between(2, 10), false, 'looser'],
    ['one number of a range', between(1, 9), equal(4), false, 'tighter'],
    ['less outside', outside(1, 5), outside(0, 6), false, 'tighter'],
    ['more outside', outside(0, 6), outside(1, 5), false, 'looser'],
    ['all but one number', less(3), { operator: 'not_equal', value: 3, unit: 'rows' }, false, 'looser'],
    ['none of a share', mostly(0.9), none, true, 'tighter'],
    ['a share of none', none, mostly(0.9), true, 'looser'],
    ['a greater share', mostly(0.9), mostly(0.95), true, 'tighter'],
    ['none, said otherwise', none, less(1), true, 'tighter'],
    ['none where some had to fail', { operator: 'greater', value: 5, unit: 'rows' }, none, true, 'looser'],
    ['the same count, said otherwise', atMost(2), less(3), true, 'tighter'],
    ['no count below 0', between(0, 5), atMost(3), true, 'tighter'],
    ['a percentage of a count', atMost(5), atMost(5, 'percent'), true, 'unknown'],
    ['a number below 1 that may be negative', equal(0), less(1), false, 'looser'],
  ])('tells %s', (_, before, after, counts, tightness) => expect(conditionTightness(before, after, { counts })).toBe(tightness))
})

describe('isUpperLimit', () => {
  it.each<[Condition, boolean]>([
    [none, true],
    [mostly(0.5), true],
    [between(0, 5), true],
    [between(1, 5), false],
    [equal(3), false],
    [{ operator: 'greater', value: 3, unit: 'rows' }, false],
  ])('of %j is %s', (condition, limit) => expect(isUpperLimit(condition)).toBe(limit))
})
