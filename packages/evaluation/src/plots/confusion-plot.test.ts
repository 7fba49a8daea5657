import type { MulticlassRows } from '@seaworthy/metrics'
import { describe, expect, it } from 'vitest'
import { confusionPlot } from './confusion-plot.ts'

function rowsOf(classes: readonly string[], pairs: readonly (readonly [truth: number, decided: number, rows: number])[]): MulticlassRows {
  const rows = pairs.flatMap((pair) => new Array<(typeof pairs)[number]>(pair[2]).fill(pair))
  return {
    kind: 'multiclass',
    classes,
    label: Int32Array.from(rows, ([truth]) => truth),
    prediction: Int32Array.from(rows, ([, decided]) => decided),
    probability: null,
    weight: null,
  }
}

describe('the confusion of several classes', () => {
  it('is told of all classes where each has enough rows: by true class, the most frequent first', () => {
    const candidate = rowsOf(
      ['a', 'b'],
      [
        [0, 0, 4],
        [0, 1, 3],
        [1, 0, 2],
        [1, 1, 9],
      ],
    )
    expect(confusionPlot({ candidate, baseline: null }, 2)).toEqual({
      kind: 'multiclass',
      fewestRows: 2,
      classes: ['b', 'a'],
      pooled: 0,
      candidate: [9, 2, 3, 4],
      baseline: null,
    })
  })

  it('pools classes of too few rows, and tells of no cell of too few, but of an empty one', () => {
    const candidate = rowsOf(
      ['rare', 'a', 'b'],
      [
        [0, 0, 2],
        [1, 1, 3],
        [1, 0, 1],
        [2, 2, 3],
      ],
    )
    const baseline = rowsOf(
      ['rare', 'a', 'b'],
      [
        [0, 1, 2],
        [1, 1, 4],
        [2, 0, 3],
      ],
    )
    expect(confusionPlot({ candidate, baseline }, 3)).toEqual({
      kind: 'multiclass',
      fewestRows: 3,
      classes: ['a', 'b'],
      pooled: 1,
      candidate: [3, 0, null, 0, 3, 0, 0, 0, null],
      baseline: [4, 0, 0, 0, 0, 3, null, 0, 0],
    })
  })

  it('counts rows, whatever they weigh', () => {
    const rows = rowsOf(
      ['a', 'b'],
      [
        [0, 0, 2],
        [1, 0, 2],
      ],
    )
    const candidate = { ...rows, weight: Float64Array.of(5, 5, 0.1, 0.1) }
    expect(confusionPlot({ candidate, baseline: null }, 1)?.candidate).toEqual([2, 0, 2, 0])
  })

  it('keeps classes of equal frequency in their order, and cuts names after 200 characters', () => {
    const named = ['x'.repeat(200), 'y'.repeat(201), 'z']
    const candidate = rowsOf(named, [
      [0, 0, 2],
      [1, 1, 2],
      [2, 2, 3],
    ])
    expect(confusionPlot({ candidate, baseline: null }, 2)?.classes).toEqual(['z', 'x'.repeat(200), 'y'.repeat(200)])
  })

  it('is not there where no class has enough rows to be named', () => {
    const candidate = rowsOf(
      ['a', 'b'],
      [
        [0, 0, 2],
        [1, 1, 1],
      ],
    )
    expect(confusionPlot({ candidate, baseline: null }, 3)).toBeNull()
    expect(confusionPlot({ candidate, baseline: null }, 2)?.classes).toEqual(['a'])
  })
})
