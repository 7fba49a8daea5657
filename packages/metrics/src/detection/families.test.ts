import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { DetectionRows } from '../rows/detection-rows.ts'
import { selectUnits } from '../rows/rows.ts'
import { detectionFamilies } from './families.ts'

type Box = readonly [number, number, number, number]
type Annotated = readonly [category: number, box: Box, crowd: number, area: number]
type Detected = readonly [category: number, box: Box, score: number]
type Image = readonly [truth: readonly Annotated[], found: readonly Detected[]]

interface Case {
  readonly name: string
  readonly classes: number
  readonly images: readonly Image[]
  readonly weight: readonly number[] | null
  readonly values: Readonly<Record<string, number | null>>
}

const reference = JSON.parse(readFileSync(new URL('fixtures/reference.json', import.meta.url), 'utf8')) as { readonly cases: readonly Case[] }

function rowsOf(images: readonly Image[], classes = 1, weight: readonly number[] | null = null): DetectionRows {
  const truth = images.map(([annotated]) => annotated)
  const found = images.map(([, detected]) => detected)
  const starts = (lists: readonly (readonly unknown[])[]) => Uint32Array.from([0, ...lists.map((_, at) => lists.slice(0, at + 1).flat().length)])
  return {
    kind: 'detection',
    classes: Array.from({ length: classes }, (_, at) => `class ${at}`),
    truth: {
      starts: starts(truth),
      category: Int32Array.from(truth.flat(), ([category]) => category),
      box: Float64Array.from(truth.flat().flatMap(([, box]) => box)),
      crowd: Uint8Array.from(truth.flat(), ([, , crowd]) => crowd),
      area: Float64Array.from(truth.flat(), ([, , , area]) => area),
    },
    prediction: {
      starts: starts(found),
      category: Int32Array.from(found.flat(), ([category]) => category),
      box: Float64Array.from(found.flat().flatMap(([, box]) => box)),
      score: Float64Array.from(found.flat(), ([, , score]) => score),
    },
    weight: weight && Float64Array.from(weight),
  }
}

function metric(id: string) {
  const found = detectionFamilies.map((family) => family.parse(id)).find((one) => one !== null)
  if (!found) throw new Error(`no metric ${id}`)
  return found
}

const ids = detectionFamilies.flatMap((family) => family.ids)

describe.each(reference.cases)('on $name', ({ images, classes, weight, values }) => {
  const rows = rowsOf(images, classes, weight)
  const one = rows.weight ?? new Float64Array(images.length).fill(1)

  it.each(Object.entries(values))('%s equals pycocotools to 1e-12', (id, expected) => {
    const { value, warnings } = metric(id).measure(rows)
    if (expected === null) {
      expect(value).toBeNaN()
      expect(warnings.map(({ code }) => code)).toEqual(['CLASS_ABSENT'])
    } else {
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-12)
      expect(warnings).toEqual([])
    }
  })

  it.each(ids)('%s is the same where weights are handed in, and where each is doubled', (id) => {
    const { value } = metric(id).measure(rows)
    const reweigh = metric(id).reweigh?.(rows) ?? (() => Number.NEGATIVE_INFINITY)
    for (const weights of [one, one.map((own) => own * 2)]) {
      if (Number.isNaN(value)) expect(reweigh(weights)).toBeNaN()
      else expect(reweigh(weights)).toBeCloseTo(value, 12)
    }
    expect(reweigh(new Float64Array(one.length))).toBeNaN()
  })
})

describe('a resample of images', () => {
  const { images, classes } = reference.cases[0] as Case
  const drawn = Uint32Array.from(images, (_, at) => (at * at) % images.length)
  const counts = new Float64Array(images.length)
  for (const image of drawn) counts[image] = (counts[image] as number) + 1

  it.each(ids)('has the %s of the images written out as often as they were drawn', (id) => {
    const rows = rowsOf(images, classes)
    const written = metric(id).measure(selectUnits(rows, drawn.toSorted()) as DetectionRows).value
    expect(metric(id).reweigh?.(rows)(counts)).toBeCloseTo(written, 12)
  })
})

describe('the twelve numbers', () => {
  it('stand in the order of the COCO evaluation, and are resampled', () => {
    expect(ids).toEqual('ap ap_50 ap_75 ap_small ap_medium ap_large ar_1 ar_10 ar_100 ar_small ar_medium ar_large'.split(' '))
    expect(ids.map((id) => metric(id).inference)).toEqual(ids.map(() => 'resampled'))
  })

  it('say that nothing is annotated', () => {
    const message = 'no image that counts has an annotated box of these sizes that is no crowd'
    const rows = rowsOf([[[], [[0, [0, 0, 5, 5], 1]]]])
    expect(metric('ap').measure(rows)).toEqual({ value: Number.NaN, influence: null, warnings: [{ code: 'CLASS_ABSENT', message }] })
  })

  it.each(['ap_95', 'ar_5', 'AP', 'map'])('have no %s', (id) => {
    expect(detectionFamilies.every((family) => family.parse(id) === null)).toBe(true)
  })
})

describe.each(ids)('%s refuses', (id) => {
  const box: Box = [0, 0, 5, 5]
  const good = rowsOf(
    [
      [[[0, box, 0, 25]], []],
      [
        [
          [1, box, 0, 25],
          [0, box, 1, 25],
        ],
        [
          [0, box, 0.5],
          [1, box, 0.1],
        ],
      ],
    ],
    2,
  )
  const truth = (wrong: Partial<DetectionRows['truth']>) => ({ truth: { ...good.truth, ...wrong } })
  const prediction = (wrong: Partial<DetectionRows['prediction']>) => ({ prediction: { ...good.prediction, ...wrong } })

  it.each<[string, string, Partial<DetectionRows>, string]>([
    ['no images', 'EMPTY_ROWS', truth({ starts: Uint32Array.of(0) }), 'no images'],
    ['detections of fewer images', 'LENGTH_MISMATCH', prediction({ starts: Uint32Array.of(0, 2) }), '2 annotated images have detections of 1'],
    ['images that begin late', 'LENGTH_MISMATCH', truth({ starts: Uint32Array.of(1, 1, 3) }), 'the annotated boxes of image 0 do not begin'],
    ['images that go back', 'LENGTH_MISMATCH', prediction({ starts: Uint32Array.of(0, 3, 2) }), 'the detected boxes of image 1 do not begin'],
    [
      'an annotated class out of range',
      'BOX_INVALID',
      truth({ category: Int32Array.of(0, 2, 0) }),
      'annotated box 0 of image 1 has 2 among the classes',
    ],
    ['a detected class below 0', 'BOX_INVALID', prediction({ category: Int32Array.of(0, -1) }), 'detected box 1 of image 1 has -1 among the classes'],
    ['fewer classes than boxes', 'LENGTH_MISMATCH', truth({ category: Int32Array.of(0, 0) }), '3 annotated boxes have 2 classes'],
    ['three numbers of a box', 'LENGTH_MISMATCH', prediction({ box: new Float64Array(7) }), '2 detected boxes have 7 numbers, not 4 each'],
    ['a negative width', 'BOX_INVALID', prediction({ box: Float64Array.of(0, 0, 5, 5, 1, 2, -3, 4) }), 'detected box 1 of image 1 has [1, 2, -3, 4]'],
    [
      'a negative height',
      'BOX_INVALID',
      truth({ box: Float64Array.of(0, 0, 5, -5, ...new Float64Array(8)) }),
      'annotated box 0 of image 0 has [0, 0, 5, -5]',
    ],
    [
      'an edge that is NaN',
      'BOX_INVALID',
      prediction({ box: Float64Array.of(Number.NaN, 0, 5, 5, 1, 2, 3, 4) }),
      'detected box 0 of image 1 has [NaN, 0, 5, 5]',
    ],
    ['an area below 0', 'BOX_INVALID', truth({ area: Float64Array.of(1, 1, -1) }), 'annotated box 1 of image 1 has -1 among the areas'],
    ['a crowd mark of 2', 'BOX_INVALID', truth({ crowd: Uint8Array.of(0, 2, 0) }), 'annotated box 0 of image 1 has 2 among the crowd marks'],
    [
      'a score that is NaN',
      'BOX_INVALID',
      prediction({ score: Float32Array.of(1, Number.NaN) }),
      'detected box 1 of image 1 has NaN among the scores',
    ],
    [
      'an infinite score',
      'BOX_INVALID',
      prediction({ score: Float64Array.of(Infinity, 1) }),
      'detected box 0 of image 1 has Infinity among the scores',
    ],
    ['fewer scores than boxes', 'LENGTH_MISMATCH', prediction({ score: Float64Array.of(1) }), '2 detected boxes have 1 scores'],
    ['fewer weights than images', 'LENGTH_MISMATCH', { weight: Float64Array.of(1) }, '1 weights'],
    ['a negative weight', 'WEIGHT_INVALID', { weight: Float64Array.of(1, -1) }, 'the weight of row 1 is -1'],
  ])('%s', (_, code, wrong, message) => {
    expect(() => metric(id).measure({ ...good, ...wrong })).toThrow(
      expect.objectContaining({ name: 'MetricsError', code, message: expect.stringContaining(message) }),
    )
  })
})
