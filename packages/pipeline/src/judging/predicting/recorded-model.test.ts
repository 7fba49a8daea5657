import type { Model, Prediction } from '@seaworthy/inference'
import { digestOf } from '@seaworthy/record'
import { expect, it } from 'vitest'
import { codeOf } from '../../fixtures/line.ts'
import { answeredModel } from './answered-model.ts'
import { recordedModel } from './recorded-model.ts'

const predictions: readonly Prediction[] = [
  { kind: 'binary', score: Float32Array.of(0.5, 0.25, 1), decision: null },
  { kind: 'binary', score: null, decision: Uint8Array.of(1, 0, 1) },
  { kind: 'multiclass', classes: ['a', 'b'], probability: Float64Array.of(1, 0, 0.5, 0.5, 0, 1), decision: null },
  { kind: 'multiclass', classes: null, probability: null, decision: ['a', 'b', 'a'] },
  { kind: 'multilabel', labels: ['x'], score: Float64Array.of(1, 0, 0.5) },
  { kind: 'regression', value: Float64Array.of(1, 2, 3), quantiles: { levels: [0.5], values: Float64Array.of(1, 2, 3) } },
  { kind: 'ranking', score: Float64Array.of(3, 1, 2) },
  { kind: 'clustering', group: ['p', 'q', 'p'] },
]
const answered = (prediction: Prediction): Model => answeredModel({ prediction, digest: digestOf('model'), bytes: 5, format: 'predicted' })
const batch = (rows: number) => ({ rows, values: new Map() })

async function pass(model: Model, { kind }: Prediction, rows: readonly number[]): Promise<void> {
  let firstRow = 0
  for (const count of rows) {
    await model.predict(batch(count), { kind, firstRow })
    firstRow += count
  }
}

it.each(predictions)('keeps what a model says of rows in batches, as it would have said it at once: $kind', async (prediction) => {
  const { model, recorded } = recordedModel(answered(prediction))
  expect(recorded()).toBeNull()
  await pass(model, prediction, [2, 1])
  expect(recorded()).toEqual(prediction)
})

it('keeps the first pass, whatever the model is asked afterwards', async () => {
  const prediction = { kind: 'binary', score: Float32Array.of(0.5, 0.25, 1), decision: null } as const
  const { model, recorded } = recordedModel(answered(prediction))
  expect(await model.score(batch(3), { positive: 1 })).toEqual(prediction.score)
  await pass(model, prediction, [1, 1])
  expect(recorded()).toEqual(prediction)
})

it('refuses to run what was said beforehand, or to say something else of it', async () => {
  const model = answered({ kind: 'binary', score: null, decision: Uint8Array.of(1) })
  expect(await codeOf(model.run(batch(1)))).toBe('NO_OUTPUT')
  expect(await codeOf(model.score(batch(1), { positive: 1 }))).toBe('NO_PROBABILITY_OUTPUT')
  expect(await codeOf(model.predict(batch(1), { kind: 'ranking' }))).toBe('NO_OUTPUT')
})
