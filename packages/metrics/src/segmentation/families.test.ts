import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { expectInfluence } from '../influence.contract.ts'
import type { SegmentationRows, Segments } from '../rows/segmentation-rows.ts'
import { segmentationFamilies } from './families.ts'

interface Case {
  readonly name: string
  readonly classes: number
  readonly confusion: readonly number[]
  readonly segments: Readonly<Record<keyof Segments, readonly number[]>>
  readonly weight: readonly number[] | null
  readonly values: Readonly<Record<string, number | null>>
}

const reference = JSON.parse(readFileSync(new URL('fixtures/reference.json', import.meta.url), 'utf8')) as { readonly cases: readonly Case[] }

function segmentsOf({ iou, matched, unmatchedPredicted, unmatchedTrue }: Case['segments']): Segments {
  const of = (counts: readonly number[]) => Float64Array.from(counts)
  return { iou: of(iou), matched: of(matched), unmatchedPredicted: of(unmatchedPredicted), unmatchedTrue: of(unmatchedTrue) }
}

function rowsOf({ classes, confusion, segments, weight }: Case): SegmentationRows {
  return {
    kind: 'segmentation',
    classes: Array.from({ length: classes }, (_, at) => `class ${at}`),
    confusion: Float64Array.from(confusion),
    segments: segmentsOf(segments),
    weight: weight && Float64Array.from(weight),
  }
}

function images(confusion: readonly number[], more: Partial<SegmentationRows> = {}): SegmentationRows {
  return { kind: 'segmentation', classes: ['road', 'tree'], confusion: Float64Array.from(confusion), weight: null, ...more }
}

function metric(id: string) {
  const found = segmentationFamilies.map((family) => family.parse(id)).find((one) => one !== null)
  if (!found) throw new Error(`no metric ${id}`)
  return found
}

describe.each(reference.cases)('on $name', (given) => {
  const rows = rowsOf(given)
  const one = rows.weight ?? new Float64Array(given.confusion.length / given.classes ** 2).fill(1)

  it.each(Object.entries(given.values))('%s is as scikit-learn or its definition has it, to 1e-12', (id, expected) => {
    const { value } = metric(id).measure(rows)
    if (expected === null) expect(value).toBeNaN()
    else expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-12 * Math.max(expected, 1e-3))
  })

  it.each(Object.keys(given.values))('%s is the same where weights are handed in, and where each is doubled', (id) => {
    const { value } = metric(id).measure(rows)
    const reweigh = metric(id).reweigh?.(rows) ?? (() => Number.NEGATIVE_INFINITY)
    for (const weight of [one, one.map((own) => 2 * own)]) {
      if (Number.isNaN(value)) expect(reweigh(weight)).toBeNaN()
      else expect(reweigh(weight)).toBeCloseTo(value, 12)
    }
    expect(reweigh(new Float64Array(one.length))).toBeNaN()
  })
})

describe('the influence of each image', () => {
  const [many, weighed] = reference.cases as readonly [Case, Case]
  it.each(['mean_iou', 'dice', 'pixel_accuracy', 'panoptic_quality', 'iou_class:class 1', 'dice_class:class 2'])(
    'on %s is that of its weight',
    (id) => {
      expectInfluence(metric(id), rowsOf(many), { slack: 0.05 })
      expectInfluence(metric(id), rowsOf(weighed), { slack: 0 })
    },
  )
})

describe('the examples of the documentation', () => {
  it('are exact', () => {
    const rows = images([3, 1, 0, 2])
    expect(metric('mean_iou').measure(rows).value).toBe((3 / 4 + 2 / 3) / 2)
    expect(metric('dice').measure(rows).value).toBe((6 / 7 + 4 / 5) / 2)
    expect(metric('pixel_accuracy').measure(rows).value).toBe(5 / 6)
    expect(metric('iou_class:tree').measure(rows).value).toBe(2 / 3)
    const of = (count: number) => Float64Array.of(count)
    const segments = { iou: of(1.5), matched: of(2), unmatchedPredicted: of(1), unmatchedTrue: of(1) }
    expect(metric('panoptic_quality').measure(images([1], { classes: ['road'], segments })).value).toBe(0.5)
  })
})

describe('warnings', () => {
  it('name the classes that are nowhere', () => {
    const message = 'neither true nor predicted in any image that counts: tree'
    expect(metric('mean_iou').measure(images([3, 0, 0, 0]))).toMatchObject({ value: 1, warnings: [{ code: 'CLASS_ABSENT', message }] })
    expect(metric('iou_class:tree').measure(images([3, 0, 0, 0]))).toEqual({
      value: Number.NaN,
      influence: null,
      warnings: [{ code: 'CLASS_ABSENT', message }],
    })
  })

  it('leave out images whose weight is 0', () => {
    const rows = images([3, 0, 0, 0, 0, 0, 0, 5], { weight: Float64Array.of(1, 0) })
    expect(metric('dice').measure(rows)).toMatchObject({ value: 1, warnings: [{ code: 'CLASS_ABSENT' }] })
  })
})

describe('an id', () => {
  it('takes all that follows the colon for the class', () => {
    const rows = images([1, 0, 0, 1], { classes: ['a:b', 'tree'] })
    expect(metric('iou_class:a:b').measure(rows).value).toBe(1)
    expect(metric('iou_class:a:b').id).toBe('iou_class:a:b')
  })

  it('of a class that is not there is refused with the nearest one', () => {
    const refusal = { code: 'METRIC_PARAMETER', message: 'there is no class "tre"', hint: 'did you mean "tree"?' }
    expect(() => metric('dice_class:tre').measure(images([1, 0, 0, 1]))).toThrow(expect.objectContaining(refusal))
    const far = { code: 'METRIC_PARAMETER', hint: 'the classes are: road, tree' }
    expect(() => metric('iou_class:mountain').measure(images([1, 0, 0, 1]))).toThrow(expect.objectContaining(far))
  })

  it('without a class is refused', () => {
    const hint = 'iou_class:NAME, as the class is called'
    expect(() => metric('iou_class:')).toThrow(expect.objectContaining({ code: 'METRIC_PARAMETER', hint }))
  })

  it.each(['iou', 'iou_class', 'mean_iou_class:road', 'miou'])('%s is not known', (id) => {
    expect(segmentationFamilies.every((family) => family.parse(id) === null)).toBe(true)
  })
})

describe.each(['mean_iou', 'dice', 'pixel_accuracy', 'panoptic_quality', 'iou_class:road'])('%s refuses', (id) => {
  const counts = () => new Float64Array(4)
  const segments = () => ({ iou: counts(), matched: counts(), unmatchedPredicted: counts(), unmatchedTrue: counts() })
  it.each<[string, string, Partial<SegmentationRows>, string]>([
    ['no images', 'EMPTY_ROWS', { confusion: new Float64Array(0) }, 'no images'],
    ['part of an image', 'LENGTH_MISMATCH', { confusion: new Float64Array(6) }, '6 counts are no whole number of 2 × 2 tables'],
    ['a negative count', 'COUNT_INVALID', { confusion: Float64Array.of(1, 1, 1, 1, 1, -1, 1, 1) }, 'image 1 has -1 pixels in place 1'],
    ['a count that is NaN', 'COUNT_INVALID', { confusion: Float32Array.of(1, Number.NaN, 1, 1, 1, 1, 1, 1) }, 'image 0 has NaN pixels in place 1'],
    ['fewer weights than images', 'LENGTH_MISMATCH', { weight: Float64Array.of(1) }, '1 weights'],
    ['weights that are all 0', 'WEIGHT_INVALID', { weight: new Float64Array(2) }, 'every weight is 0'],
  ])('%s', (_, code, wrong, message) => {
    const rows = images([1, 1, 1, 1, 1, 1, 1, 1], { segments: segments(), ...wrong })
    expect(() => metric(id).measure(rows)).toThrow(expect.objectContaining({ name: 'MetricsError', code, message: expect.stringContaining(message) }))
  })
})

describe('panoptic_quality refuses', () => {
  const counts = () => new Float64Array(2)
  const segments: Segments = { iou: counts(), matched: counts(), unmatchedPredicted: counts(), unmatchedTrue: counts() }
  it.each<[string, string, Segments | null, string]>([
    ['images without segments', 'SEGMENTS_MISSING', null, 'not their segments'],
    [
      'fewer segments than classes',
      'LENGTH_MISMATCH',
      { ...segments, matched: new Float64Array(1) },
      '2 images and classes have 1 numbers of segments (matched)',
    ],
    [
      'a negative number',
      'COUNT_INVALID',
      { ...segments, unmatchedTrue: Float64Array.of(0, -1) },
      'image 0 has -1 segments (unmatchedTrue) in place 1',
    ],
    ['a sum that is NaN', 'COUNT_INVALID', { ...segments, iou: Float64Array.of(Number.NaN, 1) }, 'image 0 has NaN segments (iou) in place 0'],
  ])('%s', (_, code, wrong, message) => {
    expect(() => metric('panoptic_quality').measure(images([1, 1, 1, 1], { segments: wrong }))).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    )
  })
})
