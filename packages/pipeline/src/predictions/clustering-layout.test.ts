import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PredictionFiles, predictionFiles } from '../fixtures/prediction-files.ts'

let files: PredictionFiles
beforeAll(async () => {
  files = await predictionFiles()
})
afterAll(async () => {
  await files[Symbol.asyncDispose]()
})

const lines = (...of: readonly string[]) => `${of.join('\n')}\n`

describe('groups', () => {
  it('have the group of each row, the true one, and where it lies', async () => {
    const { rows } = await files.read(lines('prediction,label,feature_x,feature_y', 'g1,b,0,1', 'g0,a,2,3'), { kind: 'clustering' })
    expect(rows).toEqual({
      kind: 'clustering',
      label: Uint8Array.of(0, 1),
      prediction: Uint8Array.of(0, 1),
      features: { width: 2, values: Float64Array.of(0, 1, 2, 3) },
      weight: null,
    })
    expect((await files.read(lines('prediction', 'g', 'h'), { kind: 'clustering' })).rows).toMatchObject({ label: null, features: null })
  })
})
