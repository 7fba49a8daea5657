import { describe, expect, it } from 'vitest'
import { binaryScored } from '../fixtures/simulate.ts'
import { type FairTable, fairnessOf, fairTable } from './fair-groups.ts'

/** People of one value: positives first, of whom the model says yes to the first ones, as of the rest. */
interface People {
  readonly value: string
  readonly rows?: number
  readonly positives?: number
  readonly hits?: number
  readonly alarms?: number
  /** Days over which they are spread. */
  readonly days?: number
}

const enough = { rows: 500, positives: 10, hits: 0, alarms: 0, days: 10 }

function scoredOf(groups: readonly People[], { days = false, other = false } = {}) {
  const people = groups.flatMap((group, code) => {
    const { rows, positives, hits, alarms, days } = { ...enough, ...group }
    return Array.from({ length: rows }, (_, at) => {
      const label = Number(at < positives)
      return { code, label, yes: label ? at < hits : at - positives < alarms, day: at % days }
    })
  })
  const scores = (of: (yes: boolean) => boolean) => Float64Array.from(people, ({ yes }) => (of(yes) ? 0.9 : 0.1))
  return binaryScored({
    label: Uint8Array.from(people, ({ label }) => label),
    candidate: scores((yes) => yes),
    baseline: other ? scores((yes) => !yes) : null,
    cluster: days ? Int32Array.from(people, ({ day }) => 7 * day) : null,
    slices: [{ column: 'town', codes: Uint8Array.from(people, ({ code }) => code), values: groups.map(({ value }) => value) }],
  })
}

const comparedOf = ({ groups }: FairTable) => groups.map(({ value, compared }) => [value, compared])

describe('the groups of a column', () => {
  it.each([
    ['500 rows', {}, true],
    ['a row fewer', { rows: 499 }, false],
    ['ten of class 1', { rows: 600 }, true],
    ['nine of class 1', { rows: 600, positives: 9 }, false],
    ['ten of class 0', { rows: 600, positives: 590 }, true],
    ['nine of class 0', { rows: 600, positives: 591 }, false],
    ['ten days', { days: 10 }, true],
    ['nine days', { days: 9 }, false],
  ] as const)('are compared by the limits of slices: %s', (_, some, compared) => {
    const { groups } = fairTable(scoredOf([{ value: 'a', ...some }], { days: true }), 'town')
    expect(groups.map((group) => group.compared)).toEqual([compared])
  })

  it('are compared by rows where there are no clusters', () => {
    expect(comparedOf(fairTable(scoredOf([{ value: 'a', days: 1 }]), 'town'))).toEqual([['a', true]])
  })

  it('come in the order of their values, without a value that no row has', () => {
    const scored = scoredOf([{ value: 'm' }, { value: 'z', rows: 1 }, { value: 'gone', rows: 0 }, { value: 'a', rows: 30 }, { value: 'k' }])
    const { groups } = fairTable(scored, 'town')
    expect(groups.map(({ value, rows, compared }) => [value, rows, compared])).toEqual([
      ['a', 30, false],
      ['k', 500, true],
      ['m', 500, true],
      ['z', 1, false],
    ])
  })

  it('show the rates of both models, each of the rows that it is a share of', () => {
    const people = { positives: 100, hits: 75, alarms: 40 }
    const { groups } = fairTable(scoredOf([{ value: 'a' }, { value: 'b', ...people }], { other: true }), 'town')
    expect(groups).toEqual([
      {
        value: 'a',
        rows: 500,
        compared: true,
        candidate: { selection: 0, truePositive: 0, falsePositive: 0 },
        baseline: { selection: 1, truePositive: 1, falsePositive: 1 },
      },
      {
        value: 'b',
        rows: 500,
        compared: true,
        candidate: { selection: 0.23, truePositive: 0.75, falsePositive: 0.1 },
        baseline: { selection: 0.77, truePositive: 0.25, falsePositive: 0.9 },
      },
    ])
  })

  it('show no rate of fewer than ten rows, and none of rows without weight', () => {
    const scored = scoredOf([
      { value: 'a', rows: 9, positives: 4 },
      { value: 'b', rows: 19, positives: 10, hits: 5 },
      { value: 'c', rows: 19, positives: 9, alarms: 5 },
      { value: 'd', rows: 10, positives: 0 },
      { value: 'e', rows: 20, positives: 10, hits: 10, alarms: 10 },
    ])
    const none = { selection: null, truePositive: null, falsePositive: null }
    expect(fairTable(scored, 'town').groups.map(({ candidate }) => candidate)).toEqual([
      none,
      { selection: 5 / 19, truePositive: 0.5, falsePositive: null },
      { selection: 5 / 19, truePositive: null, falsePositive: 0.5 },
      { selection: 0, truePositive: null, falsePositive: 0 },
      { selection: 1, truePositive: 1, falsePositive: 1 },
    ])
    const weight = Float64Array.from(scored.candidate.label, (label, row) => (row < 57 ? 1 : label * 3))
    const { groups } = fairTable({ ...scored, candidate: { ...scored.candidate, weight } }, 'town')
    expect(groups[4]?.candidate).toEqual({ selection: 1, truePositive: 1, falsePositive: null })
  })

  it('count rows by their weight in rates, and one by one in limits', () => {
    const scored = scoredOf([{ value: 'a', positives: 100, hits: 50 }], { other: true })
    const weight = Float64Array.from(scored.candidate.label, (_, row) => (row < 50 ? 3 : 0.5))
    const { groups } = fairTable({ ...scored, candidate: { ...scored.candidate, weight } }, 'town')
    expect(groups).toEqual([
      {
        value: 'a',
        rows: 500,
        compared: true,
        candidate: { selection: 150 / 375, truePositive: 150 / 175, falsePositive: 0 },
        baseline: { selection: 0.9, truePositive: 0.5, falsePositive: 1 },
      },
    ])
  })

  it('cut long values, and tell them apart', () => {
    const [one, other] = [`${'x'.repeat(200)}1`, `${'x'.repeat(200)}2`]
    const { groups } = fairTable(scoredOf([{ value: other }, { value: one }]), 'town')
    expect(groups.map(({ value }) => value)).toEqual([`${'x'.repeat(200)}… #1`, `${'x'.repeat(200)}… #0`])
  })
})

describe('the table of rows by group, label and decision', () => {
  const few = scoredOf(
    [
      { value: 'b', rows: 4, positives: 2, hits: 1, alarms: 1 },
      { value: 'a', rows: 2, positives: 1, hits: 1 },
    ],
    { other: true },
  )

  it('has a place for each group in the order of values, then one for the rest', () => {
    expect(fairTable(few, 'town', 'all')).toMatchObject({
      cells: 12,
      candidate: Int32Array.of(7, 6, 5, 4, 3, 0),
      baseline: Int32Array.of(6, 7, 4, 5, 2, 1),
    })
  })

  it('has small groups together as the rest', () => {
    expect(fairTable(few, 'town')).toMatchObject({ cells: 4, candidate: Int32Array.of(3, 2, 1, 0, 3, 0), baseline: Int32Array.of(2, 3, 0, 1, 2, 1) })
    const { cells, candidate } = fairTable(scoredOf([{ value: 'a', rows: 1, positives: 1, hits: 1 }, { value: 'b' }]), 'town')
    expect([cells, candidate[0], candidate[1], candidate[500]]).toEqual([8, 7, 2, 0])
  })

  it('has no second model where there is none', () => {
    const { baseline, groups } = fairTable(scoredOf([{ value: 'a' }]), 'town')
    expect([baseline, groups[0]?.baseline]).toEqual([null, null])
  })

  it('takes a score above one half for a yes, and a decision before the score', () => {
    const score = Float64Array.of(0.5, 0.5 + 2 ** -52, 0.9, 0.4, 1, 0)
    const candidate = { ...few.candidate, score }
    expect(fairTable({ ...few, candidate }, 'town').candidate).toEqual(Int32Array.of(2, 3, 1, 0, 3, 0))
    const decided = { ...candidate, prediction: Uint8Array.of(1, 0, 0, 1, 0, 1) }
    expect(fairTable({ ...few, candidate: decided }, 'town').candidate).toEqual(Int32Array.of(3, 2, 0, 1, 2, 1))
    expect(fairTable({ ...few, candidate: { ...decided, score: null } }, 'town').candidate).toEqual(Int32Array.of(3, 2, 0, 1, 2, 1))
  })

  it('refuses a column that there is not, and rows with neither decisions nor scores', () => {
    expect(() => fairTable(few, 'sex')).toThrow(expect.objectContaining({ code: 'UNKNOWN_SLICE_COLUMN', hint: 'they have: town' }))
    const bare = { ...few.candidate, score: null }
    expect(() => fairTable({ ...few, candidate: bare }, 'town')).toThrow(expect.objectContaining({ code: 'SCORES_MISSING' }))
    expect(() => fairTable({ ...few, baseline: bare }, 'town')).toThrow(expect.objectContaining({ code: 'SCORES_MISSING' }))
  })
})

describe('the groups that a record keeps', () => {
  const keptOf = (rows: readonly number[]) => {
    const people = rows.map((count, at) => ({ value: String(100 + at), rows: count, positives: 1 }))
    return fairnessOf(['roc_auc', 'accuracy_difference@town'], scoredOf(people)).map(({ column, groups }) => [
      column,
      groups.map(({ value }) => Number(value) - 100),
    ])
  }
  const upTo = (count: number, from = 0) => Array.from({ length: count }, (_, at) => from + at)

  it('are all of up to fifty, in the order of their values', () => {
    expect(keptOf([3, 1, 2])).toEqual([['town', [0, 1, 2]]])
    expect(keptOf(upTo(50, 2))).toEqual([['town', upTo(50)]])
  })

  it('are the fifty largest, of equal ones the first', () => {
    expect(keptOf(upTo(53, 2))).toEqual([['town', upTo(50, 3)]])
    expect(keptOf([...new Array(51).fill(2), 3])).toEqual([['town', [...upTo(49), 51]]])
  })

  it('are of columns that some metric compares', () => {
    const scored = scoredOf([{ value: 'a' }])
    expect(fairnessOf(['roc_auc'], scored)).toEqual([])
    expect(fairnessOf(['accuracy_ratio@town', 'demographic_parity_ratio@town'], scored).map(({ column }) => column)).toEqual(['town'])
  })

  it('are none of rows that are not binary', () => {
    const numbers = {
      kind: 'regression',
      label: Float64Array.of(1, 2),
      prediction: Float64Array.of(1, 2),
      quantiles: null,
      interval: null,
      weight: null,
    } as const
    const slices = [{ column: 'town', codes: Uint8Array.of(0, 0), values: ['a'] }]
    const scored = { candidate: numbers, baseline: null, cluster: null, slices }
    expect(fairnessOf(['accuracy_difference@town'], scored)).toEqual([])
  })
})
