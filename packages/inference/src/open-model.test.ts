import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as ort from 'onnxruntime-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Batch } from './batch.ts'
import type { OpenOptions } from './create-session.ts'
import type { Model } from './model.ts'
import { openModel } from './open-model.ts'
import type { Numbers } from './prediction.ts'
import { bytesField, concat, varintField } from './protobuf.ts'
import { tinyClassifier, tinyScorer } from './testing/tiny-classifiers.ts'
import { tinyOnnx } from './testing/tiny-onnx.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inference-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function open(bytes: Uint8Array, options: OpenOptions = {}): Promise<Model> {
  const path = join(folder, 'model.onnx')
  await writeFile(path, bytes)
  return await openModel(ort, { path }, { threads: 1, ...options })
}

function numbers(columns: Record<string, readonly number[]>): Batch {
  const values = new Map(Object.entries(columns).map(([name, data]) => [name, { kind: 'number' as const, data: Float64Array.from(data) }]))
  return { rows: Object.values(columns)[0]?.length ?? 0, values }
}

const rounded = (scores: Numbers) => Array.from(scores).map((score) => Number(score.toFixed(4)))
const anyNumber = { name: 'x', type: 'float32', shape: ['N', 1] } as const

describe('openModel', () => {
  it('names the digest of the bytes in the file, not of the rewritten ones', async () => {
    const bytes = tinyClassifier({ classes: [0, 1], zipMap: true })
    await using model = await open(bytes)
    expect(model.digest).toBe(`sha256:${createHash('sha256').update(bytes).digest('hex')}`)
    expect([model.bytes, model.zipMapRemoved]).toEqual([bytes.length, true])
    expect(model.inputs).toEqual([{ name: 'x', type: 'float32', shape: ['N', 1] }])
    expect(model.outputs.map(({ name, type }) => [name, type])).toEqual([
      ['label', 'int64'],
      ['probabilities', 'float32'],
    ])
  })

  it.each([
    { classes: [0, 1], zipMap: true },
    { classes: [0, 1], zipMap: false },
    { classes: [-1, 1], zipMap: true },
  ])('scores the second class when asked for it as a number: %o', async (shape) => {
    await using model = await open(tinyClassifier(shape))
    expect(rounded(await model.score(numbers({ x: [0, 1, -2] }), { positive: 1 }))).toEqual([0.5, 0.7311, 0.1192])
  })

  it.each([true, false])('picks the column by the class that counts as positive, ZipMap %s', async (zipMap) => {
    await using model = await open(tinyClassifier({ classes: ['late', 'on time'], zipMap }))
    expect(model.classes).toEqual(['late', 'on time'])
    expect(rounded(await model.score(numbers({ x: [1] }), { positive: 'late' }))).toEqual([0.2689])
    expect(rounded(await model.score(numbers({ x: [1] }), { positive: 'on time' }))).toEqual([0.7311])
    expect(rounded(await model.score(numbers({ x: [1] }), { positive: null }))).toEqual([0.7311])
  })

  it('refuses a positive class that the model does not know', async () => {
    await using model = await open(tinyClassifier({ classes: ['late', 'on time'], zipMap: true }))
    await expect(model.score(numbers({ x: [1] }), { positive: 'Late' })).rejects.toMatchObject({ code: 'POSITIVE_UNKNOWN' })
  })

  it('takes a single output of one number a row as the probability', async () => {
    for (const shape of [['N', 1], ['N']]) {
      const input = { name: 'x', type: 'float32', shape } as const
      await using model = await open(tinyScorer({ input, output: { name: 'p', type: 'float32', shape } }))
      expect(rounded(await model.score(numbers({ x: [0, 1] }), { positive: 'whatever' }))).toEqual([0.5, 0.7311])
    }
  })

  it.each(['float64', 'float16', 'int64', 'int32', 'int16', 'int8', 'uint64', 'uint32', 'uint16', 'uint8', 'bool'] as const)(
    'feeds %s inputs from a column of numbers',
    async (type) => {
      await using model = await open(tinyScorer({ input: { name: 'x', type, shape: ['N', 1] } }))
      expect(rounded(await model.score(numbers({ x: [0, 1] }), { positive: 1 }))).toEqual([0.5, 0.7311])
    },
  )

  it('feeds string inputs from a column of strings', async () => {
    await using model = await open(tinyScorer({ input: { name: 'x', type: 'string', shape: ['N', 1] } }))
    const values = new Map([['x', { kind: 'string' as const, data: ['0', '1'] }]])
    expect(rounded(await model.score({ rows: 2, values }, { positive: 1 }))).toEqual([0.5, 0.7311])
  })

  it('fills a matrix by the names in its metadata', async () => {
    const linear = {
      op: 'LinearClassifier',
      domain: 'ai.onnx.ml',
      inputs: ['X'],
      outputs: ['label', 'p'],
      attributes: {
        classlabels_ints: { ints: [0, 1] },
        coefficients: { floats: [-1, -10, 1, 10] },
        intercepts: { floats: [0, 0] },
        post_transform: { text: 'SOFTMAX' },
      },
    } as const
    const bytes = tinyOnnx({
      inputs: [{ name: 'X', type: 'float32', shape: ['N', 2] }],
      nodes: [linear],
      outputs: [{ name: 'p', type: 'float32', shape: ['N', 2] }],
      metadata: { feature_names: '["b","a"]' },
    })
    await using model = await open(bytes)
    expect(model.columns).toEqual(['b', 'a'])
    expect(rounded(await model.score(numbers({ a: [0, 0.05], b: [0.5, 0] }), { positive: 1 }))).toEqual([0.7311, 0.7311])
  })

  it('answers nothing for no rows, but still asks for its columns', async () => {
    await using model = await open(tinyScorer({ input: anyNumber }))
    expect(await model.score(numbers({ x: [] }), { positive: 1 })).toEqual(new Float32Array())
    await expect(model.score(numbers({ y: [] }), { positive: 1 })).rejects.toMatchObject({ code: 'INPUT_MISSING' })
  })

  it('lets missing numbers reach a float input, and refuses the NaN that comes back, with its row', async () => {
    await using model = await open(tinyScorer({ input: anyNumber }))
    const scored = model.score(numbers({ x: [0, Number.NaN] }), { positive: 1, firstRow: 1000 })
    await expect(scored).rejects.toMatchObject({ code: 'SCORE_NOT_FINITE', message: 'the model answered NaN for row 1001' })
  })

  it('refuses scores that are no probabilities, with the first such row', async () => {
    await using model = await open(tinyScorer({ input: anyNumber, op: 'Identity' }))
    const scored = model.score(numbers({ x: [0.5, 1.0000001, 7] }), { positive: 1 })
    await expect(scored).rejects.toMatchObject({ code: 'SCORE_OUT_OF_RANGE', message: 'the model answered 7 for row 2, no probability' })
    expect([...(await model.score(numbers({ x: [1.0000001] }), { positive: 1 }))]).toEqual([1])
  })

  it('names the column that is missing and the nearest one', async () => {
    await using model = await open(tinyScorer({ input: { name: 'distance', type: 'float32', shape: ['N', 1] } }))
    const scored = model.score(numbers({ distence: [1], origin: [2] }), { positive: 1 })
    await expect(scored).rejects.toMatchObject({ code: 'INPUT_MISSING', hint: 'the nearest column is "distence"' })
  })

  it('refuses a column of the other kind, and a value that the type cannot hold', async () => {
    await using whole = await open(tinyScorer({ input: { name: 'x', type: 'int64', shape: ['N', 1] } }))
    const strings = new Map([['x', { kind: 'string' as const, data: ['1'] }]])
    await expect(whole.score({ rows: 1, values: strings }, { positive: 1 })).rejects.toMatchObject({ code: 'INPUT_TYPE' })
    const half = whole.score(numbers({ x: [1, 0.5] }), { positive: 1, firstRow: 10 })
    await expect(half).rejects.toMatchObject({
      code: 'INPUT_VALUE',
      message: 'column "x" row 11 is 0.5, not an integer that the input can hold (int64)',
    })
    await using text = await open(tinyScorer({ input: { name: 'x', type: 'string', shape: ['N', 1] } }))
    await expect(text.score(numbers({ x: [1] }), { positive: 1 })).rejects.toMatchObject({ code: 'INPUT_TYPE' })
    const missing = new Map([['x', { kind: 'string' as const, data: ['1', null] }]])
    await expect(text.score({ rows: 2, values: missing }, { positive: 1 })).rejects.toMatchObject({ code: 'INPUT_VALUE' })
  })
})

describe('a model file that is refused', () => {
  const good = tinyClassifier({ classes: [0, 1], zipMap: true })

  it('is refused wherever it was cut off', async () => {
    for (let length = 3; length < good.length - 30; length += 7) {
      await expect(open(good.subarray(0, length))).rejects.toMatchObject({ name: 'InferenceError' })
    }
    await expect(open(good.subarray(0, 200))).rejects.toMatchObject({ code: 'MODEL_UNREADABLE' })
  })

  it.each([
    ['a pickle', [...Buffer.from("cos\nsystem\n(S'ls'\ntR.")], 'PICKLE_REFUSED'],
    ['a pickle that is cut off', [0x80, 4, 0x95, 1], 'PICKLE_REFUSED'],
    ['an archive', [0x50, 0x4b, 3, 4, 0], 'MODEL_FORMAT'],
    ['text', [...Buffer.from('hello, world')], 'MODEL_FORMAT'],
    ['JSON', [...Buffer.from('{"a": 1}')], 'MODEL_FORMAT'],
    ['an empty file', [], 'MODEL_UNREADABLE'],
  ])('because it is %s', async (_, bytes, code) => {
    await expect(open(Uint8Array.from(bytes))).rejects.toMatchObject({ code })
  })

  it('because it does not exist', async () => {
    await expect(openModel(ort, { path: join(folder, 'nothing.onnx') })).rejects.toMatchObject({ code: 'MODEL_MISSING' })
  })

  it('with what it would import, where it is a pickle under another name', async () => {
    const pickle = "cos\nsystem\n(S'ls'\ntR."
    await expect(open(new TextEncoder().encode(pickle))).rejects.toMatchObject({
      message: expect.stringMatching(/model.onnx" is a Python pickle, which runs code when it is read: it imports os.system \(dangerous\); 1 calls$/),
    })
  })

  it('with the way out, where it is a model of XGBoost or weights without a graph', async () => {
    const xgboost = '{"learner":{"gradient_booster":{"name":"gbtree","model":{"trees":[]}}}}'
    await expect(open(new TextEncoder().encode(xgboost))).rejects.toMatchObject({
      code: 'MODEL_FORMAT',
      hint: 'export it as ONNX with onnxmltools.convert_xgboost, or let a command of yours predict with it: evaluate.predict',
    })
    const safetensors = concat([Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0), new TextEncoder().encode('{}')])
    await expect(open(safetensors)).rejects.toMatchObject({ code: 'MODEL_FORMAT', message: expect.stringContaining('is a safetensors file') })
  })

  const external = (location: string) => {
    const entry = concat([bytesField(1, 'location'), bytesField(2, location)])
    return concat([varintField(1, 1), varintField(2, 1), bytesField(8, 'w'), bytesField(13, entry), varintField(14, 1)])
  }
  const adding = {
    inputs: [anyNumber],
    outputs: [{ name: 'p', type: 'float32', shape: ['N', 1] }],
    nodes: [{ op: 'Add', inputs: ['x', 'w'], outputs: ['p'] }],
  } as const

  it.each([
    ['weights.bin', 'which is missing'],
    ['here.bin', 'which its digest does not cover'],
    ['../secret.bin', 'which points outside of its folder'],
    ['/etc/passwd', 'which points outside of its folder'],
    ['C:\\secret.bin', 'which points outside of its folder'],
    ['sub/../../secret.bin', 'which points outside of its folder'],
  ])('because its weights lie in another file: %s, %s', async (location, why) => {
    await writeFile(join(folder, 'here.bin'), 'weights')
    const refused = open(tinyOnnx({ ...adding, initializers: [external(location)] }))
    await expect(refused).rejects.toMatchObject({ code: 'EXTERNAL_DATA', message: expect.stringContaining(`"${location}", ${why}`) })
  })

  it('because weights of a constant inside of it lie in another file', async () => {
    const constant = concat([bytesField(1, 'value'), bytesField(5, external('weights.bin')), varintField(20, 4)])
    const inside = { op: 'Constant', inputs: [], outputs: ['w'], rawAttributes: [constant] }
    await expect(open(tinyOnnx({ ...adding, nodes: [inside, ...adding.nodes] }))).rejects.toMatchObject({ code: 'EXTERNAL_DATA' })
  })

  it('because ONNX Runtime does not know an operator', async () => {
    const bytes = tinyOnnx({
      inputs: [anyNumber],
      nodes: [{ op: 'Guess', inputs: ['x'], outputs: ['p'] }],
      outputs: [{ name: 'p', type: 'float32', shape: ['N', 1] }],
    })
    await expect(open(bytes)).rejects.toMatchObject({
      code: 'OPERATOR_UNSUPPORTED',
      message: expect.stringMatching(/needs the operator "Guess".*, which ONNX Runtime does not have \(operator sets: ai.onnx 17, ai.onnx.ml 3\)$/),
    })
  })

  it('because the GPU that it is to run on is not there, unless the CPU will do', async () => {
    const bytes = tinyScorer({ input: anyNumber })
    await expect(open(bytes, { device: 'cuda' })).rejects.toMatchObject({
      code: 'DEVICE_UNAVAILABLE',
      hint: expect.stringContaining('SEAWORTHY_NATIVES'),
    })
    await using model = await open(bytes, { device: 'auto' })
    expect([model.format, model.notes]).toEqual(['onnx', [expect.stringMatching(/^CUDA does not load .*: it runs on the CPU$/)]])
    expect(rounded(await model.score(numbers({ x: [0] }), { positive: 1 }))).toEqual([0.5])
  })

  it('because an input has a type, a shape or a matrix without names that data cannot fill', async () => {
    const image = tinyScorer({ input: { name: 'x', type: 'float32', shape: ['N', 3, 8, 8] } })
    await expect(open(image)).rejects.toMatchObject({ code: 'UNSUPPORTED_SHAPE', hint: expect.stringContaining('evaluate.predict') })
    const output = { name: 'p', type: 'float32', shape: ['N', 3] } as const
    const unnamed = tinyScorer({ input: { name: 'x', type: 'float32', shape: ['N', 3] }, output })
    await expect(open(unnamed)).rejects.toMatchObject({ code: 'FEATURES_UNNAMED' })
    const short = tinyScorer({ input: { name: 'x', type: 'float32', shape: ['N', 3] }, output, metadata: { feature_names: '["a","b"]' } })
    await expect(open(short)).rejects.toMatchObject({ code: 'FEATURES_UNNAMED', message: expect.stringContaining('lists 2 columns') })
  })

  it('because no output, or more than one, can be the probabilities', async () => {
    const output = { name: 'p', type: 'float32', shape: ['N', 3] } as const
    const metadata = { feature_names: '["a","b","c"]' }
    await using model = await open(tinyScorer({ input: { name: 'x', type: 'float32', shape: ['N', 3] }, output, metadata }))
    const scored = model.score(numbers({ a: [1], b: [1], c: [1] }), { positive: 1 })
    await expect(scored).rejects.toMatchObject({ code: 'NO_PROBABILITY_OUTPUT', message: expect.stringContaining('p float32[N, 3]') })
  })
})

describe('a scikit-learn pipeline exported with ZipMap and string inputs', () => {
  const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name)

  it('gives the probabilities of scikit-learn for either class', async () => {
    const expected = JSON.parse(await readFile(fixture('zipmap_strings.json'), 'utf8'))
    await using model = await openModel(ort, { path: fixture('zipmap_strings.onnx') })
    const values: Batch['values'] = new Map([
      ['origin', { kind: 'string', data: expected.origin }],
      ['destination', { kind: 'string', data: expected.destination }],
      ['distance', { kind: 'number', data: Float64Array.from(expected.distance) }],
    ])
    expect([model.zipMapRemoved, model.columns, model.classes]).toEqual([true, ['origin', 'destination', 'distance'], ['in time', 'late']])
    for (const [column, positive] of ['in time', 'late'].entries()) {
      const scores = await model.score({ rows: 40, values }, { positive })
      const gaps = expected.probabilities.map((row: number[], index: number) => Math.abs((row[column] ?? 0) - (scores[index] ?? 0)))
      expect(Math.max(...gaps)).toBeLessThan(1e-6)
    }
  })
})
