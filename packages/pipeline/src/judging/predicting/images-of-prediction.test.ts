import { classRuns, joinedBoxes, joinedMaps, type Prediction } from '@seaworthy/inference'
import { digestOf } from '@seaworthy/record'
import { describe, expect, it } from 'vitest'
import { imagesAt, joinedImages } from './images-of-prediction.ts'
import { rowsAt, rowsBetween, rowsOf } from './rows-of-prediction.ts'
import { readUnits, writeUnits } from './units-file.ts'

const boxes = joinedBoxes(
  [
    { box: [0, 0, 1, 2], category: [1], score: [0.5] },
    { box: [], category: [], score: [] },
    { box: [3, 0, 1, 1, 4, 0, 1, 1], category: [0, 1], score: [0.25, 0.75] },
  ],
  ['cat', 'dog'],
)
const map = (...classes: number[]) => ({ width: classes.length, height: 1, runs: classRuns(Uint8Array.from(classes)) })
const maps = joinedMaps([map(0, 0, 7), map(1), map(2, 2)], null)
const texts: Prediction = { kind: 'text', texts: ['one', '', 'one'] }

describe('what is said of images', () => {
  it('can be had of some images, in another order', () => {
    expect(imagesAt(boxes, [2, 0])).toEqual({
      kind: 'detection',
      classes: ['cat', 'dog'],
      starts: Uint32Array.of(0, 2, 3),
      box: Float64Array.of(3, 0, 1, 1, 4, 0, 1, 1, 0, 0, 1, 2),
      category: Uint32Array.of(0, 1, 1),
      score: Float64Array.of(0.25, 0.75, 0.5),
    })
    expect(rowsAt(maps, Uint32Array.of(1, 0))).toEqual({
      kind: 'segmentation',
      classes: null,
      width: Uint32Array.of(1, 3),
      height: Uint32Array.of(1, 1),
      starts: Uint32Array.of(0, 1, 3),
      category: Uint8Array.of(1, 0, 7),
      length: Uint32Array.of(1, 2, 1),
    })
  })

  it.each<[string, Prediction]>([
    ['boxes', boxes],
    ['class maps', maps],
  ])('is what it was when its stretches are put together again: %s', (_, whole) => {
    const parts = [rowsBetween(whole, 0, 1), rowsBetween(whole, 1, 3)] as [typeof boxes, typeof boxes]
    expect(joinedImages(parts)).toEqual(whole)
  })

  it.each<[string, Prediction]>([
    ['boxes', boxes],
    ['class maps', maps],
    ['texts', texts],
  ])('is kept by unit, and read as it was: %s', (_, prediction) => {
    const about = { dataset: digestOf('rows'), model: digestOf('model'), scoring: digestOf('scoring') }
    expect([rowsOf(prediction), readUnits(writeUnits({ ...about, prediction }), 'units.bin')]).toEqual([3, { ...about, prediction }])
  })
})
