import type { Reference } from '@seaworthy/contracts'
import { describe, expect, it } from 'vitest'
import { type Asked, finding, findings, rowsSql } from './fixtures/compiled-findings.ts'
import { reference as known, referenceSelect } from './fixtures/reference-values.ts'

type Drift = Extract<Asked, { kind: 'drift' }>
const drift = (method: Drift['method'], reference: Reference, column = 'x', threshold = 0): Drift => ({
  kind: 'drift',
  column,
  method,
  threshold,
  reference,
})
const edges = [-2, -1, 0, 0.5, 2]
const shares: Reference = { kind: 'bins', edges, weights: [0.15, 0.35, 0.2, 0.25], tails: [0.025, 0.025] }
const counts: Reference = { kind: 'bins', edges, weights: [150, 350, 200, 250], tails: [25, 25] }
const letters: Reference = { kind: 'values', values: ['a', 'b', 'c', 'd'], weights: [0.4, 0.3, 0.2, 0.1] }
const letterCounts: Reference = { kind: 'values', values: ['a', 'b', 'c', 'd'], weights: [400, 300, 200, 100] }
const error = (found: unknown, wanted: number | undefined) => Math.abs(Number(found) / (wanted ?? Number.NaN) - 1)

describe('drift', () => {
  it.each([
    ['bins', known.drift.bins, shares, 'x'],
    ['counts', known.drift.counts, counts, 'x'],
    ['values', known.drift.values, letters, 'grade'],
    ['counted values', known.drift.value_counts, letterCounts, 'grade'],
  ] as const)('finds the distances of scipy and numpy from %s', async (_, wanted, reference, column) => {
    const methods = Object.keys(wanted).filter((method) => column === 'x' || method !== 'kl_divergence') as Drift['method'][]
    const found = await findings(
      methods.map((method) => drift(method, reference, column)),
      { select: referenceSelect },
    )
    const errors = methods.map((method, at) => [method, error(found[at]?.observed, wanted[method])])
    expect(errors.filter(([, one]) => !(Number(one) < 1e-11))).toEqual([])
    expect(errors.length).toBeGreaterThan(1)
  })

  it("finds scipy's relative entropy of listed values where all that occur are listed", async () => {
    const select = `select * from (${referenceSelect}) where grade is distinct from 'e'`
    expect(error((await finding(drift('kl_divergence', letters, 'grade'), { select })).observed, known.drift.values.kl_divergence)).toBeLessThan(
      1e-12,
    )
  })

  it('finds the two-sample Kolmogorov-Smirnov distance from listed numbers', async () => {
    const points: Reference = { kind: 'values', values: [-1.5, -0.5, 0, 0.7, 1.2], weights: [1, 1, 2, 1, 1] }
    expect(error((await finding(drift('ks', points), { select: referenceSelect })).observed, known.drift.ks_of_values)).toBeLessThan(1e-12)
  })

  it('finds the Wasserstein distance of bins, with the values beyond them at their own place', async () => {
    const bins: Reference = { ...shares, tails: [0, 0] }
    expect(error((await finding(drift('wasserstein', bins), { select: referenceSelect })).observed, known.drift.wasserstein_of_bins)).toBeLessThan(
      1e-8,
    )
    const far = { select: 'select unnest([11.0, 21.0]) as x' }
    expect((await finding(drift('wasserstein', { kind: 'bins', edges: [0, 1], weights: [1], tails: [0, 0] }), far)).observed).toBe(15.5)
  })

  it('takes the bins as numpy does: an edge belongs to what begins there, the last one to the bin before', async () => {
    const one = (weights: readonly number[], tails: readonly [number, number]): Drift =>
      drift('l_infinity', { kind: 'bins', edges: [0, 1, 2], weights, tails })
    const setting = { select: 'select unnest([-0.1, 0, 1, 1.5, 2, 2.1]) as x' }
    const found = await findings([one([1 / 6, 3 / 6], [1 / 6, 1 / 6]), one([2 / 6, 2 / 6], [1 / 6, 1 / 6])], setting)
    expect(found.map(({ observed }) => Number(observed) < 1e-15)).toEqual([true, false])
  })

  it('fails beyond the threshold, and p-values below it', async () => {
    const outcomes = await findings(
      [
        drift('l_infinity', shares, 'x', 0.051),
        drift('l_infinity', shares, 'x', 0.05),
        drift('chi_square_p', shares, 'x', 0.05),
        drift('chi_square_p', shares, 'x', 0.08),
      ],
      { select: referenceSelect },
    )
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['pass', 'fail', 'pass', 'fail'])
  })

  it('is infinite where values occur that have no weight, and 0 only where they may not', async () => {
    const none = { outcome: 'fail', observed: 'Infinity', message: 'values occur that have no weight in the reference' }
    expect(await finding(drift('kl_divergence', letters, 'grade', 9), { select: referenceSelect })).toMatchObject(none)
    expect(await finding(drift('kl_divergence', { ...shares, tails: [0, 0.05] }, 'x', 9), { select: referenceSelect })).toMatchObject(none)
    expect(await finding(drift('chi_square_p', letters, 'grade', 0.01), { select: referenceSelect })).toMatchObject({ outcome: 'fail', observed: 0 })
    expect(await finding(drift('kl_divergence', { ...letters, values: ['a', 'b', 'c', 'd'] }, 'k', 0), { select: letterRows })).toMatchObject({
      outcome: 'pass',
      observed: 0,
    })
  })

  it('gives NaN a cell of its own in the Jensen-Shannon divergence, and infinities the tails', async () => {
    const select = "select unnest(['0.5', '0.5', 'nan', 'nan']::DOUBLE[]) as x"
    const bins: Reference = { kind: 'bins', edges: [0, 1], weights: [1], tails: [0, 0] }
    // p = (1/2, 1/2), q = (1, 0): 1 - 3/4 log2(3) + 1/2 … = 0.311278…
    const found = await findings([drift('jensen_shannon', bins), drift('l_infinity', bins)], { select })
    expect(Number(found[0]?.observed)).toBeCloseTo(0.31127812445913283, 14)
    expect(found[1]?.observed).toBe(0)
    const infinite = "select unnest(['0.5', 'infinity', '-infinity', '0.5']::DOUBLE[]) as x"
    expect((await finding(drift('l_infinity', { ...bins, weights: [0.5], tails: [0.25, 0.25] }), { select: infinite })).observed).toBe(0)
    expect((await finding(drift('wasserstein', bins), { select: infinite })).message).toBe(
      'column "x" holds infinities, which lie infinitely far from the reference',
    )
    const open: Reference = { kind: 'bins', edges: [Number.NEGATIVE_INFINITY, 0, Number.POSITIVE_INFINITY], weights: [0.25, 0.75], tails: [0, 0] }
    expect((await finding(drift('l_infinity', open), { select: infinite })).observed).toBe(0)
  })

  it('compares each value that is not listed for itself', async () => {
    const select = rowsSql('k', ["'a'", "'a'", "'x'", "'y'", "'z'"])
    const reference: Reference = { kind: 'values', values: ['a'], weights: [1] }
    expect((await finding(drift('l_infinity', reference, 'k'), { select })).observed).toBeCloseTo(0.6, 15)
    const half: Reference = { kind: 'values', values: ['a', 'b'], weights: [0.5, 0.5] }
    expect((await finding(drift('jensen_shannon', half, 'k'), { select })).observed).toBeGreaterThan(0.5)
  })

  it('takes numbers, days and truth values as values', async () => {
    const select = rowsSql('n, d, b', ["1, DATE '2024-01-01', true", "2, DATE '2024-01-02', false"])
    const half = (values: readonly (string | number | boolean)[]): Reference => ({ kind: 'values', values, weights: [0.5, 0.5] })
    const checks = [
      drift('l_infinity', half([1, 2]), 'n'),
      drift('l_infinity', half(['2024-01-02', '2024-01-01']), 'd'),
      drift('l_infinity', half(['true', 'false']), 'b'),
      drift('l_infinity', half([1.5, 2]), 'n'),
    ]
    expect((await findings(checks, { select })).map(({ observed }) => observed)).toEqual([0, 0, 0, 0.5])
  })

  it('cannot be told of references that are none, of other types, or of no values', async () => {
    const bins = (more: object): Reference => ({ kind: 'bins', edges: [0, 1], weights: [1], tails: [0, 0], ...more })
    const values = (more: object): Reference => ({ kind: 'values', values: ['a'], weights: [1], ...more })
    const cases: readonly (readonly [Drift, string])[] = [
      [drift('psi', { kind: 'profile' }), 'the check needs a reference profile, and none was given'],
      [drift('psi', bins({ edges: [1, 0] })), 'the edges of the reference do not ascend'],
      [drift('psi', bins({ edges: [1] })), 'the reference has 1 edges and 1 weights'],
      [drift('psi', bins({ weights: [-1] })), 'the weights of the reference are not all 0 or more, with one above 0'],
      [drift('psi', bins({ weights: [0] })), 'the weights of the reference are not all 0 or more, with one above 0'],
      [drift('psi', bins({}), 'grade'), 'column "grade" is VARCHAR, not number, and the reference is one of numbers'],
      [drift('ks', letters, 'grade'), 'column "grade" is VARCHAR, not number, and the reference is one of numbers'],
      [drift('ks', letters), 'the values of the reference are not finite numbers, each once'],
      [drift('psi', values({ values: ['a', 'a'], weights: [1, 1] }), 'grade'), 'the reference lists a value twice'],
      [drift('psi', values({ weights: [1, 1] }), 'grade'), 'the reference has 1 values and 2 weights'],
      [drift('psi', letters), 'column "x" is DOUBLE, and "a" does not compare with that'],
      [drift('wasserstein', letters, 'grade'), 'the Wasserstein distance needs a reference in bins'],
      [drift('wasserstein', bins({ edges: [0, Number.POSITIVE_INFINITY] })), 'the Wasserstein distance needs finite edges'],
      [drift('normalized_abs_difference', shares), 'the reference has shares, and a difference of counts needs counts'],
    ]
    const found = await findings(
      cases.map(([check]) => check),
      { select: referenceSelect },
    )
    expect(found.map(({ outcome, message }) => [outcome, message])).toEqual(cases.map(([, message]) => ['error', message]))
    const empty = await findings([drift('psi', shares), drift('psi', letters, 'k')], { select: 'select null::DOUBLE as x, null::VARCHAR as k' })
    expect(empty.map(({ message }) => message)).toEqual(['column "x" has no values', 'column "k" has no values'])
  })
})

const letterRows = `select unnest(['a', 'a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'd']) as k`
