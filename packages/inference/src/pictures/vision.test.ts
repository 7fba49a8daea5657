import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { decodePicture } from '@seaworthy/datasets'
import * as ort from 'onnxruntime-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Batch } from '../batch.ts'
import type { Model } from '../model.ts'
import { openModel } from '../open-model.ts'
import { type TinyModel, type TinyNode, tinyOnnx } from '../testing/tiny-onnx.ts'
import type { Picture } from './picture.ts'

interface Boxes {
  readonly box: readonly (readonly number[])[]
  readonly category: readonly number[]
  readonly score: readonly number[]
}
// Made by fixtures/make_vision.py, with ONNX's own reference, OpenCV and Pillow.
const reference: {
  readonly images: readonly {
    readonly photo: string
    readonly width: number
    readonly height: number
    readonly three: Boxes
    readonly lines: Boxes
    readonly classes: string
  }[]
} = JSON.parse(readFileSync(new URL('fixtures/vision.json', import.meta.url), 'utf8'))

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))
const fixture = (name: string) => openModel(ort, { path: fileURLToPath(new URL(`fixtures/${name}.onnx`, import.meta.url)) })
const pictures = reference.images.map(({ photo }): Picture => {
  const decoded = decodePicture(bytes(photo))
  if (decoded.kind !== 'picture') throw new Error(decoded.kind)
  return decoded.picture
})

function batchOf(shown: readonly Picture[], column = 'photo'): Batch {
  const names = shown.map((_, at) => `${at}.png`)
  return { rows: shown.length, values: new Map([[column, { kind: 'string', data: names }]]), pictures: new Map([[column, shown]]) }
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vision-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function open(model: TinyModel): Promise<Model> {
  await writeFile(path.join(folder, 'model.onnx'), tinyOnnx(model))
  return openModel(ort, { path: path.join(folder, 'model.onnx') })
}

describe('detection', () => {
  it.each(['three', 'lines'] as const)('finds boxes in pixels of the image, as ONNX, OpenCV and Pillow do: %s', async (form) => {
    await using model = await fixture(`boxes_${form}`)
    const found = await model.predict(batchOf(pictures), { kind: 'detection' })
    if (found.kind !== 'detection') throw new Error(found.kind)
    const expected = reference.images.map((image) => image[form])
    const names = form === 'three' ? ['nothing', 'red', 'green'] : ['red', 'green']
    expect([model.columns, model.pictures, found.classes]).toEqual([['photo'], ['photo'], names])
    expect([found.starts, found.category]).toEqual([Uint32Array.of(0, 2, 4, 6), Uint32Array.from(expected.flatMap(({ category }) => category))])
    const away = (one: ArrayLike<number>, other: readonly number[]) => other.map((value, at) => Math.abs(value - (one[at] ?? Number.NaN)))
    expect(
      Math.max(
        ...away(
          found.box,
          expected.flatMap(({ box }) => box.flat()),
        ),
      ),
    ).toBeLessThan(1e-5)
    expect(
      Math.max(
        ...away(
          found.score,
          expected.flatMap(({ score }) => score),
        ),
      ),
    ).toBeLessThan(1e-5)
  })

  it('says nothing of no images', async () => {
    await using model = await fixture('boxes_three')
    const nothing = { box: new Float64Array(), category: new Uint32Array(), score: new Float64Array() }
    expect(await model.predict(batchOf([]), { kind: 'detection' })).toEqual({
      kind: 'detection',
      classes: ['nothing', 'red', 'green'],
      starts: Uint32Array.of(0),
      ...nothing,
    })
  })

  it.each<[string, readonly number[], string, string]>([
    ['NaN in a box', [0, 0, Number.NaN, 5, 0.5, 1], 'DETECTION_INVALID', 'the model answered the box [0, 0, NaN, 5] for row 7, its box 0'],
    ['a box whose right side is left', [5, 0, 3, 5, 0.5, 1], 'DETECTION_INVALID', 'the model answered the box [5, 0, 3, 5] for row 7, its box 0'],
    ['a score of NaN', [0, 0, 1, 1, Number.NaN, 0], 'SCORE_NOT_FINITE', 'the model answered NaN for row 7'],
    ['a score above 1', [0, 0, 1, 1, 1.5, 0], 'SCORE_OUT_OF_RANGE', 'the model answered 1.5 for row 7, no probability'],
    [
      'a class that it does not name',
      [0, 0, 1, 1, 0.5, 2],
      'LABELS_UNNAMED',
      'the model answered the class 2 for a box of row 7; the model names 2 classes',
    ],
    ['half a class', [0, 0, 1, 1, 0.5, 0.5], 'LABELS_UNNAMED', 'the model answered the class 0.5 for a box of row 7; the model names 2 classes'],
  ])('refuses %s', async (_, line, code, message) => {
    await using model = await open(constantBoxes(line))
    await expect(model.predict(batchOf(pictures.slice(0, 1)), { kind: 'detection', firstRow: 7 })).rejects.toMatchObject({ code, message })
  })

  it('refuses a model without boxes, with what it has', async () => {
    await using model = await fixture('class_map')
    await expect(model.predict(batchOf(pictures), { kind: 'detection' })).rejects.toMatchObject({
      code: 'NO_OUTPUT',
      message: "none of the model's outputs holds boxes: logits float32[N, 3, 8, 12]",
    })
  })
})

describe('segmentation', () => {
  it('gives each pixel of the image the largest class, as ONNX, OpenCV and Pillow do', async () => {
    await using model = await fixture('class_map')
    const found = await model.predict(batchOf(pictures), { kind: 'segmentation' })
    if (found.kind !== 'segmentation') throw new Error(found.kind)
    expect([found.classes, found.width, found.height]).toEqual([['nothing', 'red', 'green'], Uint32Array.of(40, 24, 16), Uint32Array.of(32, 16, 40)])
    const spread = pictures.map((_, image) => {
      const runs: number[] = []
      for (let at = found.starts[image] ?? 0; at < (found.starts[image + 1] ?? 0); at++)
        runs.push(...new Array<number>(found.length[at] ?? 0).fill(found.category[at] ?? 0))
      return Uint8Array.from(runs)
    })
    expect(spread).toEqual(reference.images.map(({ classes }) => bytes(classes)))
  })

  it.each<[string, TinyNode, string]>([
    ['NaN', { op: 'Log', inputs: ['below'], outputs: ['logits'] }, 'SCORE_NOT_FINITE'],
    [
      'one channel, of which nobody knows what it means',
      { op: 'ReduceMax', inputs: ['x'], outputs: ['logits'], attributes: { axes: { ints: [1] } } },
      'NO_OUTPUT',
    ],
    ['more classes than it names', { op: 'Concat', inputs: ['x', 'x'], outputs: ['logits'], attributes: { axis: { int: 1 } } }, 'LABELS_UNNAMED'],
  ])('refuses %s', async (_, node, code) => {
    const below: TinyNode = { op: 'Neg', inputs: ['x'], outputs: ['below'] }
    const image = { column: 'photo', mean: [-1, -1, -1] }
    await using model = await open({
      inputs: [{ name: 'x', type: 'float32', shape: ['N', 3, 'H', 'W'] }],
      nodes: [below, node],
      outputs: [{ name: 'logits', type: 'float32', shape: ['N', 'C', 'H', 'W'] }],
      metadata: { classes: '["a","b","c"]', image: JSON.stringify(image) },
    })
    await expect(model.predict(batchOf(pictures.slice(0, 1)), { kind: 'segmentation' })).rejects.toMatchObject({ code })
  })
})

describe('classification of images', () => {
  it('takes images one by one, and answers for all of them', async () => {
    await using model = await open({
      inputs: [{ name: 'x', type: 'float32', shape: ['N', 3, 'H', 'W'] }],
      nodes: [
        { op: 'ReduceMean', inputs: ['x'], outputs: ['mean'], attributes: { axes: { ints: [2, 3] }, keepdims: { int: 0 } } },
        { op: 'Softmax', inputs: ['mean'], outputs: ['p'], attributes: { axis: { int: 1 } } },
      ],
      outputs: [{ name: 'p', type: 'float32', shape: ['N', 3] }],
      metadata: { classes: '["red","green","blue"]', image: '{"column": "photo"}' },
    })
    const plain = (...rgb: number[]): Picture => ({ width: 1, height: 1, rgb: Uint8Array.from(rgb) })
    const shown = [plain(255, 0, 0), { width: 2, height: 1, rgb: Uint8Array.of(0, 0, 255, 0, 0, 255) }]
    const found = await model.predict(batchOf(shown), { kind: 'multiclass' })
    if (found.kind !== 'multiclass') throw new Error(found.kind)
    const [most, least] = [Math.E / (Math.E + 2), 1 / (Math.E + 2)]
    expect([...(found.probability ?? [])]).toEqual([most, least, least, least, least, most].map((value) => expect.closeTo(value, 6)))
  })
})

describe('inputs of images', () => {
  /** Hands the input on, so that what is fed can be seen. */
  const echo = (shape: readonly (number | string)[], image: unknown, type: 'float32' | 'uint8' = 'float32'): TinyModel => ({
    inputs: [{ name: 'x', type, shape }],
    nodes: [{ op: 'Identity', inputs: ['x'], outputs: ['y'] }],
    outputs: [{ name: 'y', type, shape }],
    metadata: { image: JSON.stringify(image) },
  })
  const small: Picture = { width: 2, height: 1, rgb: Uint8Array.of(255, 0, 51, 0, 102, 255) }
  const fed = async (model: TinyModel, shown = small) => {
    await using opened = await open(model)
    const [output] = await opened.run(batchOf([shown], 'x'))
    return { shape: output?.shape, data: [...(output?.data ?? [])].map((value) => Number(Number(value).toPrecision(5))) }
  }

  it('are planes of 0 to 1 where nothing else is said', async () =>
    expect(await fed(echo(['N', 3, 1, 2], {}))).toEqual({ shape: [1, 3, 1, 2], data: [1, 0, 0, 0.4, 0.2, 1] }))

  it('stand side by side where the channels come last, and are numbers of 0 to 255 in whole numbers', async () =>
    expect(await fed(echo([1, 1, 2, 3], {}, 'uint8'))).toEqual({ shape: [1, 1, 2, 3], data: [255, 0, 51, 0, 102, 255] }))

  it('are normalised by channel, in the order that is said', async () =>
    expect(await fed(echo([1, 3, 'H', 'W'], { order: 'bgr', scale: 1, mean: [51, 0, 0], std: [2, 1, 1] }))).toEqual({
      shape: [1, 3, 1, 2],
      data: [0, 102, 0, 102, 255, 0],
    }))

  it('are one luma where there is one channel', async () =>
    expect(await fed(echo(['N', 1, 'H', 'W'], { scale: 1 }))).toEqual({ shape: [1, 1, 1, 2], data: [82.059, 88.944] }))

  it('keep their proportions in a letterbox, filled as is said', async () =>
    expect(await fed(echo(['N', 1, 'H', 'W'], { resize: 'letterbox', size: [2, 2], scale: 1, pad: 7 }))).toEqual({
      shape: [1, 1, 2, 2],
      data: [82.059, 88.944, 7, 7],
    }))

  it('have to have the size that the input fixes, unless they may be resized', async () => {
    await using model = await open(echo(['N', 3, 4, 4], {}))
    await expect(model.run(batchOf([small], 'x'), { firstRow: 3 })).rejects.toMatchObject({
      code: 'INPUT_VALUE',
      message: 'the image in column "x" row 3 is 2 × 1, and the model takes 4 × 4',
    })
  })

  it.each<[string, unknown]>([
    ['is no object', [1]],
    ['has a key that nobody knows', { colour: 'rgb' }],
    ['resizes to no size', { resize: 'stretch' }],
    ['resizes to a size that the input does not have', { resize: 'stretch', size: [0, 5] }],
    ['has a mean of two channels', { mean: [0, 0] }],
    ['divides by 0', { std: [1, 0, 1] }],
    ['names no order that there is', { order: 'grb' }],
    ['has a scale that is a text', { scale: '1/255' }],
    ['has a layout that the shape excludes', { layout: 'hwc' }],
  ])('are refused where the metadata property image %s', async (_, image) => {
    await expect(open(echo(['N', 3, 'H', 'W'], image))).rejects.toMatchObject({ code: 'IMAGE_UNDECLARED' })
  })

  it('are refused where nobody opened them, and where the property is missing', async () => {
    await using model = await open(echo(['N', 3, 'H', 'W'], {}))
    const { pictures: _, ...unopened } = batchOf([small], 'x')
    await expect(model.run(unopened)).rejects.toMatchObject({ code: 'INPUT_TYPE' })
    await expect(open({ ...echo(['N', 3, 'H', 'W'], {}), metadata: {} })).rejects.toMatchObject({ code: 'UNSUPPORTED_SHAPE' })
  })
})

/** A model that answers one line for any image. */
function constantBoxes(line: readonly number[]): TinyModel {
  return {
    inputs: [{ name: 'x', type: 'float32', shape: ['N', 3, 'H', 'W'] }],
    nodes: [
      { op: 'Constant', inputs: [], outputs: ['flat'], attributes: { value_floats: { floats: line } } },
      { op: 'Constant', inputs: [], outputs: ['shape'], attributes: { value_ints: { ints: [1, 1, 6] } } },
      { op: 'Reshape', inputs: ['flat', 'shape'], outputs: ['lines'] },
    ],
    outputs: [{ name: 'lines', type: 'float32', shape: [1, 1, 6] }],
    metadata: { classes: '["a","b"]', image: '{"column": "photo"}' },
  }
}
