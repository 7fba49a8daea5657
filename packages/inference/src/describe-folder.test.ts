import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeModel } from './describe-model.ts'
import { packFolder } from './folder/pack-folder.ts'
import { addingModel, floatBytes } from './testing/external-model.ts'

let root: string
let cases = 0
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'described-'))
})
afterAll(() => rm(root, { recursive: true }))

async function described(files: Readonly<Record<string, Uint8Array | string>>) {
  const folder = path.join(root, String(++cases))
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
    await writeFile(path.join(folder, name), bytes)
  }
  const { bytes } = await packFolder(folder, `${folder}.tar`)
  const description = await describeModel(`${folder}.tar`)
  expect(description.bytes).toBe(bytes)
  return description
}

/** Two floats in one tensor. */
function safetensors(): Uint8Array {
  const header = Buffer.from('{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}')
  const length = Buffer.alloc(8)
  length.writeUInt32LE(header.length)
  return Buffer.concat([length, header, Buffer.alloc(8)])
}
const pickle = Buffer.from('\x80\x04cos\nsystem\n.', 'latin1')

it('is what its weights are, where it holds but words beside them', async () => {
  const onnx = { 'model.onnx': addingModel({ location: 'sub/w.bin' }), 'sub/w.bin': floatBytes(1) }
  expect(await described({ ...onnx, 'config.json': '{}', 'README.md': 'words' })).toMatchObject({
    format: 'onnx',
    title: 'a folder with an ONNX model',
    parameters: 1,
    operators: { Add: 1 },
    external: ['sub/w.bin'],
    pickle: null,
  })
  const parts = { 'model-1.safetensors': safetensors(), 'model-2.safetensors': safetensors() }
  expect(await described({ ...parts, 'tokenizer.json': '{}' })).toMatchObject({ format: 'safetensors', parameters: 4 })
})

it.each<[string, Record<string, Uint8Array | string>, object]>([
  ['a Python file', { 'modeling.py': 'print()' }, { pickle: null }],
  ['a pickle', { 'training_args.bin': pickle }, { pickle: { imports: ['os.system'], dangerous: ['os.system'] } }],
  ['a pickle that is called words', { 'vocabulary.json': pickle }, { pickle: { dangerous: ['os.system'] } }],
  ['a file that nobody knows', { 'weights.bin': floatBytes(1) }, { pickle: null }],
])('is a folder where it holds %s, though its weights are known', async (_title, files, more) => {
  expect(await described({ 'model.safetensors': safetensors(), ...files })).toMatchObject({ format: 'folder', parameters: 2, ...more })
})

it('is a folder of no weights that are known where there are none', async () => {
  expect(await described({ 'saved_model.pb': 'x' })).toMatchObject({
    format: 'folder',
    title: 'a folder with no weights that are known here',
    parameters: null,
  })
})
