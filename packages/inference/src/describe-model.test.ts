import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeModel } from './describe-model.ts'
import { bytesField, concat, varintField } from './protobuf.ts'
import { tinyClassifier } from './testing/tiny-classifiers.ts'
import { tinyOnnx } from './testing/tiny-onnx.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'describe-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function described(bytes: Uint8Array | string) {
  const path = join(folder, 'model')
  await writeFile(path, bytes)
  return await describeModel(path)
}

const nothing = { parameters: null, opsets: {}, operators: {}, external: [], pickle: null }
const tensor = (dims: readonly number[], ...rest: Uint8Array[]) => concat([...dims.map((size) => varintField(1, size)), varintField(2, 1), ...rest])
const text = (value: string) => concat([u64(value.length), new TextEncoder().encode(value)])

function u32(value: number): Uint8Array {
  return new Uint8Array(Uint32Array.of(value).buffer)
}

function u64(value: number): Uint8Array {
  return new Uint8Array(BigUint64Array.of(BigInt(value)).buffer)
}

function gguf({ version = 3, type = 4, dims = [4, 5] }: { version?: number; type?: number; dims?: readonly number[] } = {}): Uint8Array {
  const strings = concat([text('tokens'), u32(9), u32(8), u64(2), text('a'), text('b')])
  const number = concat([text('layers'), u32(type), u32(7)])
  const one = concat([text('weight'), u32(dims.length), ...dims.map(u64), u32(0), u64(0)])
  return concat([new TextEncoder().encode('GGUF'), u32(version), u64(1), u64(2), strings, number, one])
}

describe('describeModel', () => {
  it('counts the coefficients of a linear model, and names operators and their sets', async () => {
    const bytes = tinyClassifier({ classes: [0, 1], zipMap: true })
    expect(await described(bytes)).toEqual({
      ...nothing,
      format: 'onnx',
      title: 'an ONNX model',
      bytes: bytes.length,
      parameters: 4,
      opsets: { 'ai.onnx': 17, 'ai.onnx.ml': 3 },
      operators: { 'ai.onnx.ml.LinearClassifier': 1, 'ai.onnx.ml.ZipMap': 1 },
    })
  })

  it('counts initializers, constants, and what lies in the branches of a condition', async () => {
    const constant = concat([bytesField(1, 'value'), bytesField(5, tensor([3])), varintField(20, 4)])
    const branch = concat([bytesField(1, 'then_branch'), bytesField(6, bytesField(5, tensor([7]))), varintField(20, 5)])
    const bytes = tinyOnnx({
      inputs: [],
      outputs: [],
      initializers: [tensor([4, 5]), tensor([])],
      nodes: [
        { op: 'Constant', inputs: [], outputs: ['c'], rawAttributes: [constant] },
        { op: 'If', inputs: ['c'], outputs: ['d'], rawAttributes: [branch] },
      ],
    })
    expect(await described(bytes)).toMatchObject({ parameters: 20 + 1 + 3 + 7, operators: { Constant: 1, If: 1 } })
  })

  it('counts each node of a tree ensemble once', async () => {
    const attributes = { nodes_treeids: { ints: [0, 0, 0, 1] }, nodes_values: { floats: [1, 0, 0, 2] }, class_weights: { floats: [1] } }
    const bytes = tinyOnnx({
      inputs: [],
      outputs: [],
      nodes: [{ op: 'TreeEnsembleClassifier', domain: 'ai.onnx.ml', inputs: ['x'], outputs: ['y'], attributes }],
    })
    expect(await described(bytes)).toMatchObject({ parameters: 4 })
  })

  it('names the files that hold weights', async () => {
    const entry = concat([bytesField(1, 'location'), bytesField(2, 'weights.bin')])
    const bytes = tinyOnnx({ inputs: [], outputs: [], nodes: [], initializers: [tensor([2], bytesField(13, entry), varintField(14, 1))] })
    expect(await described(bytes)).toMatchObject({ external: ['weights.bin'], parameters: 2 })
  })

  it('reads of a GGUF file its header alone', async () => {
    expect(await described(concat([gguf(), new Uint8Array(100)]))).toEqual({
      ...nothing,
      format: 'gguf',
      title: 'a GGUF file',
      bytes: gguf().length + 100,
      parameters: 20,
    })
  })

  it.each<[string, Uint8Array, string]>([
    ['cut off', gguf().subarray(0, -3), 'stops in its header'],
    ['of an unknown version', gguf({ version: 9 }), 'of version 9'],
    ['with an unknown type of value', gguf({ type: 99 }), 'unknown type 99'],
    ['with a tensor of more numbers than there are', gguf({ dims: [2 ** 40, 2 ** 40] }), 'too large'],
    ['with a count that cannot be', concat([gguf().subarray(0, 8), u64(2 ** 52), u64(0)]), 'counts 4503599627370496 entries'],
  ])('refuses a GGUF file %s', async (_what, bytes, message) => {
    await expect(described(bytes)).rejects.toMatchObject({ code: 'MODEL_UNREADABLE', message: expect.stringContaining(message) })
  })

  it('counts the tensors of a safetensors file, and refuses one that is cut off', async () => {
    const json = '{"w":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}'
    const bytes = concat([u64(json.length), new TextEncoder().encode(json), new Uint8Array(12)])
    expect(await described(bytes)).toEqual({ ...nothing, format: 'safetensors', title: 'a safetensors file', bytes: bytes.length, parameters: 3 })
    for (const length of [20, bytes.length - 1]) {
      await expect(described(bytes.subarray(0, length))).rejects.toMatchObject({ code: 'MODEL_UNREADABLE' })
    }
  })

  it.each([
    ['{"learner":{"gradient_booster":{"name":"gbtree","model":{"trees":[{"left_children":[-1]}]}}}}', 'xgboost', 'a model of XGBoost in JSON', 1],
    ['{"a": 1}', 'json', 'a JSON file', null],
    ['tree\nversion=v4\n', 'lightgbm', 'a model of LightGBM as text', null],
    ['version https://git-lfs.github.com/spec/v1\n', 'lfs-pointer', 'a Git LFS pointer', null],
    ['hello, world', 'unknown', 'a file of unknown format', null],
  ])('tells %s', async (content, format, title, parameters) => {
    expect(await described(content)).toEqual({ ...nothing, format, title, parameters, bytes: content.length })
  })

  it('scans a pickle, and says what it would do', async () => {
    const pickle = { imports: ['os.system'], dangerous: ['os.system'], calls: 1, complete: true }
    expect(await described("cos\nsystem\n(S'ls'\ntR.")).toEqual({ ...nothing, format: 'pickle', title: 'a Python pickle', bytes: 21, pickle })
  })

  it('refuses an empty file, one that is missing, and ONNX that is cut off', async () => {
    await expect(described('')).rejects.toMatchObject({ code: 'MODEL_UNREADABLE' })
    await expect(describeModel(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'MODEL_MISSING' })
    await expect(described(tinyClassifier({ classes: [0, 1], zipMap: true }).subarray(0, 200))).rejects.toMatchObject({ code: 'MODEL_UNREADABLE' })
  })
})
