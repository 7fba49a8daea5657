import { describe, expect, it } from 'vitest'
import { type Condition, describeCondition, holds } from './condition.ts'

const cases: readonly (readonly [Condition, readonly boolean[], string])[] = [
  [{ operator: 'equal', value: 2, unit: 'rows' }, [false, true, false], '2'],
  [{ operator: 'not_equal', value: 2, unit: 'rows' }, [true, false, true], 'other than 2'],
  [{ operator: 'greater', value: 2, unit: 'rows' }, [false, false, true], 'more than 2'],
  [{ operator: 'greater_or_equal', value: 2, unit: 'percent' }, [false, true, true], 'at least 2%'],
  [{ operator: 'less', value: 2, unit: 'rows' }, [true, false, false], 'less than 2'],
  [{ operator: 'less_or_equal', value: 2, unit: 'rows' }, [true, true, false], 'at most 2'],
  [{ operator: 'between', low: 2, high: 3, unit: 'percent' }, [false, true, true], 'between 2% and 3%'],
  [{ operator: 'not_between', low: 2, high: 3, unit: 'rows' }, [true, false, false], 'not between 2 and 3'],
]

describe('holds', () => {
  it.each(cases)('%o holds for 1, 2, 3: %o, and reads "%s"', (condition, expected, text) => {
    expect([1, 2, 3].map((value) => holds(condition, value))).toEqual(expected)
    expect(describeCondition(condition)).toBe(text)
  })
})
