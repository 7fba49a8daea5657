import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as native from 'onnxruntime-node'
import * as wasm from 'onnxruntime-web'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Batch } from './batch.ts'
import { openModel } from './open-model.ts'
import { tinyEcho } from './testing/tiny-classifiers.ts'
import { tinyOnnx } from './testing/tiny-onnx.ts'

let folder = ''
beforeAll(async () => {
  wasm.env.wasm.numThreads = 1
  folder = await mkdtemp(join(tmpdir(), 'wasm-'))
})
afterAll(() => rm(folder, { recursive: true }))

const options = { runtime: 'wasm', threads: 1 } as const

async function fileOf(bytes: Uint8Array): Promise<string> {
  const path = join(folder, 'model.onnx')
  await writeFile(path, bytes)
  return path
}

describe('a model on WebAssembly', () => {
  it('says of strings and numbers what it says natively', async () => {
    const expected = JSON.parse(await readFile(join(import.meta.dirname, 'fixtures/zipmap_strings.json'), 'utf8'))
    const path = join(import.meta.dirname, 'fixtures/zipmap_strings.onnx')
    const values: Batch['values'] = new Map([
      ['origin', { kind: 'string', data: expected.origin }],
      ['destination', { kind: 'string', data: expected.destination }],
      ['distance', { kind: 'number', data: Float64Array.from(expected.distance) }],
    ])
    await using here = await openModel(wasm, { path }, options)
    await using there = await openModel(native, { path }, { threads: 1 })
    const [one, other] = [await here.score({ rows: 40, values }, { positive: 'late' }), await there.score({ rows: 40, values }, { positive: 'late' })]
    expect([here.format, there.format, here.columns]).toEqual(['onnx on wasm', 'onnx', there.columns])
    expect(Math.max(...one.map((score, row) => Math.abs(score - (other[row] ?? 0))))).toBeLessThan(1e-6)
  })

  it('gives every output, half precision included', async () => {
    const path = await fileOf(
      tinyEcho({
        outputs: [
          { name: 'half', columns: ['a', 'b'], type: 'float16' },
          { name: 'whole', columns: ['a'], type: 'int64' },
        ],
      }),
    )
    await using model = await openModel(wasm, { path }, options)
    const data = (...numbers: number[]) => ({ kind: 'number' as const, data: Float64Array.from(numbers) })
    const values = new Map([
      ['a', data(1, 2)],
      ['b', data(0.5, 3)],
    ])
    expect(await model.run({ rows: 2, values })).toEqual([
      { name: 'half', type: 'float16', shape: [2, 2], data: Float32Array.of(1, 0.5, 2, 3) },
      { name: 'whole', type: 'int64', shape: [2, 1], data: BigInt64Array.of(1n, 2n) },
    ])
  })

  it('refuses an operator that it does not know by its name', async () => {
    const value = (name: string) => ({ name, type: 'float32' as const, shape: ['N', 1] })
    const path = await fileOf(tinyOnnx({ inputs: [value('x')], nodes: [{ op: 'Guess', inputs: ['x'], outputs: ['p'] }], outputs: [value('p')] }))
    await expect(openModel(wasm, { path }, options)).rejects.toMatchObject({
      code: 'OPERATOR_UNSUPPORTED',
      message: expect.stringContaining('"Guess"'),
    })
  })
})
