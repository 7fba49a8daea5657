import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as ort from 'onnxruntime-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Batch } from './batch.ts'
import type { Model } from './model.ts'
import { openModel } from './open-model.ts'
import { tinyEcho } from './testing/tiny-classifiers.ts'
import { tinyOnnx } from './testing/tiny-onnx.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'run-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function open(bytes: Uint8Array): Promise<Model> {
  const path = join(folder, 'model.onnx')
  await writeFile(path, bytes)
  return await openModel(ort, { path }, { threads: 1 })
}

function batch(columns: Record<string, readonly number[]>): Batch {
  const values = new Map(Object.entries(columns).map(([name, data]) => [name, { kind: 'number' as const, data: Float64Array.from(data) }]))
  return { rows: Object.values(columns)[0]?.length ?? 0, values }
}

const floats = (...values: number[]) => Float32Array.from(values)

describe('inputs of several kinds', () => {
  const wide = (name: string, type: 'float32' | 'int64' | 'string', width: number) => ({ name, type, shape: ['N', width] })
  const nodes = [
    { op: 'Cast', inputs: ['numbers'], outputs: ['n'], attributes: { to: { int: 1 } } },
    { op: 'Cast', inputs: ['places'], outputs: ['p'], attributes: { to: { int: 1 } } },
    { op: 'Concat', inputs: ['n', 'p', 'alone'], outputs: ['y'], attributes: { axis: { int: 1 } } },
  ]
  const inputs = [wide('numbers', 'int64', 2), wide('places', 'string', 2), wide('alone', 'float32', 1)]
  const outputs = [{ name: 'y', type: 'float32' as const, shape: ['N', 5] }]

  it('are filled with the columns that the metadata list for each', async () => {
    const metadata = { feature_names: '{"numbers":["b","a"],"places":["s","t"]}' }
    await using model = await open(tinyOnnx({ inputs, nodes, outputs, metadata }))
    expect(model.columns).toEqual(['b', 'a', 's', 't', 'alone'])
    const text = (data: readonly string[]) => ({ kind: 'string' as const, data })
    const values = new Map([
      ...batch({ a: [1, 10], b: [2, 20], alone: [5, 50] }).values,
      ['s', text(['3', '30'])] as const,
      ['t', text(['4', '40'])] as const,
    ])
    expect(await model.run({ rows: 2, values })).toEqual([
      { name: 'y', type: 'float32', shape: [2, 5], data: floats(2, 1, 3, 4, 5, 20, 10, 30, 40, 50) },
    ])
  })

  it('are refused where the metadata list the columns of one alone', async () => {
    const refused = open(tinyOnnx({ inputs, nodes, outputs, metadata: { feature_names: '["a","b"]' } }))
    await expect(refused).rejects.toMatchObject({ code: 'FEATURES_UNNAMED', hint: expect.stringContaining('a JSON object') })
  })

  it('are refused where they fix different numbers of rows', async () => {
    const fixed = (name: string, rows: number) => ({ name, type: 'float32' as const, shape: [rows, 1] })
    const add = { op: 'Concat', inputs: ['a', 'b'], outputs: ['y'], attributes: { axis: { int: 0 } } }
    const refused = open(tinyOnnx({ inputs: [fixed('a', 2), fixed('b', 3)], nodes: [add], outputs: [fixed('y', 5)] }))
    await expect(refused).rejects.toMatchObject({ code: 'UNSUPPORTED_SHAPE', message: 'input "b" has the shape [3, 1]' })
  })
})

describe('a fixed number of rows', () => {
  it('is refused where no machine could hold so many', async () => {
    const value = (name: string) => ({ name, type: 'float32' as const, shape: [2_000_000, 1] })
    const refused = open(tinyOnnx({ inputs: [value('x')], nodes: [{ op: 'Identity', inputs: ['x'], outputs: ['y'] }], outputs: [value('y')] }))
    await expect(refused).rejects.toMatchObject({ code: 'UNSUPPORTED_SHAPE' })
  })
})

describe('run', () => {
  it('gives every output as the model has it', async () => {
    const echo = {
      outputs: [
        { name: 'whole', columns: ['a'], type: 'int64' },
        { name: 'text', columns: ['a'], type: 'string' },
        { name: 'truth', columns: ['a'], type: 'bool' },
        { name: 'half', columns: ['a', 'b'], type: 'float16' },
      ],
    } as const
    await using model = await open(tinyEcho(echo))
    expect(await model.run(batch({ a: [1, 0], b: [0.5, 2] }))).toEqual([
      { name: 'whole', type: 'int64', shape: [2, 1], data: BigInt64Array.of(1n, 0n) },
      { name: 'text', type: 'string', shape: [2, 1], data: ['1', '0'] },
      { name: 'truth', type: 'bool', shape: [2, 1], data: Uint8Array.of(1, 0) },
      { name: 'half', type: 'float16', shape: [2, 2], data: floats(1, 0.5, 0, 2) },
    ])
  })

  it('refuses a column that is lacking, with the nearest', async () => {
    await using model = await open(tinyEcho({ outputs: [{ name: 'y', columns: ['distance'] }] }))
    await expect(model.run(batch({ distence: [1] }))).rejects.toMatchObject({ code: 'INPUT_MISSING', hint: 'the nearest column is "distence"' })
  })

  it('refuses a number that half precision cannot hold', async () => {
    const input = { name: 'x', type: 'float16' as const, shape: ['N', 1] }
    await using model = await open(
      tinyOnnx({ inputs: [input], nodes: [{ op: 'Identity', inputs: ['x'], outputs: ['y'] }], outputs: [{ ...input, name: 'y' }] }),
    )
    expect(await model.run(batch({ x: [65_504, Number.NaN] }))).toEqual([
      { name: 'y', type: 'float16', shape: [2, 1], data: floats(65_504, Number.NaN) },
    ])
    await expect(model.run(batch({ x: [0, 70_000] }), { firstRow: 5 })).rejects.toMatchObject({
      code: 'INPUT_VALUE',
      message: 'column "x" row 6 is 70000, more than a float16 can hold',
    })
  })
})
