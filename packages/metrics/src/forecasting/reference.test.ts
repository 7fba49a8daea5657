import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { close, found } from '../metric.contract.ts'
import type { ForecastRows } from '../rows/forecast-rows.ts'
import { forecastingFamilies } from './families.ts'

interface Case {
  readonly name: string
  readonly series: number[]
  readonly label: number[]
  readonly prediction: number[]
  readonly naive: number[]
  readonly scale: number[]
  readonly squaredScale: number[]
  readonly quantiles: number[][]
  readonly weight: number[] | null
  readonly values: Record<string, number>
}
const { levels, cases } = JSON.parse(readFileSync(new URL('fixtures/reference.json', import.meta.url), 'utf8')) as { levels: number[]; cases: Case[] }

function rowsOf(given: Case): ForecastRows {
  return {
    kind: 'forecasting',
    series: Int32Array.from(given.series, (one) => one - 2), // any codes will do
    label: Float64Array.from(given.label),
    prediction: Float64Array.from(given.prediction),
    naive: Float64Array.from(given.naive),
    scale: Float64Array.from(given.scale),
    squaredScale: Float64Array.from(given.squaredScale),
    quantiles: { levels, values: Float64Array.from(given.quantiles.flat()) },
    interval: null,
    weight: given.weight && Float64Array.from(given.weight),
  }
}

describe.each(cases)('on $name', (given) => {
  it.each(Object.entries(given.values))('%s is %s', (id, expected) => {
    const { value } = found(forecastingFamilies, id).measure(rowsOf(given))
    expect(value).toSatisfy((actual: number) => close(actual, expected, 1e-12))
  })
})
