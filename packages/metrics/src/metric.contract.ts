import { describe, expect, it } from 'vitest'
import type { Family } from './family.ts'
import type { MetricOf } from './metric.ts'
import { type RowsKind, type RowsOf, selectUnits, unitsOf } from './rows/rows.ts'

/** What every metric of a kind of rows keeps. */
export interface MetricContract<Kind extends RowsKind> {
  readonly families: readonly Family<Kind>[]
  /** Other ids than those that the families offer. */
  readonly more?: readonly string[]
  /** Some sixty units without weights, each class and group among them often. */
  readonly rows: RowsOf<Kind>
  /** Ids whose value is no mean over the units, but counts them too: `adjusted_r2_3`. */
  readonly counting?: readonly string[]
}

/** The metric of that id. */
export function found<Kind extends RowsKind>(families: readonly Family<Kind>[], id: string): MetricOf<Kind> {
  for (const family of families) {
    const metric = family.parse(id)
    if (metric) return metric
  }
  throw new Error(`no family has ${id}`)
}

/** Numbers in (0, 1) that are the same on every run. */
export function* numbersFrom(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state * 48271) % 2147483647
    yield state / 2147483647
  }
}

export function close(actual: number, expected: number, tolerance: number): boolean {
  if (Number.isNaN(expected)) return Number.isNaN(actual)
  return Math.abs(actual - expected) <= tolerance * Math.max(1e-300, Math.abs(expected), Math.abs(actual))
}

export function metricContract<Kind extends RowsKind>({ families, more = [], rows, counting = [] }: MetricContract<Kind>): void {
  const units = unitsOf(rows)
  const draw = numbersFrom(17)
  const fraction = Float64Array.from({ length: units }, () => 0.2 + draw.next().value)
  const whole = Float64Array.from({ length: units }, () => Math.floor(4 * draw.next().value))
  const weighted = (weight: Float64Array | null): RowsOf<Kind> => ({ ...rows, weight })
  const select = (places: readonly number[]) => selectUnits(rows, Uint32Array.from(places)) as RowsOf<Kind>

  describe.each([...families.flatMap(({ ids }) => ids), ...more])('%s', (id) => {
    const metric = found(families, id)

    it('has the id it was asked for, and a value in its range', () => {
      const { value, warnings } = metric.measure(rows)
      expect(metric.id).toBe(id)
      expect(value).toBeGreaterThanOrEqual(metric.range[0])
      expect(value).toBeLessThanOrEqual(metric.range[1])
      expect(warnings).toEqual([])
    })

    it('does not change with weights that are all equal', () => {
      expect(close(metric.measure(weighted(new Float64Array(units).fill(2))).value, metric.measure(rows).value, 1e-12)).toBe(true)
    })

    it('says under other weights what it measures with them', () => {
      const under = metric.reweigh?.(weighted(whole)) ?? (() => Number.NaN)
      for (const weight of [fraction, whole, new Float64Array(units).fill(1)])
        expect(under(weight)).toSatisfy((value: number) => close(value, metric.measure(weighted(weight)).value, 1e-9))
    })

    if (!counting.includes(id))
      it('takes a whole weight as that many units, and 0 as none', () => {
        const repeated = select([...whole].flatMap((times, unit) => new Array<number>(times).fill(unit)))
        expect(metric.measure(weighted(whole)).value).toSatisfy((value: number) => close(value, metric.measure(repeated).value, 1e-10))
      })

    if (metric.inference === 'resampled')
      it('claims no influence', () => {
        expect(metric.measure(rows).influence).toBeNull()
      })
    else influenceContract({ metric, rows, fraction, isCounting: counting.includes(id) })
  })
}

interface InfluenceContract<Kind extends RowsKind> {
  readonly metric: MetricOf<Kind>
  readonly rows: RowsOf<Kind>
  readonly fraction: Float64Array
  readonly isCounting: boolean
}

function influenceContract<Kind extends RowsKind>({ metric, rows, fraction, isCounting }: InfluenceContract<Kind>): void {
  const units = unitsOf(rows)
  const ones = new Float64Array(units).fill(1)

  it.each([
    ['no weights', null],
    ['weights', fraction],
  ])('has the influence of a small change of each weight, with mean 0: %s', (_, weight) => {
    const influence = metric.measure({ ...rows, weight }).influence ?? new Float64Array(0)
    const size = influence.reduce((most, one) => Math.max(most, Math.abs(one)), 0)
    expect(size).toBeGreaterThan(0)
    expect(Math.abs(influence.reduce((sum, one) => sum + one, 0)) / units / size).toBeLessThan(1e-10)
    const at = (unit: number, by: number): number => {
      const moved = Float64Array.from(weight ?? ones)
      moved[unit] = (moved[unit] as number) * (1 + by)
      return metric.measure({ ...rows, weight: moved }).value
    }
    const slopes = influence.map((_, unit) => (units * (at(unit, 1e-5) - at(unit, -1e-5))) / 2e-5)
    expect(influence.map((one, unit) => Math.abs(one - (slopes[unit] as number)) / size).reduce((most, one) => Math.max(most, one), 0)).toBeLessThan(
      1e-5,
    )
  })

  if (!isCounting)
    it('has about the standard error of leaving out one unit after the other', () => {
      const { influence, value } = metric.measure(rows)
      const moved = ones.map((_, left) => {
        const places = Uint32Array.from(ones.keys()).filter((unit) => unit !== left)
        return (units - 1) * (value - metric.measure(selectUnits(rows, places) as RowsOf<Kind>).value)
      })
      const square = (values: Float64Array): number => values.reduce((sum, one) => sum + one * one, 0)
      const average = moved.reduce((sum, one) => sum + one, 0) / units
      const ratio = Math.sqrt(square(influence ?? ones) / square(moved.map((one) => one - average)))
      expect(ratio).toBeGreaterThan(0.8)
      expect(ratio).toBeLessThan(1.1)
    })
}
