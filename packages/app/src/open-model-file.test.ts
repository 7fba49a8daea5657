import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { tinyClassifier } from '@seaworthy/inference/testing/tiny-classifiers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { environmentOf } from './fixtures/environment.ts'
import { inferenceSettings, openModelFile } from './open-model-file.ts'

let folder = ''
let file = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'open-'))
  file = path.join(folder, 'model.onnx')
  await writeFile(file, tinyClassifier({ classes: [0, 1], zipMap: true }))
})
afterAll(() => rm(folder, { recursive: true }))

const batch = { rows: 2, values: new Map([['x', { kind: 'number' as const, data: Float64Array.of(0, 1) }]]) }

async function opened(inference: { readonly device?: string; readonly runtime?: string }) {
  const warnings: string[] = []
  const log = { info: () => undefined, warn: (message: string) => warnings.push(message) }
  const environment = environmentOf({ inference: { device: null, runtime: null, ...inference } })
  const natives = { overrideDir: null, toolCache: null, registry: null, platform: process.platform, arch: process.arch }
  await using model = await openModelFile({ environment, natives, log }, file)
  return { format: model.format, score: Array.from(await model.score(batch, { positive: 1 }), (one) => Number(one.toFixed(6))), warnings }
}

describe('openModelFile', () => {
  it('runs a model natively on the CPU where nothing else is asked for', async () => {
    expect(await opened({})).toEqual({ format: 'onnx', score: [0.5, 0.731059], warnings: [] })
  })

  it('runs it on WebAssembly, with the same answers', async () => {
    expect(await opened({ runtime: 'wasm' })).toEqual({ format: 'onnx on wasm', score: [0.5, 0.731059], warnings: [] })
  })

  it('says that it runs on the CPU where a GPU was wished for, and refuses where one was demanded', async () => {
    const { format, warnings } = await opened({ device: 'auto', runtime: 'wasm' })
    expect([format, warnings]).toEqual(['onnx on wasm', ['ONNX Runtime on WebAssembly has no CUDA: it runs on the CPU']])
    await expect(opened({ device: 'cuda', runtime: 'wasm' })).rejects.toMatchObject({ code: 'DEVICE_UNAVAILABLE' })
  })
})

describe('inferenceSettings', () => {
  it.each([
    [{ device: 'gpu', runtime: null }, 'SEAWORTHY_DEVICE is "gpu"'],
    [{ device: null, runtime: 'web' }, 'SEAWORTHY_RUNTIME is "web"'],
  ])('refuses %o', (inference, message) => {
    expect(() => inferenceSettings(inference)).toThrow(message)
  })
})
