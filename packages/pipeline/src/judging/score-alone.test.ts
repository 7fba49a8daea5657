import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { tinyEcho } from '@seaworthy/inference/testing/tiny-classifiers'
import { metric } from '@seaworthy/metrics'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { realEngines } from '../fixtures/engines.ts'
import { tinyModel } from '../fixtures/tiny-plan.ts'
import type { LockedDataset } from '../locked-data.ts'
import { scoreAlone } from './score-alone.ts'

let folder: string
const engines = realEngines()
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'alone-'))
})
afterAll(async () => {
  await engines[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

async function rowsOf(name: string, csv: string): Promise<LockedDataset> {
  const [plan] = tinyModel().data
  if (!plan) throw new Error('the tiny model has no data')
  await writeFile(path.join(folder, name), csv)
  const files = [{ path: path.join(folder, name), name }]
  return { plan: { ...plan, time: 'day', id: ['store'], label: 'sales' }, files, artifacts: [], bytes: csv.length, window: null, reading: null }
}

it('scales the forecasts of an anchor and of repeats by how the training rows move, as those of the candidate', async () => {
  const train = await rowsOf('train.csv', 'store,day,sales\nN,2024-01-01,1\nN,2024-01-02,3\nN,2024-01-03,7\n')
  const test = { ...(await rowsOf('test.csv', 'store,day,sales,a\nN,2024-01-04,8,2\nN,2024-01-05,9,9\n')), siblings: new Map([['train', train]]) }
  const file = path.join(folder, 'model.onnx')
  await writeFile(file, tinyEcho({ outputs: [{ name: 'y', columns: ['a'] }] }))
  const policies = { judging: { model: { ...tinyModel(), task: 'forecasting', positive: null } } } as const
  await using model = await engines.model(file)
  const rows = await scoreAlone({ engines }, { policies, dataset: test, model })
  // The training rows move by 2 and by 4, the forecasts err by 6 and by 0: an error of 3 over a step of 3.
  expect(rows.kind === 'forecasting' && metric('mase', 'forecasting').measure(rows).value).toBe(1)
})
