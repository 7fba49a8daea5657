import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Task, tasks } from '@seaworthy/config'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { realEngines } from '../../fixtures/engines.ts'
import { codeOf, lineOver, type TestLine, trainHost } from '../../fixtures/line.ts'
import type { OrdersRepository } from '../../fixtures/orders-repository.ts'
import { predictingConfig, predictingRepository } from '../../fixtures/predicting-repository.ts'
import type { LockedDataset } from '../../locked-data.ts'
import { modelNamed, requireConfig } from '../../repository-files.ts'
import type { PredictionSource } from './prediction-source.ts'
import { openPredictor } from './predictor.ts'

// The command itself says which columns it was given.
const engines = realEngines()
let repo: OrdersRepository
let line: TestLine
let source: PredictionSource
beforeAll(async () => {
  repo = await predictingRepository(predictingConfig({ predict: `{ run: 'echo "given $(head -n 1 "$DATA")"; exit 7' }` }))
  line = lineOver(repo, { sha: repo.first, engines: engines.ofRun() })
  const model = modelNamed(await requireConfig(repo.tree, repo.first), 'orders')
  const { predict } = model.evaluate
  if (predict === null) throw new Error('the configuration has no command')
  source = { predict, model, from: 'base', tree: repo.first, paths: [], scoring: `sha256:${'0'.repeat(64)}` }
})
afterAll(async () => {
  await repo[Symbol.asyncDispose]()
  await engines[Symbol.asyncDispose]()
})

async function given(task: Task, { plan, columns }: { readonly plan: Partial<LockedDataset['plan']>; readonly columns: string }): Promise<string> {
  const [declared] = source.model.data
  if (!declared) throw new Error('the model has no data')
  const file = path.join(repo.root, `${task}.csv`)
  await writeFile(file, `${columns}\n${columns.replaceAll(/[^,]+/g, '1')}\n`)
  const files = [{ path: file, name: `${task}.csv` }]
  const dataset: LockedDataset = { plan: { ...declared, id: [], label: null, ...plan }, files, artifacts: [], bytes: 0, window: null, reading: null }
  const said: string[] = []
  const host = { ...trainHost(), write: (text: string) => void said.push(text) }
  await using predictor = await openPredictor(line, { source, labelled: [file], task, positive: null, host })
  expect(await codeOf(predictor.predict({ file: path.join(repo.root, 'model.json'), who: 'the candidate', dataset }))).toBe('COMMAND_FAILED')
  return /^given (?<columns>.*)$/m.exec(said.join(''))?.groups?.columns ?? ''
}

const byTask: Readonly<Record<Task, readonly [Partial<LockedDataset['plan']>, string, string]>> = {
  'binary-classification': [{ label: 'late' }, 'id,distance,late,y_true', 'id,distance'],
  'multiclass-classification': [{ label: 'kind' }, 'kind,width,kind_of_shop,label', 'width,kind_of_shop'],
  'multilabel-classification': [{ label: 'tags' }, 'id,tags,tags_rain,label_snow,words', 'id,words'],
  regression: [{ label: 'price', weight: 'w' }, 'price,rooms,w', 'rooms,w'],
  forecasting: [{ label: 'sales', id: ['store'], time: 'day' }, 'day,store,sales,Label', 'day,store'],
  ranking: [{ label: 'relevance', id: ['query'] }, 'query,relevance,bm25', 'query,bm25'],
  clustering: [{ label: 'group', cluster: 'block' }, 'block,group,x,y', 'block,x,y'],
  detection: [{ label: 'boxes', id: ['shot'] }, 'shot,boxes,camera', 'shot,camera'],
  segmentation: [{ label: 'mask', id: ['shot'] }, 'shot,mask,camera', 'shot,camera'],
  text: [{ label: 'reference', id: ['document'] }, 'document,question,reference', 'document,question'],
}

describe('a command that predicts', () => {
  it.each(tasks)('is given no label of %s, and all else', async (task) => {
    const [plan, columns, expected] = byTask[task]
    expect(await given(task, { plan, columns })).toBe(expected)
  })
})
