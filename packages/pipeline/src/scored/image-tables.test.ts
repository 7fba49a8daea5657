import type { Batch } from '@seaworthy/datasets'
import { classRuns, joinedBoxes, joinedMaps } from '@seaworthy/inference'
import { describe, expect, it } from 'vitest'
import { codeOf } from '../fixtures/line.ts'
import { colourPng, maskPng } from '../fixtures/png.ts'
import { lockedImages } from '../pictures/locked-images.ts'
import { confusionOf } from './confusions.ts'
import { DetectionTable } from './detection-table.ts'
import { SegmentationTable } from './segmentation-table.ts'

const batchOf = (...truths: (string | null)[]): Batch => ({ rows: truths.length, values: new Map([['truth', { kind: 'string', data: truths }]]) })

describe('detection', () => {
  const found = (classes: readonly string[] | null, ...category: number[]) =>
    joinedBoxes([{ box: category.flatMap((at) => [at, 0, 2, 3]), category, score: category.map(() => 0.5) }], classes)
  const scored = (truth: string, classes: readonly string[] | null = ['cat', 'dog']) => {
    const table = new DetectionTable({ rows: 1, label: 'truth', paired: true, classes })
    // Production knows the classes in another order, and one more.
    table.append(batchOf(truth), 0, { candidate: found(classes, 1), baseline: found(['dog', 'cow'], 1, 0) })
    return table.done(null)
  }

  it('holds boxes of both models against those of the label, whatever number a class has to production', () => {
    const truth = '[{"bbox": [0, 1, 2, 4], "category": "dog", "area": 5, "iscrowd": 1}, {"bbox": [1, 1, 1, 1], "category": 0}]'
    const shared = {
      kind: 'detection',
      classes: ['cat', 'dog', 'cow'],
      truth: {
        starts: Uint32Array.of(0, 2),
        category: Int32Array.of(1, 0),
        box: Float64Array.of(0, 1, 2, 4, 1, 1, 1, 1),
        crowd: Uint8Array.of(1, 0),
        area: Float64Array.of(5, 1),
      },
      weight: null,
    }
    const said = (box: readonly number[], category: readonly number[]) => ({
      starts: Uint32Array.of(0, category.length),
      category: Int32Array.from(category),
      box: Float64Array.from(box),
      score: Float64Array.from(category, () => 0.5),
    })
    expect(scored(truth)).toEqual({
      candidate: { ...shared, prediction: said([1, 0, 2, 3], [1]) },
      baseline: { ...shared, prediction: said([1, 0, 2, 3, 0, 0, 2, 3], [2, 1]) },
      grouping: null,
      unit: 'image',
    })
  })

  it('reads lists side by side, as data of Hugging Face have them, and an image without boxes', () => {
    const { candidate } = scored('{"id": [7, 8], "bbox": [[0, 0, 1, 1], [2, 2, 1, 1]], "category": [1, 0], "area": [1, 1]}')
    expect(candidate).toMatchObject({ truth: { category: Int32Array.of(1, 0), box: Float64Array.of(0, 0, 1, 1, 2, 2, 1, 1) } })
    expect(scored('[]').candidate).toMatchObject({ truth: { starts: Uint32Array.of(0, 0) } })
  })

  it.each([
    [
      'a class that the model does not know',
      '[{"bbox": [0, 0, 1, 1], "category": "bird"}]',
      'has the label "bird" in "truth"; the candidate\'s classes are cat, dog',
    ],
    ['a number that is no class', '[{"bbox": [0, 0, 1, 1], "category": 2}]', 'has the label "2" in "truth"; the candidate\'s classes are cat, dog'],
    ['a box of three numbers', '[{"bbox": [0, 0, 1], "category": 1}]', 'its box 0 is [0,0,1], not left, top, width and height'],
    ['a negative width', '[{"bbox": [0, 0, -1, 1], "category": 1}]', 'its box 0 is [0,0,-1,1], not left, top, width and height'],
    ['no category', '[{"bbox": [0, 0, 1, 1]}]', 'its box 0 has no category'],
    ['no list', 'cat', 'has the label "cat" in "truth"; it is no list of boxes in JSON'],
    ['lists of different lengths', '{"bbox": [[0, 0, 1, 1]], "category": []}', 'it is no list of boxes in JSON'],
  ])('refuses a label with %s', (_, truth, said) => {
    const refused = () => scored(truth)
    expect(refused).toThrow(expect.objectContaining({ code: 'LABEL_INVALID', message: expect.stringContaining(said) }))
  })

  it('refuses names where the model knows numbers alone', () => {
    const table = new DetectionTable({ rows: 1, label: 'truth', paired: false, classes: null })
    const append = () => table.append(batchOf('[{"bbox": [0, 0, 1, 1], "category": "dog"}]'), 0, { candidate: found(null, 1), baseline: null })
    expect(append).toThrow(expect.objectContaining({ code: 'LABEL_INVALID', message: expect.stringContaining('names no classes') }))
  })
})

describe('segmentation', () => {
  const size = { width: 3, height: 1 }
  const maps: Readonly<Record<string, Uint8Array>> = {
    'data/masks/a.png': maskPng(size, (x) => x),
    'data/masks/b.png': maskPng(size, (x) => (x === 0 ? 255 : 1)),
    'data/masks/three.png': maskPng(size, () => 3),
    'data/masks/small.png': maskPng({ width: 1, height: 3 }, () => 0),
    'data/masks/colours.png': colourPng(size, () => [0, 1, 2]),
    'data/masks/text.png': new Uint8Array(Buffer.from('no image')),
    'data/more/a.png': maskPng(size, () => 0),
  }
  const files = Object.keys(maps).map((name) => ({ name, path: `/${name}` }))
  const images = lockedImages({ source: 'data/**', files }, { read: async (at) => maps[at.slice(1)] ?? null })
  const said = (classes: readonly string[] | null, ...values: number[]) =>
    joinedMaps([{ ...size, runs: classRuns(Uint8Array.from(values)) }], classes)
  const scored = async (truth: string | null, classes: readonly string[] | null = ['x', 'y', 'z']) => {
    const table = new SegmentationTable({ rows: 1, label: 'truth', paired: true, classes, images })
    await table.append(batchOf(truth), 0, { candidate: said(classes, 0, 1, 1), baseline: said(['z', 'w'], 0, 0, 1) })
    return table.done(null)
  }

  it('counts the pixels of each pair of classes, whatever number a class has to production', async () => {
    const { candidate, baseline, unit } = await scored('masks/a.png')
    const shared = { kind: 'segmentation', classes: ['x', 'y', 'z', 'w'], weight: null }
    expect([candidate, baseline, unit]).toEqual([
      { ...shared, confusion: Float64Array.of(1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) },
      { ...shared, confusion: Float64Array.of(0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0) },
      'image',
    ])
  })

  it('leaves out pixels that nobody judges, and orders classes by number where they have no names', async () => {
    const table = new SegmentationTable({ rows: 1, label: 'truth', paired: false, classes: null, images })
    await table.append(batchOf('b.png'), 0, { candidate: said(null, 0, 1, 0), baseline: null })
    expect(table.done(null).candidate).toMatchObject({ classes: ['0', '1'], confusion: Float64Array.of(0, 0, 1, 1) })
  })

  it.each([
    ['names no image', 'none.png', 'DATA_MISSING', 'row 0 of the test window names "none.png", which is no image of the data, in "truth"'],
    ['ends two images', 'a.png', 'DATA_MISSING', 'row 0 of the test window names "a.png", which is the end of several images, in "truth"'],
    ['is of another size', 'small.png', 'IMAGE_INVALID', "row 0 of the test window has a mask of 1 × 3, and the model's is 3 × 1"],
    [
      'has a class that the model does not know',
      'three.png',
      'LABEL_INVALID',
      'row 0 of the test window has the label "3" in "truth"; the candidate\'s classes are 0 to 2',
    ],
    ['holds colours', 'colours.png', 'IMAGE_INVALID', 'the image "colours.png" in "truth" of row 0 holds colours and no numbers of classes'],
    ['is no image', 'text.png', 'IMAGE_INVALID', 'the image "text.png" in "truth" of row 0 is neither a PNG nor a JPEG that can be decoded'],
  ])('refuses a mask that %s', async (_, truth, code, message) => {
    await expect(scored(truth)).rejects.toMatchObject({ code, message })
  })

  it('refuses a row without a mask', async () => expect(await codeOf(scored(null))).toBe('LABEL_INVALID'))

  it('keeps apart more classes than one model can name', async () => {
    const names = (prefix: string) => Array.from({ length: 200 }, (_, at) => `${prefix}${at}`)
    const table = new SegmentationTable({ rows: 1, label: 'truth', paired: true, classes: names('own '), images })
    await table.append(batchOf('masks/a.png'), 0, { candidate: said(names('own '), 0, 1, 2), baseline: said(names('other '), 0, 100, 199) })
    const { baseline } = table.done(null)
    const { classes, confusion } = baseline as { readonly classes: readonly string[]; readonly confusion: Float64Array }
    const pairs = [0, 1, 2].map((true_) => classes[confusion.subarray(true_ * classes.length, (true_ + 1) * classes.length).indexOf(1)])
    expect(pairs).toEqual(['other 0', 'other 100', 'other 199'])
  })

  it('counts runs as it would count pixels', () => {
    const truth = Uint8Array.from({ length: 97 }, (_, at) => (at * at) % 5)
    const given = Uint8Array.from({ length: 97 }, (_, at) => Math.floor(at / 7) % 3)
    const counts = new Map<number, number>()
    for (const [at, value] of truth.entries())
      if (value !== 4) counts.set(value * 65_536 + (given[at] ?? 0), (counts.get(value * 65_536 + (given[at] ?? 0)) ?? 0) + 1)
    const found = confusionOf({
      truth: classRuns(truth),
      said: classRuns(given),
      trueOf: (value) => (value === 4 ? -1 : value),
      saidOf: (value) => value,
    })
    expect(new Map([...found].toSorted())).toEqual(new Map([...counts].toSorted()))
  })
})
