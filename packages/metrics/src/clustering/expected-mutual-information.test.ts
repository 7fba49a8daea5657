import { describe, expect, it } from 'vitest'
import { cellsOf, crossTable } from './cross-table.ts'
import { expectedMutualInformation, logFactorials } from './expected-mutual-information.ts'
import { informationOf } from './information.ts'

function table(label: readonly number[], prediction: readonly number[]) {
  const rows = { kind: 'clustering', label: Uint8Array.from(label), prediction: Uint8Array.from(prediction), features: null, weight: null } as const
  return crossTable(cellsOf(rows), null)
}

function* orders(values: readonly number[]): Generator<readonly number[]> {
  if (values.length === 0) yield []
  for (const [at, value] of values.entries()) for (const rest of orders(values.toSpliced(at, 1))) yield [value, ...rest]
}

describe('expectedMutualInformation', () => {
  it.each([
    [
      [0, 0, 1, 1],
      [0, 0, 1, 2],
    ],
    [
      [0, 0, 0, 1, 2, 2],
      [0, 1, 1, 1, 0, 0],
    ],
    [
      [0, 1, 2, 3, 4],
      [0, 0, 0, 0, 1],
    ],
  ])('of %j and %j is the mean over all orders of the rows', (label, prediction) => {
    let sum = 0
    let count = 0
    for (const drawn of orders(prediction)) {
      sum += informationOf(table(label, drawn)).mutual
      count++
    }
    expect(expectedMutualInformation(table(label, prediction), logFactorials(label.length))).toBeCloseTo(sum / count, 14)
  })
})

describe('logFactorials', () => {
  it('starts with 0, 0, log 2, log 6 and keeps its last digits', () => {
    expect([...logFactorials(3)]).toEqual([0, 0, Math.log(2), Math.log(2) + Math.log(3)])
    expect(logFactorials(170)[170]).toBeCloseTo(706.5730622457874, 12)
  })
})
