import { describe, expect, it } from 'vitest'
import { tinyModel } from '../fixtures/tiny-plan.ts'
import { datasetDigest, type LockedDataset } from '../locked-data.ts'
import { rowsBeside } from './rows-beside.ts'

const model = tinyModel()
const [plan] = model.data
if (!plan) throw new Error('the tiny model has no data')
const dataset = (label: string): LockedDataset => ({ plan: { ...plan, label }, files: [], artifacts: [], bytes: 0, window: null, reading: null })
const [train, validation] = [dataset('train'), dataset('validation')]
const test = {
  ...dataset('test'),
  siblings: new Map([
    ['train', train],
    ['validation', validation],
  ]),
}

describe('rowsBeside', () => {
  it('is nothing where the test rows are all that is read', () => {
    expect(rowsBeside(model, test)).toEqual({})
  })

  it('names the rows that a threshold is chosen on', () => {
    const threshold = { kind: 'chosen', dataset: 'validation', metric: 'f1' } as const
    expect(rowsBeside({ ...model, evaluate: { ...model.evaluate, threshold } }, test)).toEqual({ threshold: datasetDigest(validation) })
  })

  it('names the rows that forecasts are scaled by', () => {
    expect(rowsBeside({ ...model, task: 'forecasting' }, test)).toEqual({ history: datasetDigest(train) })
  })
})
