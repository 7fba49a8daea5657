import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { close, found } from '../metric.contract.ts'
import type { MultilabelRows } from '../rows/multilabel-rows.ts'
import { multilabelFamilies } from './families.ts'

interface Case {
  readonly name: string
  readonly labels: number
  readonly label: number[]
  readonly score: number[]
  readonly single: boolean
  readonly weight: number[] | null
  readonly values: Record<string, number | null>
}
const cases = JSON.parse(readFileSync(new URL('fixtures/reference.json', import.meta.url), 'utf8')) as Case[]

function rowsOf({ labels, label, score, single, weight }: Case): MultilabelRows {
  return {
    kind: 'multilabel',
    labels: ['a', 'b', 'c', 'd'].slice(0, labels),
    label: Uint8Array.from(label),
    score: single ? Float32Array.from(score) : Float64Array.from(score),
    prediction: null,
    weight: weight && Float64Array.from(weight),
  }
}

describe.each(cases)('on $name', (given) => {
  it.each(Object.entries(given.values))('%s is %s', (id, expected) => {
    const { value, warnings } = found(multilabelFamilies, id).measure(rowsOf(given))
    if (expected === 0) expect(Math.abs(value)).toBeLessThan(1e-15)
    else expect(value).toSatisfy((actual: number) => close(actual, expected ?? Number.NaN, 1e-12))
    if (expected === null) expect(warnings).not.toEqual([])
  })
})
