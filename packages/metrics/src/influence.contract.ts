import { expect } from 'vitest'
import type { MetricOf } from './metric.ts'
import { type RowsKind, type RowsOf, selectUnits, unitsOf } from './rows/rows.ts'

/**
 * Holds the influence of each unit against what it stands for: n times its weight times the derivative of the value by that weight (by
 * central differences), with mean 0; and against the jackknife, which also sees the unit's second-order part: `slack` bounds the
 * relative difference of the two standard errors.
 */
export function expectInfluence<Kind extends RowsKind>(metric: MetricOf<Kind>, rows: RowsOf<Kind>, { slack }: { readonly slack: number }): void {
  const { influence } = metric.measure(rows)
  if (influence === null) throw new Error(`${metric.id} has no influence`)
  const n = influence.length
  const largest = influence.reduce((most, one) => Math.max(most, Math.abs(one)), 0)
  expect(largest).toBeGreaterThan(0)
  expect(Math.abs(influence.reduce((sum, one) => sum + one, 0)) / n).toBeLessThan(1e-10 * largest)
  const weight = rows.weight ?? new Float64Array(n).fill(1)
  const valueAt = (unit: number, own: number) => metric.measure({ ...rows, weight: weight.map((one, at) => (at === unit ? own : one)) }).value
  for (let unit = 0; unit < n; unit++) {
    const own = weight[unit] as number
    const step = 1e-4 * own
    const derivative = own === 0 ? 0 : (valueAt(unit, own + step) - valueAt(unit, own - step)) / (2 * step)
    expect(Math.abs((influence[unit] as number) - n * own * derivative)).toBeLessThan(1e-5 * largest)
  }
  if (rows.weight === null) expect(Math.abs(Math.sqrt(squares(influence) / squares(leftOut(metric, rows))) - 1)).toBeLessThan(slack)
}

/** (n - 1) times the fall of the value where a unit is left out, less its mean. */
function leftOut<Kind extends RowsKind>(metric: MetricOf<Kind>, rows: RowsOf<Kind>): Float64Array {
  const n = unitsOf(rows)
  const { value } = metric.measure(rows)
  const pseudo = new Float64Array(n).map((_, left) => {
    const others = Uint32Array.from({ length: n - 1 }, (_, at) => (at < left ? at : at + 1))
    return (n - 1) * (value - metric.measure(selectUnits(rows, others) as RowsOf<Kind>).value)
  })
  const mean = pseudo.reduce((sum, one) => sum + one, 0) / n
  return pseudo.map((one) => one - mean)
}

function squares(values: Float64Array): number {
  return values.reduce((sum, one) => sum + one * one, 0)
}
