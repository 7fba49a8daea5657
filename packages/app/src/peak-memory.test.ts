import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packFolder } from '@seaworthy/inference'
import { addingModel, floatBytes } from '@seaworthy/inference/testing/external-model'
import { tinyClassifier } from '@seaworthy/inference/testing/tiny-classifiers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { peakMemory } from './peak-memory.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'memory-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function written(name: string, bytes: Uint8Array): Promise<string> {
  await writeFile(join(folder, name), bytes)
  return join(folder, name)
}

describe('peakMemory', () => {
  it('is unknown while ONNX Runtime is not loaded natively', async () => {
    expect(await peakMemory(await written('small.onnx', tinyClassifier({ classes: [0, 1], zipMap: false })))).toBeNull()
  })

  it('counts what a model adds to a process of its own, whatever this one holds', async () => {
    createRequire(import.meta.url)('onnxruntime-node')
    const held = new Uint8Array(200_000_000).fill(1)
    const bytes = await peakMemory(await written('small.onnx', tinyClassifier({ classes: [0, 1], zipMap: false })))
    expect(bytes).toBeGreaterThan(100_000)
    expect(bytes).toBeLessThan(held.length)
  })

  it('runs a model that ends with a ZipMap, and one whose classes are texts', async () => {
    expect(await peakMemory(await written('mapped.onnx', tinyClassifier({ classes: ['no', 'yes'], zipMap: true })))).toBeGreaterThan(100_000)
  })

  it('runs a folder that was written as one file', async () => {
    await mkdir(join(folder, 'packed/weights'), { recursive: true })
    await written('packed/model.onnx', addingModel({ location: 'weights/w.bin' }))
    await written('packed/weights/w.bin', floatBytes(1))
    await packFolder(join(folder, 'packed'), join(folder, 'packed.tar'))
    expect(await peakMemory(join(folder, 'packed.tar'))).toBeGreaterThan(100_000)
  })

  it('is unknown of what is no model', async () => {
    expect(await peakMemory(await written('text.onnx', Buffer.from('no model')))).toBeNull()
  })
})
