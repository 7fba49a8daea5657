import { describe, expect, it } from 'vitest'
import { gridOf } from './dependence.ts'

describe('the values at which dependence is drawn', () => {
  it('are all of a number that has ten at most, without the missing ones', () => {
    expect(gridOf({ kind: 'number', data: Float64Array.of(3, Number.NaN, 1, 3, 2) })).toEqual([1, 2, 3])
  })

  it('are ten quantiles of a number that has more, each a value that occurs', () => {
    expect(gridOf({ kind: 'number', data: Float64Array.from({ length: 100 }, (_, at) => 99 - at) })).toEqual([5, 15, 25, 35, 45, 55, 65, 75, 85, 95])
    const heaped = Float64Array.from({ length: 100 }, (_, at) => (at < 90 ? 0 : at))
    expect(gridOf({ kind: 'number', data: heaped })).toEqual([0, 95])
  })

  it('are the ten most frequent texts, those of equal number by name', () => {
    const data = ['b', null, 'a', 'c', 'c', ...'defghijklm']
    expect(gridOf({ kind: 'string', data })).toEqual(['c', 'a', 'b', 'd', 'e', 'f', 'g', 'h', 'i', 'j'])
  })

  it('are none where nothing is there', () => {
    expect(gridOf({ kind: 'number', data: Float64Array.of(Number.NaN) })).toEqual([])
    expect(gridOf({ kind: 'string', data: [null] })).toEqual([])
  })
})
