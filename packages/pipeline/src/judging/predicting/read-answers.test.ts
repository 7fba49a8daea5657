import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { PredictionKind } from '@seaworthy/inference'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { realEngines } from '../../fixtures/engines.ts'
import { codeOf } from '../../fixtures/line.ts'
import { PackedTexts } from '../../predictions/packed-texts.ts'
import { readAnswers } from './read-answers.ts'

const engines = realEngines()
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'answers-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await engines[Symbol.asyncDispose]()
})

let files = 0
interface Asked {
  readonly kind?: PredictionKind
  readonly rows?: number
  readonly ids?: readonly string[]
}

async function answers(content: string, { kind = 'binary', rows = 2, ids }: Asked = {}) {
  const file = path.join(folder, String(++files))
  await writeFile(file, content)
  const packed = new PackedTexts(rows)
  for (const id of ids ?? []) packed.append(id)
  const id = ids ? { column: 'order', ids: async () => packed } : null
  return readAnswers(await engines.session(), {
    beside: async () => null,
    path: file,
    head: Buffer.from(content).subarray(0, 64),
    who: 'the predictions of the candidate',
    kind,
    positive: 1,
    rows,
    id,
  })
}

const score = (...values: readonly number[]) => ({ kind: 'binary', score: Float64Array.from(values), decision: null })

describe('readAnswers', () => {
  it('takes rows in the order of the given ones, told to be CSV or JSON Lines by what they hold', async () => {
    expect(await answers('score\n0.25\n0.75\n')).toEqual(score(0.25, 0.75))
    expect(await answers('{"score":0.25}\n{"score":0.75}\n')).toEqual(score(0.25, 0.75))
  })

  it('takes rows in any order where they have ids, which are texts', async () => {
    const ids = ['007', '9007199254740993']
    expect(await answers('order,score\n9007199254740993,0.75\n007,0.25\n', { ids })).toEqual(score(0.25, 0.75))
    expect(await answers('id,score\n9007199254740993,0.75\n007,0.25\n', { ids })).toEqual(score(0.25, 0.75))
    expect(await answers('score\n0.25\n0.75\n', { ids })).toEqual(score(0.25, 0.75))
  })

  it('reads each kind of task by its columns', async () => {
    expect(await answers('probability\n0.25\n0.75\n')).toEqual(score(0.25, 0.75))
    expect(await answers('proba_0,proba_1\n0.75,0.25\n0.25,0.75\n')).toEqual(score(0.25, 0.75))
    expect(await answers('prediction\n1\n0\n')).toEqual({ kind: 'binary', score: null, decision: Uint8Array.of(1, 0) })
    const probability = Float64Array.of(0.25, 0.75, 1, 0)
    const classes = { kind: 'multiclass', classes: ['a', 'b'], probability, decision: null }
    expect(await answers('proba_a,proba_b\n0.25,0.75\n1,0\n', { kind: 'multiclass' })).toEqual(classes)
    const decided = { kind: 'multiclass', classes: null, probability: null, decision: ['b', 'a'] }
    expect(await answers('prediction\nb\na\n', { kind: 'multiclass' })).toEqual(decided)
    const labels = { kind: 'multilabel', labels: ['x', 'y'], score: Float64Array.of(0.5, 1, 0, 0) }
    expect(await answers('proba_x,proba_y\n0.5,1\n0,0\n', { kind: 'multilabel' })).toEqual(labels)
    const quantiles = { levels: [0.1, 0.9], values: Float64Array.of(1, 3, 2, 4) }
    const numbers = { kind: 'regression', value: Float64Array.of(2, 3), quantiles }
    expect(await answers('y_pred,q_0.1,q_0.9\n2,1,3\n3,2,4\n', { kind: 'regression' })).toEqual(numbers)
    expect(await answers('score\n-3\n8\n', { kind: 'ranking' })).toEqual({ kind: 'ranking', score: Float64Array.of(-3, 8) })
    expect(await answers('prediction\nb\na\n', { kind: 'clustering' })).toEqual({ kind: 'clustering', group: ['b', 'a'] })
  })

  const ids = ['7', '8']
  it.each<readonly [string, string, Asked, string]>([
    ['fewer rows', 'score\n0.5\n', {}, 'ROWS_DIFFER'],
    ['more rows', 'score\n0.5\n0.5\n0.5\n', {}, 'ROWS_DIFFER'],
    ['an id twice', 'order,score\n7,0.5\n7,0.5\n', { ids }, 'ID_INVALID'],
    ['an id that is missing', 'order,score\n7,0.5\n,0.5\n', { ids }, 'ID_INVALID'],
    ['an id of another row', 'order,score\n7,0.5\n9,0.5\n', { ids }, 'ROWS_DIFFER'],
    ['NaN', 'score\n0.5\nNaN\n', {}, 'SCORE_INVALID'],
    ['no score', 'score,x\n0.5,1\n,1\n', {}, 'SCORE_INVALID'],
    ['an infinite score', 'score\n0.5\ninf\n', {}, 'SCORE_INVALID'],
    ['a probability above 1', 'score\n0.5\n1.5\n', {}, 'SCORE_INVALID'],
    ['probabilities that do not sum to 1', 'proba_a,proba_b\n0.5,0.5\n0.5,0.4\n', { kind: 'multiclass' }, 'SCORE_INVALID'],
    ['an infinite number', 'prediction\n1\n-inf\n', { kind: 'regression' }, 'PREDICTION_INVALID'],
    ['no column that answers', 'points\n1\n0\n', {}, 'COLUMN_UNDECLARED'],
    ['a Parquet file that was cut off', 'PAR1\u0000\u0001', {}, 'DATA_TRUNCATED'],
    ['half a line of JSON', '{"score":0.5}\n{"sco', {}, 'JSON_LINE'],
  ])('refuses %s', async (_title, content, asked, code) => {
    expect(await codeOf(answers(content, asked))).toBe(code)
  })
})
