import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { realEngines } from '../../fixtures/engines.ts'
import { codeOf } from '../../fixtures/line.ts'
import { tinyModel } from '../../fixtures/tiny-plan.ts'
import { type OwnPredictionsQuestion, readOwnPredictions } from './own-predictions.ts'

const engines = realEngines()
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'own-'))
})
afterAll(async () => {
  await engines[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

let files = 0
async function written(text: string) {
  const name = `${files++}.csv`
  await writeFile(path.join(folder, name), text)
  return { path: path.join(folder, name), name }
}

/** What training left, of three rows. */
async function read(text: string, question: Partial<OwnPredictionsQuestion> = {}) {
  const [plan] = tinyModel().data
  if (!plan) throw new Error('the tiny model has no data')
  const rows = { plan, files: [await written('x\n1\n2\n3\n')], artifacts: [], bytes: 8, window: null, reading: null }
  return await readOwnPredictions(await engines.session(), await written(text), { classes: null, kind: 'binary', rows, ...question })
}

describe('readOwnPredictions', () => {
  it('reads a line for each row, in order', async () => {
    expect(await read('score\n0.25\n0.5\n0.75\n')).toEqual({ rows: Uint32Array.of(0, 1, 2), values: Float64Array.of(0.25, 0.5, 0.75) })
  })

  it('reads rows by their number, in whatever order and however few', async () => {
    expect(await read('row,y_pred\n2,0.75\n0,0.25\n')).toEqual({ rows: Uint32Array.of(0, 2), values: Float64Array.of(0.25, 0.75) })
  })

  it('reads a column for each class, in the order of the model', async () => {
    const question = { kind: 'multiclass', classes: ['b', 'a'] } as const
    expect(await read('proba_a,row,proba_b\n0.25,1,0.75\n', question)).toEqual({ rows: Uint32Array.of(1), values: Float64Array.of(0.75, 0.25) })
  })

  it.each([
    ['lines that are too few', 'score\n0.5\n', 'ROWS_DIFFER'],
    ['lines that are too many', 'score\n0.5\n0.5\n0.5\n0.5\n', 'ROWS_DIFFER'],
    ['a row that training did not have', 'row,score\n3,0.5\n', 'ROWS_DIFFER'],
    ['a row named twice', 'row,score\n1,0.5\n1,0.5\n', 'ROWS_DIFFER'],
    ['a row that is no number', 'row,score\nfirst,0.5\n', 'ROWS_DIFFER'],
    ['a prediction that is missing', 'row,score\n0,\n1,0.5\n', 'PREDICTION_INVALID'],
    ['a prediction that is not finite', 'row,score\n0,inf\n1,0.5\n', 'PREDICTION_INVALID'],
    ['no column of predictions', 'row,answer\n0,0.5\n', 'COLUMN_UNDECLARED'],
  ])('refuses %s', async (_, text, code) => {
    expect(await codeOf(read(text))).toBe(code)
  })

  it('refuses classes that are not all there', async () => {
    expect(await codeOf(read('row,proba_a\n0,1\n', { kind: 'multiclass', classes: ['a', 'b'] }))).toBe('COLUMN_UNDECLARED')
    expect(await codeOf(read('row,score\n0,1\n', { kind: 'multiclass', classes: null }))).toBe('COLUMN_UNDECLARED')
  })
})
