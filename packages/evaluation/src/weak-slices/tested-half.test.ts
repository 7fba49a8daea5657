import type { BinaryRows, RegressionRows } from '@seaworthy/metrics'
import { tQuantile } from '@seaworthy/stats'
import { describe, expect, it } from 'vitest'
import { uniform } from '../fixtures/simulate.ts'
import { halvesOf } from './halves.ts'
import type { SearchColumn } from './search-column.ts'
import { findWeakSlices, type WeakSliceRequest } from './weak-slices.ts'

const testSet = 'sha256:test'

/** What is said of a row by where it lies: whether its half finds, and the how-manieth row of that half it is. */
interface Place {
  readonly finding: boolean
  readonly at: number
  readonly row: number
  readonly cluster: number
}

interface Plan {
  readonly rows?: number
  readonly cluster?: Int32Array | null
  /** The codes of each column; 0 and 1 are named. */
  readonly codes: readonly ((place: Place) => number)[]
  /** Absolute errors. */
  readonly candidate: (place: Place) => number
  readonly baseline?: (place: Place) => number
  readonly weight?: (place: Place) => number
}

/** A regression whose every label is 0: what is predicted is the error. */
function planned({ rows = 2400, cluster = null, codes, candidate, baseline, weight }: Plan): WeakSliceRequest {
  const { finding, testing } = halvesOf(rows, cluster, testSet)
  const places = new Map<number, Place>()
  for (const half of [finding, testing])
    for (const [at, row] of half.entries()) places.set(row, { finding: half === finding, at, row, cluster: cluster?.[row] ?? row })
  const every = (of: (place: Place) => number) => Float64Array.from({ length: rows }, (_, row) => of(places.get(row) as Place))
  const rowsOf = (error: (place: Place) => number): RegressionRows => ({
    kind: 'regression',
    label: new Float64Array(rows),
    prediction: every(error),
    quantiles: null,
    interval: null,
    weight: weight ? every(weight) : null,
  })
  const columns = codes.map(
    (of, at): SearchColumn => ({
      column: `c${at}`,
      codes: Uint8Array.from(every(of)),
      meaning: { kind: 'categories', values: [null, 'a', 'b', 'c', 'd', 'e', 'f'], shown: true },
    }),
  )
  const scored = { candidate: rowsOf(candidate), baseline: baseline ? rowsOf(baseline) : null, cluster }
  return { scored, rows: Uint32Array.from({ length: rows }, (_, row) => row), columns, columnsLeft: 3, testSet }
}

/** Too little to matter, so that there is a standard error. */
const jitter = ({ row }: Place) => (row % 2 === 0 ? 1e-6 : -1e-6)
const conditionsOf = (plan: Plan) => findWeakSlices(planned(plan))?.weakSlices.map(({ condition }) => condition)
const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length
const varianceOf = (values: readonly number[]) => {
  const middle = mean(values)
  return values.reduce((sum, one) => sum + (one - middle) ** 2, 0) / (values.length - 1)
}

describe('what was found, on the half that tests', () => {
  const inside = (tested: number) => (place: Place) => (place.at < (place.finding ? 300 : tested) ? 1 : 0)

  it('is told with its rows of that half, 250 at least', () => {
    const plan = (tested: number): Plan => ({
      codes: [inside(tested)],
      candidate: (place) => 1 + inside(tested)(place) + jitter(place),
      baseline: () => 1,
    })
    expect(findWeakSlices(planned(plan(250)))).toMatchObject({
      weakSlices: [{ condition: 'c0 = a', metric: 'mae', rows: 250 }],
      search: { rows: 2400, columns: 1, columnsLeft: 3, conditions: 1 },
    })
    expect(conditionsOf(plan(249))).toEqual([])
  })

  it('lies in ten clusters at least', () => {
    const rows = 4000
    const cluster = Int32Array.from({ length: rows }, (_, row) => row % 40)
    const { finding, testing } = halvesOf(rows, cluster, testSet)
    const inClusters = (tested: number) => {
      const codes = new Set([...new Set(Array.from(finding, (row) => row % 40))].slice(0, 9))
      for (const code of [...new Set(Array.from(testing, (row) => row % 40))].slice(0, tested)) codes.add(code)
      const code = (place: Place) => (codes.has(place.cluster) ? 1 : 0)
      return conditionsOf({ rows, cluster, codes: [code], candidate: (place) => 1 + code(place) + jitter(place), baseline: () => 1 })
    }
    expect([inClusters(10), inClusters(9)]).toEqual([['c0 = a'], []])
  })

  it('is not all of it', () => {
    const code = ({ finding, at }: Place) => (!finding || at < 300 ? 1 : 0)
    const plan: Plan = { codes: [code], candidate: (place) => 1 + code(place) + jitter(place), baseline: () => 1 }
    expect(conditionsOf(plan)).toEqual([])
    expect(conditionsOf({ codes: plan.codes, candidate: (place) => 1 + 5 * code(place) + jitter(place) })).toEqual([])
  })

  it('must harm there too, and surely', () => {
    const code = inside(400)
    const harmAt = (tested: (place: Place) => number): Plan => ({
      codes: [code],
      candidate: (place) => 30 + (place.finding ? code(place) : tested(place)) + jitter(place),
      baseline: () => 30,
    })
    expect(conditionsOf(harmAt(() => 0))).toEqual([])
    // 1 ± 25 on 400 rows: a standard error of 1.25, beyond two hundredths of 30 and yet unsure; 1 ± 5 is sure.
    expect(conditionsOf(harmAt((place) => (place.at < 400 ? 1 + 25 * (place.at % 2 === 0 ? 1 : -1) : 0)))).toEqual([])
    expect(conditionsOf(harmAt((place) => (place.at < 400 ? 1 + 5 * (place.at % 2 === 0 ? 1 : -1) : 0)))).toEqual(['c0 = a'])
  })

  it('must harm by a fiftieth of the baseline’s loss', () => {
    const code = inside(300)
    const harm = (by: number) => conditionsOf({ codes: [code], candidate: (place) => 5 + by * code(place) + jitter(place), baseline: () => 5 })
    expect([harm(0.1001), harm(0.0999)]).toEqual([['c0 = a'], []])
  })

  it('must harm by a fiftieth of what a baseline decides wrongly', () => {
    const rows = 24_000
    // The baseline errs in a tenth of the rows, of which a fiftieth is 12 rows of 6000; the candidate errs in 13 more, or in 11.
    const { finding, testing } = halvesOf(rows, null, testSet)
    const places = new Map([...finding.entries(), ...testing.entries()].map(([at, row]) => [row, at]))
    const decided = (errs: (at: number) => boolean): BinaryRows => ({
      kind: 'binary',
      label: new Uint8Array(rows),
      score: null,
      prediction: Uint8Array.from({ length: rows }, (_, row) => Number(errs(places.get(row) ?? 0))),
      weight: null,
    })
    const baseline = decided((at) => at % 10 === 0)
    const conditionsAt = (each: number) => {
      const candidate = decided((at) => at % 10 === 0 || (at < 6000 && at % each === 1))
      const cluster = Int32Array.from({ length: rows }, (_, row) => row)
      const request = planned({ rows, codes: [(place) => (place.at < 6000 ? 1 : 0)], candidate: () => 1 })
      return findWeakSlices({ ...request, scored: { candidate, baseline, cluster } })?.weakSlices.map(({ condition, metric }) => [condition, metric])
    }
    expect([conditionsAt(480), conditionsAt(560)]).toEqual([[['c0 = a', 'accuracy']], []])
  })

  it('has the paired difference and its interval, as of a mean, and its chance', () => {
    const random = uniform(7)
    const errors = Array.from({ length: 8000 }, () => 2 + random())
    const code = ({ finding, at }: Place) => (at < (finding ? 1000 : 1500) ? 1 : 0)
    const plan: Plan = {
      rows: 8000,
      codes: [code],
      candidate: (place) => (errors[place.row] ?? 0) + 0.3 * code(place),
      baseline: ({ row }) => 2.2 + (row % 7) / 10,
    }
    const request = planned(plan)
    const harm = [...halvesOf(8000, null, testSet).testing.subarray(0, 1500)].map((row) => (errors[row] ?? 0) + 0.3 - 2.2 - (row % 7) / 10)
    const error = tQuantile(0.975, 1499) * Math.sqrt(varianceOf(harm) / 1500)
    const [slice] = findWeakSlices(request)?.weakSlices ?? []
    expect(slice?.difference).toBeCloseTo(-mean(harm), 12)
    expect(slice?.interval.map((bound) => bound + mean(harm))).toEqual([expect.closeTo(-error, 4), expect.closeTo(error, 4)])
    expect(slice?.adjustedP).toBeLessThan(1e-12)
  })
})

describe('several that were found', () => {
  const code = (column: number) => (place: Place) => (place.at >= 300 * column && place.at < 300 * (column + 1) ? 1 : 0)
  const several = (count: number) => {
    const columns = Array.from({ length: count }, (_, column) => code(column))
    return planned({
      codes: columns,
      candidate: (place) => 1 + columns.reduce((sum, of, column) => sum + of(place) / (column + 1), 0) + jitter(place),
      baseline: () => 1,
    })
  }

  it('are told from the most harmful on; the warning names the first and counts the rest', () => {
    const two = findWeakSlices(several(2))
    expect(two?.weakSlices.map(({ condition }) => condition)).toEqual(['c0 = a', 'c1 = a'])
    expect(two?.warnings).toEqual([
      {
        code: 'WEAK_SLICES',
        message:
          'slices that no gate names: worse than production where c0 = a, and in 1 more; found on one half of the clusters, tested on the other',
      },
    ])
    expect(findWeakSlices(several(3))?.warnings[0]?.message).toContain('where c0 = a, and in 2 more; found')
  })
})

describe('without a baseline', () => {
  const code = ({ finding, at }: Place) => (at < (finding ? 300 : 400) ? 1 : 0)

  it('a slice must lose twice what the rest loses', () => {
    const times = (factor: number) => conditionsOf({ codes: [code], candidate: (place) => (code(place) === 1 ? factor : 1) + jitter(place) })
    expect([times(2.001), times(1.999)]).toEqual([['c0 = a'], []])
  })

  it('what is found is what loses more than the mean, not what loses surely', () => {
    // Six values of even loss, and rows of another column that lose three times as much on the whole, unevenly.
    const uneven = ({ at }: Place) => (at % 4 === 0 ? 1 : 0)
    const candidate = (place: Place) => (uneven(place) === 0 ? 1 + 1e3 * jitter(place) : place.at % 8 === 0 ? 5 : 1.5)
    const even = (place: Place) => (uneven(place) === 1 ? 0 : 1 + (place.at % 5))
    expect(conditionsOf({ rows: 8000, codes: [even, uneven], candidate })).toEqual(['c1 = a'])
  })

  it('the difference of both means has the interval of Welch', () => {
    const random = uniform(8)
    const errors = Array.from({ length: 8000 }, () => random())
    const request = planned({
      rows: 8000,
      codes: [(place) => (place.at < 1000 ? 1 : 0)],
      candidate: ({ at, row }) => (at < 1000 ? 4 : 1) * (errors[row] ?? 0),
    })
    const { testing } = halvesOf(8000, null, testSet)
    const own = [...testing.subarray(0, 1000)].map((row) => 4 * (errors[row] ?? 0))
    const rest = [...testing.subarray(1000)].map((row) => errors[row] ?? 0)
    const error = 1.96 * Math.sqrt(varianceOf(own) / own.length + varianceOf(rest) / rest.length)
    const [slice] = findWeakSlices(request)?.weakSlices ?? []
    const difference = mean(rest) - mean(own)
    expect([slice?.rows, slice?.difference]).toEqual([1000, expect.closeTo(difference, 12)])
    expect(slice?.interval.map((bound) => bound - difference)).toEqual([expect.closeTo(-error, 3), expect.closeTo(error, 3)])
  })

  it('a row of weight three is three rows of its cluster', () => {
    const random = uniform(9)
    const [groups, each] = [40, 100]
    const rows = Array.from({ length: groups * each }, (_, row) => ({
      cluster: Math.floor(row / each),
      code: row % 4 === 0 ? 1 : 0,
      error: (row % 4 === 0 ? 4 : 1) * random(),
      weight: 1 + 2 * Number(random() < 0.3),
    }))
    type Row = (typeof rows)[number]
    const found = (of: readonly Row[], weighted: boolean) => {
      const at = (row: number) => of[row] as Row
      const plan: Plan = {
        rows: of.length,
        cluster: Int32Array.from(of, ({ cluster }) => cluster),
        codes: [({ row }) => at(row).code],
        candidate: ({ row }) => at(row).error,
      }
      return findWeakSlices(planned(weighted ? { ...plan, weight: ({ row }) => at(row).weight } : plan))?.weakSlices[0]
    }
    const weighted = found(rows, true)
    const repeated = found(
      rows.flatMap((row) => new Array<Row>(row.weight).fill(row)),
      false,
    )
    expect(weighted?.difference).toBeCloseTo(repeated?.difference ?? Number.NaN, 12)
    expect(weighted?.interval[0]).toBeCloseTo(repeated?.interval[0] ?? Number.NaN, 12)
    expect(weighted?.interval[1]).toBeCloseTo(repeated?.interval[1] ?? Number.NaN, 12)
  })

  it('what weighs nothing on the half that tests, or beside which nothing weighs, is not told', () => {
    const candidate = (place: Place) => 1 + 5 * code(place) + jitter(place)
    const weighing = (of: (place: Place) => boolean) =>
      conditionsOf({ codes: [code], candidate, weight: (place) => Number(place.finding || of(place)) })
    expect([weighing(() => true), weighing((place) => code(place) === 0), weighing((place) => code(place) === 1)]).toEqual([['c0 = a'], [], []])
  })
})
