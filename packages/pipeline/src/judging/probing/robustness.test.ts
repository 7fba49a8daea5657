import { type Batch, InferenceError, type Model } from '@seaworthy/inference'
import { describe, expect, it } from 'vitest'
import type { Question } from './answers.ts'
import { flips } from './robustness.ts'

const question: Question = { kind: 'regression', positive: null, output: null }

/** A model that predicts its column `x` and, like one of whole numbers, refuses rows where it is missing. */
const strict: Model = {
  digest: 'sha256:00',
  bytes: 1,
  format: 'onnx',
  notes: [],
  inputs: [],
  outputs: [],
  columns: ['x'],
  classes: null,
  zipMapRemoved: false,
  pictures: [],
  score: () => Promise.reject(new Error('it has no score')),
  run: () => Promise.reject(new Error('it is not run')),
  async predict({ values }) {
    const value = Float64Array.from((values.get('x')?.data ?? []) as Float64Array)
    if (value.some(Number.isNaN)) throw new InferenceError('INPUT_VALUE', 'x is missing')
    return { kind: 'regression', value, quantiles: null }
  },
  [Symbol.asyncDispose]: async () => undefined,
}

const batch: Batch = { rows: 100, values: new Map([['x', { kind: 'number', data: Float64Array.from({ length: 100 }, (_, row) => row + 0.5) }]]) }
const request = { model: strict, batch, question, threshold: 0.5, seed: 'x' }

describe('flips', () => {
  it('counts rows whose answer changes, of those that the model answers', async () => {
    const found = await flips({ ...request, kind: 'noise' })
    expect(found?.answered).toEqual(new Uint8Array(100).fill(1))
    // Noise of 1.44: more than 5 % of small numbers, less of large ones.
    expect(found?.flipped.slice(0, 10).reduce((sum, one) => sum + one, 0)).toBeGreaterThan(7)
    expect(found?.flipped.slice(90).reduce((sum, one) => sum + one, 0)).toBe(0)
  })

  it('leaves out the very rows that the model refuses', async () => {
    const holes: Batch = {
      rows: 100,
      values: new Map([...batch.values, ['y', { kind: 'number', data: new Float64Array(100) }]]),
    }
    const found = await flips({ ...request, model: { ...strict, columns: ['x', 'y'] }, batch: holes, kind: 'missing' })
    const answered = [...(found?.answered ?? [])].filter((one) => one === 1).length
    expect(answered).toBeGreaterThan(30)
    expect(answered).toBeLessThan(70)
    // Who lost the other column says the same as before.
    expect(found?.flipped).toEqual(new Uint8Array(100))
  })

  it('is unknown of a model that reads nothing of the kind', async () => {
    expect(await flips({ ...request, kind: 'typo' })).toBeNull()
  })

  it('hides no failure that is none of the model', async () => {
    const broken: Model = { ...strict, predict: () => Promise.reject(new TypeError('a fault of ours')) }
    await expect(flips({ ...request, model: broken, kind: 'noise' })).rejects.toThrow('a fault of ours')
  })
})
