import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { close, found } from '../metric.contract.ts'
import type { RegressionRows } from '../rows/regression-rows.ts'
import { regressionFamilies } from './families.ts'

interface Case {
  readonly name: string
  readonly label: number[]
  readonly prediction: number[]
  readonly interval: [number, number][]
  readonly weight: number[] | null
  readonly values: Record<string, number | null>
}
const { levels, cases } = JSON.parse(readFileSync(new URL('fixtures/reference.json', import.meta.url), 'utf8')) as { levels: number[]; cases: Case[] }

function rowsOf({ name, label, prediction, interval, weight }: Case, quantiles: boolean): RegressionRows {
  const lower = Float64Array.from(interval, ([one]) => one)
  const upper = Float64Array.from(interval, ([, one]) => one)
  const values = Float64Array.from(prediction.flatMap((one, row) => [lower[row] as number, one, upper[row] as number]))
  return {
    kind: 'regression',
    label: Float64Array.from(label),
    prediction: name.includes('float32') ? Float32Array.from(prediction) : Float64Array.from(prediction),
    quantiles: quantiles ? { levels, values } : null,
    interval: { lower, upper },
    weight: weight && Float64Array.from(weight),
  }
}

// Of values that are a small difference of large ones, the last digits are the reference's own rounding.
const tolerance = (name: string): number => (name === 'far from 0' ? 1e-8 : 1e-12)

describe.each(cases)('on $name', (given) => {
  it.each(Object.entries(given.values))('%s is %s', (id, expected) => {
    const { value, warnings } = found(regressionFamilies, id).measure(rowsOf(given, !id.startsWith('d2_pinball')))
    expect(value).toSatisfy((actual: number) => close(actual, expected ?? Number.NaN, tolerance(given.name)))
    if (expected === null) expect(warnings).not.toEqual([])
  })
})
