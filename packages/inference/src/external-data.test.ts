import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as native from 'onnxruntime-node'
import * as wasm from 'onnxruntime-web'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OrtModule } from './feeds.ts'
import { packFolder } from './folder/pack-folder.ts'
import { openModel } from './open-model.ts'
import { addingModel, type ExternalEntry, floatBytes } from './testing/external-model.ts'

let root: string
let folder: string
let cases = 0
beforeAll(async () => {
  wasm.env.wasm.numThreads = 1
  root = await mkdtemp(path.join(tmpdir(), 'external-'))
})
afterAll(() => rm(root, { recursive: true }))
beforeEach(async () => {
  folder = path.join(root, String(++cases), 'model')
  await mkdir(folder, { recursive: true })
})

async function write(files: Readonly<Record<string, Uint8Array>>): Promise<void> {
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
    await writeFile(path.join(folder, name), bytes)
  }
}

/** What the model says of 1, and of 2. */
async function answers(ort: OrtModule, file: string, runtime: 'native' | 'wasm'): Promise<readonly number[]> {
  await using model = await openModel(ort, { path: file }, { threads: 1, runtime })
  const [output] = await model.run({ rows: 2, values: new Map([['x', { kind: 'number', data: Float64Array.of(1, 2) }]]) })
  return Array.from(output?.data as Float32Array)
}

const runtimes: readonly ['native' | 'wasm', OrtModule][] = [
  ['native', native],
  ['wasm', wasm],
]

describe.each(runtimes)('a folder of ONNX with weights in other files, on %s', (runtime, ort) => {
  it.each<[string, Record<string, Uint8Array>]>([
    ['beside it', { 'model.onnx': addingModel({ location: 'model.onnx.data', offset: 4, length: 4 }), 'model.onnx.data': floatBytes(9, 0.5) }],
    ['in a folder below', { 'model.onnx': addingModel({ location: 'weights/w.bin' }), 'weights/w.bin': floatBytes(0.5) }],
    ['from a folder below', { 'onnx/encoder.onnx': addingModel({ location: 'w.bin' }), 'onnx/w.bin': floatBytes(0.5), 'w.bin': floatBytes(9) }],
  ])('runs with those %s', async (_title, files) => {
    await write({ ...files, 'config.json': new TextEncoder().encode('{}') })
    const packed = `${folder}.tar`
    const { digest, bytes } = await packFolder(folder, packed)
    expect([await answers(ort, folder, runtime), await answers(ort, packed, runtime)]).toEqual([
      [1.5, 2.5],
      [1.5, 2.5],
    ])
    await using model = await openModel(ort, { path: packed }, { threads: 1, runtime })
    expect([model.digest, model.bytes]).toEqual([digest, bytes])
  })

  it.each(['external_one', 'external_each'])('says what ONNX itself says, written by its own library: %s', async (name) => {
    const fixtures = path.join(import.meta.dirname, 'fixtures')
    const { p, ...columns } = JSON.parse(await readFile(path.join(fixtures, 'external.json'), 'utf8')) as Record<string, number[]>
    const values = Object.entries(columns).map(([column, data]) => [column, { kind: 'number' as const, data: Float64Array.from(data) }] as const)
    await using model = await openModel(ort, { path: path.join(fixtures, name) }, { threads: 1, runtime })
    const scores = await model.score({ rows: 5, values: new Map(values) }, { positive: 1 })
    expect(Math.max(...scores.map((score, row) => Math.abs(score - (p?.[row] ?? 9))))).toBeLessThan(1e-6)
  })

  it.each<[string, ExternalEntry, string]>([
    ['is missing', { location: 'other.bin' }, '"other.bin", which is missing'],
    ['lies above', { location: '../w.bin' }, '"../w.bin", which points outside of its folder'],
    ['climbs and comes back', { location: 'sub/../../model/w.bin' }, 'which points outside of its folder'],
    ['lies at a place of the machine', { location: '/etc/passwd' }, '"/etc/passwd", which points outside of its folder'],
    ['is too short', { location: 'w.bin', dims: [3] }, 'tensor "w" takes 12 bytes of "w.bin" from 0 on, which has 8'],
    ['is too short from where it begins', { location: 'w.bin', offset: 8 }, 'tensor "w" takes 4 bytes of "w.bin" from 8 on, which has 8'],
    ['holds more than the shape says', { location: 'w.bin', length: 8 }, 'tensor "w" takes 4 bytes by its shape, and 8 of "w.bin"'],
    ['begins before itself', { location: 'w.bin', offset: -4 }, 'does not say where in "w.bin" it stands'],
    ['begins nowhere', { location: 'w.bin', offset: 'soon' }, 'does not say where in "w.bin" it stands'],
  ])('is refused where the file %s', async (_title, entry, message) => {
    await write({ 'model.onnx': addingModel(entry), 'w.bin': floatBytes(0.5, 9) })
    await writeFile(path.join(folder, '../w.bin'), floatBytes(0.5, 9))
    await packFolder(folder, `${folder}.tar`)
    await expect(answers(ort, `${folder}.tar`, runtime)).rejects.toMatchObject({ code: 'EXTERNAL_DATA', message: expect.stringContaining(message) })
  })

  it('is refused where the weights are a link that leads out', async () => {
    await write({ 'model.onnx': addingModel({ location: 'w.bin' }) })
    await writeFile(path.join(folder, '../w.bin'), floatBytes(0.5))
    await symlink('../w.bin', path.join(folder, 'w.bin'))
    await expect(answers(ort, folder, runtime)).rejects.toMatchObject({ code: 'FOLDER_UNSAFE', message: expect.stringContaining('"w.bin"') })
  })

  it('reads no file beside a model that is one file', async () => {
    await write({ 'model.onnx': addingModel({ location: 'w.bin' }), 'w.bin': floatBytes(0.5) })
    await expect(answers(ort, path.join(folder, 'model.onnx'), runtime)).rejects.toMatchObject({
      code: 'EXTERNAL_DATA',
      message: expect.stringContaining('which its digest does not cover'),
      hint: expect.stringContaining('declare the folder'),
    })
  })
})

describe('a folder', () => {
  it.each<[string, readonly string[], string]>([
    ['no ONNX', ['model.safetensors', 'config.json'], 'a folder without an ONNX file'],
    [
      'several, and none at the top called model.onnx',
      ['encoder.onnx', 'decoder.onnx', 'sub/model.onnx'],
      'several ONNX files (decoder.onnx, encoder.onnx, sub/model.onnx)',
    ],
  ])('that holds %s is not run', async (_title, names, message) => {
    await write(Object.fromEntries(names.map((name) => [name, addingModel({ location: 'w.bin' })])))
    await expect(answers(native, folder, 'native')).rejects.toMatchObject({ code: 'MODEL_FORMAT', message: expect.stringContaining(message) })
  })

  it('that holds several is run by the one that is called model.onnx', async () => {
    await write({ 'a.onnx': floatBytes(1), 'model.onnx': addingModel({ location: 'w.bin' }), 'w.bin': floatBytes(1) })
    expect(await answers(native, folder, 'native')).toEqual([2, 3])
    await cp(folder, `${folder}-2`, { recursive: true })
    await rm(path.join(`${folder}-2`, 'model.onnx'))
    await expect(answers(native, `${folder}-2`, 'native')).rejects.toMatchObject({ code: 'MODEL_FORMAT' })
  })
})
