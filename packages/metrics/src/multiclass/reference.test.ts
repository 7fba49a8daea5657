import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { close, found } from '../metric.contract.ts'
import type { MulticlassRows } from '../rows/multiclass-rows.ts'
import { confusionMatrix } from './confusion-matrix.ts'
import { multiclassFamilies } from './families.ts'

interface Case {
  readonly name: string
  readonly label: number[]
  readonly probability: number[][]
  readonly single: boolean
  readonly weight: number[] | null
  readonly confusion: number[]
  readonly values: Record<string, number | null>
}
const cases = JSON.parse(readFileSync(new URL('fixtures/reference.json', import.meta.url), 'utf8')) as Case[]

function rowsOf({ label, probability, single, weight }: Case): MulticlassRows {
  return {
    kind: 'multiclass',
    classes: ['a', 'b', 'c', 'd', 'e'].slice(0, probability[0]?.length),
    label: Uint8Array.from(label),
    prediction: null,
    probability: single ? Float32Array.from(probability.flat()) : Float64Array.from(probability.flat()),
    weight: weight && Float64Array.from(weight),
  }
}

describe.each(cases)('on $name', (given) => {
  it.each(Object.entries(given.values))('%s is %s', (id, expected) => {
    const { value, warnings } = found(multiclassFamilies, id).measure(rowsOf(given))
    if (expected === 0) expect(Math.abs(value)).toBeLessThan(1e-15)
    else expect(value).toSatisfy((actual: number) => close(actual, expected ?? Number.NaN, 1e-12))
    if (expected === null) expect(warnings).not.toEqual([])
  })

  it('has the confusion matrix', () => {
    const { counts } = confusionMatrix(rowsOf(given))
    for (const [cell, expected] of given.confusion.entries()) expect(counts[cell]).toBeCloseTo(expected, 12)
  })
})
