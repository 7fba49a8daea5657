import { describe, expect, it } from 'vitest'
import { binaryScored } from './fixtures/simulate.ts'
import { requireScored, type Scored, scoredAt, sliceColumn, sumsByCluster } from './scored.ts'

const rows = binaryScored({
  label: Uint8Array.of(0, 1, 1),
  candidate: Float64Array.of(0.1, 0.2, 0.3),
  baseline: Float64Array.of(0.4, 0.5, 0.6),
  cluster: Int32Array.of(0, 0, 7),
  slices: [
    { column: 'origin', codes: Uint8Array.of(0, 1, 1), values: ['ATL', 'BOS'] },
    { column: 'carrier', codes: Uint8Array.of(0, 0, 0), values: ['AA'] },
  ],
})
const two = binaryScored({ label: Uint8Array.of(0, 1), candidate: Float64Array.of(0.1, 0.2) }).candidate
const numbers = {
  kind: 'regression',
  label: new Float64Array(3),
  prediction: new Float64Array(3),
  quantiles: null,
  interval: null,
  weight: null,
} as const
const column = (codes: Int32Array) => [{ column: 'origin', codes, values: ['ATL', 'BOS'] }]

describe('rows that belong together', () => {
  it('are taken, with everything or without', () => {
    expect(requireScored({ ...rows, repeats: [rows.candidate] })).toBeUndefined()
    expect(requireScored({ candidate: rows.candidate, baseline: null, cluster: null, slices: [] })).toBeUndefined()
    expect(requireScored({ ...rows, slices: column(Int32Array.of(0, 1, 1)), cluster: Int32Array.of(0, 2 ** 31 - 1, 0) })).toBeUndefined()
  })

  it.each<[string, Partial<Scored>, string, string, string?]>([
    ['scores of another number of rows', { baseline: two }, 'LENGTH_MISMATCH', 'there are 2 scores of the baseline for 3 rows'],
    ['a repeat of another number of rows', { repeats: [rows.candidate, two] }, 'LENGTH_MISMATCH', 'there are 2 scores of a repeat for 3 rows'],
    ['a model of another kind', { baseline: numbers }, 'KIND_MISMATCH', "the candidate's rows are binary, the baseline's regression"],
    ['too few clusters', { cluster: Int32Array.of(0, 1) }, 'LENGTH_MISMATCH', 'there are 2 codes of cluster for 3 rows'],
    [
      'a negative cluster',
      { cluster: Int32Array.of(0, 1, -1) },
      'CODE_INVALID',
      'cluster: row 2 has code -1',
      'give missing values a code of their own',
    ],
    [
      'a code without value',
      { slices: column(Int32Array.of(2, 1, 0)) },
      'CODE_INVALID',
      'slice column "origin": row 0 has code 2',
      'give missing values a code of their own',
    ],
    ['a column that is too short', { slices: column(Int32Array.of(0)) }, 'LENGTH_MISMATCH', 'there are 1 codes of slice column "origin" for 3 rows'],
  ])('are not %s', (_, change, code, message, hint) => {
    expect(() => requireScored({ ...rows, ...change })).toThrow(expect.objectContaining({ code, message, ...(hint && { hint }) }))
  })
})

describe('the units at some places', () => {
  it('are those of both models, of every repeat and of the clusters, in that order', () => {
    const { candidate, baseline, repeats, cluster, ordered } = scoredAt({ ...rows, repeats: [rows.candidate], ordered: true }, Uint32Array.of(2, 0))
    expect(candidate).toMatchObject({ label: Uint8Array.of(1, 0), score: Float64Array.of(0.3, 0.1) })
    expect(baseline).toMatchObject({ label: Uint8Array.of(1, 0), score: Float64Array.of(0.6, 0.4) })
    expect(repeats).toEqual([candidate])
    expect([cluster, ordered]).toEqual([Int32Array.of(7, 0), true])
  })

  it('have nothing that the rows lack', () => {
    const { candidate } = rows
    expect(scoredAt({ candidate, baseline: null, cluster: null }, Uint32Array.of(1))).toEqual({
      ordered: false,
      candidate: { ...candidate, label: Uint8Array.of(1), score: Float64Array.of(0.2) },
      baseline: null,
      repeats: [],
      cluster: null,
    })
  })
})

describe('a slice column', () => {
  it('is found by its name', () => {
    expect(sliceColumn(rows, 'carrier')).toEqual({ column: 'carrier', codes: Uint8Array.of(0, 0, 0), values: ['AA'] })
  })

  it.each([
    [rows, 'they have: origin, carrier'],
    [{ ...rows, slices: [] }, 'they have: (none)'],
  ])('that is unknown is refused with those that there are: %#', (of, hint) => {
    expect(() => sliceColumn(of, 'ship')).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_SLICE_COLUMN', message: 'a gate is cut by "ship", which is no column of the scored rows', hint }),
    )
  })
})

describe('sums by cluster', () => {
  it('stand in the order of the numbers, 0 where a number is left out', () => {
    expect(sumsByCluster(Float64Array.of(1, 2, 4, 8), Int32Array.of(3, 0, 3, 1))).toEqual(Float64Array.of(2, 8, 0, 5))
    expect(sumsByCluster(Float64Array.of(3), Int32Array.of(0))).toEqual(Float64Array.of(3))
    expect(sumsByCluster(new Float64Array(), new Int32Array())).toEqual(new Float64Array())
  })
})
