import { describe, expect, it } from 'vitest'
import { parseDuration } from './duration.ts'
import { parseSpan, parseWindow } from './window.ts'

describe('parseWindow', () => {
  it.each([
    ['all', { kind: 'all' }],
    ['last 1 month', { kind: 'last', count: 1, unit: 'month' }],
    ['last 12 weeks', { kind: 'last', count: 12, unit: 'week' }],
    ['before test', { kind: 'before', dataset: 'test' }],
    ['last 0 days', null],
    ['last month', null],
    ['before ', null],
    ['', null],
  ])('reads "%s"', (text, rule) => {
    expect(parseWindow(text)).toEqual(rule)
  })
})

describe('parseSpan', () => {
  it('reads one number and one unit', () => {
    expect([parseSpan('1 week'), parseSpan('2 years'), parseSpan('1 fortnight'), parseSpan('week')]).toEqual([
      { count: 1, unit: 'week' },
      { count: 2, unit: 'year' },
      null,
      null,
    ])
  })
})

describe('parseDuration', () => {
  it.each([
    ['90s', 90_000],
    ['30m', 1_800_000],
    ['2h', 7_200_000],
    ['7d', 604_800_000],
    ['2w', 1_209_600_000],
    ['0m', null],
    ['1.5h', null],
    ['366d', null],
    ['30', null],
    ['1 h', null],
  ])('reads "%s"', (text, ms) => {
    expect(parseDuration(text)).toBe(ms)
  })
})
