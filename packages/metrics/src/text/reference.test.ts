import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { TextRows } from '../rows/text-rows.ts'
import { textFamilies } from './families.ts'

interface Case {
  readonly name: string
  readonly prediction: readonly string[]
  readonly reference: readonly (readonly string[])[]
  readonly likelihood: { readonly log: readonly number[]; readonly tokens: readonly number[] } | null
  readonly weight: readonly number[] | null
  readonly values: Readonly<Record<string, number>>
}

const reference = JSON.parse(readFileSync(new URL('fixtures/reference.json', import.meta.url), 'utf8')) as { readonly cases: readonly Case[] }

function rowsOf({ prediction, reference, likelihood, weight }: Case): TextRows {
  return {
    kind: 'text',
    prediction,
    reference,
    likelihood: likelihood && { log: Float64Array.from(likelihood.log), tokens: Float64Array.from(likelihood.tokens) },
    weight: weight && Float64Array.from(weight),
  }
}

function metricOf(id: string) {
  const found = textFamilies.map((family) => family.parse(id)).find((metric) => metric !== null)
  if (!found) throw new Error(`no metric ${id}`)
  return found
}

describe.each(reference.cases)('on $name', (given) => {
  const rows = rowsOf(given)
  const one = rows.weight ?? new Float64Array(given.prediction.length).fill(1)

  it.each(Object.entries(given.values))('%s is as its reference has it, to 1e-12', (id, expected) => {
    const { value } = metricOf(id).measure(rows)
    expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-12 * Math.max(Math.abs(expected), 1e-3))
  })

  it.each(Object.keys(given.values))('%s is the same where weights are handed in', (id) => {
    const metric = metricOf(id)
    const { value } = metric.measure(rows)
    const reweigh = metric.reweigh?.(rows) ?? (() => Number.NEGATIVE_INFINITY)
    expect(reweigh(one)).toBeCloseTo(value, 10)
    expect(reweigh(new Float64Array(one.length))).toBeNaN()
  })
})
