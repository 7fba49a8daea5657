import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as ort from 'onnxruntime-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Batch } from './batch.ts'
import type { Model } from './model.ts'
import { openModel } from './open-model.ts'
import { planReading } from './predict.ts'
import type { PredictOptions } from './prediction.ts'
import { type TinyEcho, tinyClassifier, tinyEcho } from './testing/tiny-classifiers.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'predict-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function open(bytes: Uint8Array): Promise<Model> {
  const path = join(folder, 'model.onnx')
  await writeFile(path, bytes)
  return await openModel(ort, { path }, { threads: 1 })
}

function batch(columns: Record<string, readonly number[]>): Batch {
  const values = new Map(Object.entries(columns).map(([name, data]) => [name, { kind: 'number' as const, data: Float64Array.from(data) }]))
  return { rows: Object.values(columns)[0]?.length ?? 0, values }
}

async function predicted(echo: TinyEcho, columns: Record<string, readonly number[]>, options: PredictOptions) {
  await using model = await open(tinyEcho(echo))
  return await model.predict(batch(columns), options)
}

const abc = { a: [0.5, 0], b: [0.25, 1], c: [0.25, 0] }
const matrix: TinyEcho = { outputs: [{ name: 'p', columns: ['a', 'b', 'c'] }] }
const floats = (...values: number[]) => Float32Array.from(values)

describe('predict', () => {
  it('gives the probabilities of every class, in the order that the model names', async () => {
    expect(await predicted({ ...matrix, metadata: { classes: '["x","y","z"]' } }, abc, { kind: 'multiclass' })).toEqual({
      kind: 'multiclass',
      classes: ['x', 'y', 'z'],
      probability: floats(0.5, 0.25, 0.25, 0, 1, 0),
      decision: null,
    })
  })

  it('numbers the classes from 0 where the model names none', async () => {
    expect(await predicted(matrix, abc, { kind: 'multiclass' })).toMatchObject({ classes: ['0', '1', '2'] })
  })

  it('keeps double precision, and widens half precision to single', async () => {
    const of = (type: 'float64' | 'float16') =>
      predicted({ outputs: [{ name: 'p', columns: ['a', 'b'], type }] }, { a: [0.9], b: [0.1] }, { kind: 'multiclass' })
    expect([await of('float64'), await of('float16')]).toMatchObject([
      { probability: Float64Array.of(0.9, 0.1) },
      { probability: floats(0.89990234375, 0.0999755859375) },
    ])
  })

  it('takes decisions where there are no probabilities', async () => {
    const label: TinyEcho = { outputs: [{ name: 'label', columns: ['a'], type: 'int64' }] }
    const rows = { a: [3, 1, 2] }
    expect(await predicted(label, rows, { kind: 'multiclass' })).toEqual({
      kind: 'multiclass',
      classes: null,
      probability: null,
      decision: ['3', '1', '2'],
    })
    expect(await predicted(label, rows, { kind: 'binary', positive: 2 })).toEqual({ kind: 'binary', score: null, decision: Uint8Array.of(0, 0, 1) })
    expect(await predicted(label, rows, { kind: 'clustering' })).toEqual({ kind: 'clustering', group: ['3', '1', '2'] })
  })

  it('prefers probabilities to the label that stands beside them', async () => {
    await using model = await open(tinyClassifier({ classes: ['a', 'b'], zipMap: true }))
    expect(await model.predict(batch({ x: [0] }), { kind: 'multiclass' })).toEqual({
      kind: 'multiclass',
      classes: ['a', 'b'],
      probability: floats(0.5, 0.5),
      decision: null,
    })
  })

  it('gives the scores of each label, from one matrix or from one output for each', async () => {
    const rows = { a: [0.5, 0.75], b: [1, 0] }
    const expected = { kind: 'multilabel', labels: ['rain', 'snow'], score: floats(0.5, 1, 0.75, 0) }
    const one: TinyEcho = { outputs: [{ name: 'p', columns: ['a', 'b'] }], metadata: { labels: '["rain","snow"]' } }
    const heads: TinyEcho = {
      outputs: [
        { name: 'rain', columns: ['a'] },
        { name: 'snow', columns: ['b'] },
      ],
    }
    expect([await predicted(one, rows, { kind: 'multilabel' }), await predicted(heads, rows, { kind: 'multilabel' })]).toEqual([expected, expected])
  })

  it.each(['regression', 'ranking'] as const)('takes the one output of one number for each row: %s', async (kind) => {
    const outputs = [
      { name: 'y', columns: ['a'] },
      { name: 'wide', columns: ['a', 'b'] },
    ]
    const answer = await predicted({ outputs }, { a: [-3, 1e6], b: [0, 0] }, { kind })
    expect(answer).toEqual(kind === 'regression' ? { kind, value: floats(-3, 1e6), quantiles: null } : { kind, score: floats(-3, 1e6) })
  })

  it('takes whole numbers for a regression where there are no others', async () => {
    const counts: TinyEcho = { outputs: [{ name: 'y', columns: ['a'], type: 'int64' }] }
    expect(await predicted(counts, { a: [7] }, { kind: 'regression' })).toMatchObject({ value: Float64Array.of(7) })
  })

  it('reads quantiles, whose median is the point where no other output is', async () => {
    const rows = { a: [1, 4], b: [2, 5], c: [3, 6] }
    const metadata = { quantiles: '[0.1, 0.5, 0.9]' }
    const quantiles = { levels: [0.1, 0.5, 0.9], values: floats(1, 2, 3, 4, 5, 6) }
    const point = { name: 'y', columns: ['c'] }
    expect(await predicted({ ...matrix, metadata }, rows, { kind: 'regression' })).toEqual({ kind: 'regression', value: floats(2, 5), quantiles })
    expect(await predicted({ outputs: [...matrix.outputs, point], metadata }, rows, { kind: 'regression' })).toMatchObject({
      value: floats(3, 6),
      quantiles,
    })
    const sides: TinyEcho = { outputs: [{ name: 'p', columns: ['a', 'c'] }], metadata: { quantiles: '[0.1, 0.9]' } }
    await expect(predicted(sides, rows, { kind: 'regression' })).rejects.toMatchObject({ code: 'NO_OUTPUT' })
  })

  it('reads the output that it is told to', async () => {
    const outputs = [
      { name: 'logits', columns: ['a', 'b'] },
      { name: 'p', columns: ['b', 'c'] },
    ]
    const rows = { a: [7], b: [0.25], c: [0.75] }
    expect(await predicted({ outputs }, rows, { kind: 'binary', output: 'p' })).toMatchObject({ score: floats(0.75) })
    await expect(predicted({ outputs }, rows, { kind: 'binary' })).rejects.toMatchObject({
      code: 'OUTPUT_AMBIGUOUS',
      message: 'several outputs of the model could be the answer: logits float32[N, 2]; p float32[N, 2]',
    })
    await expect(predicted({ outputs }, rows, { kind: 'binary', output: 'logit' })).rejects.toMatchObject({
      code: 'NO_OUTPUT',
      hint: 'the nearest output is "logits"',
    })
  })

  it('says nothing of no rows', async () => {
    const none = { a: [], b: [], c: [] }
    expect(await predicted(matrix, none, { kind: 'multiclass' })).toEqual({
      kind: 'multiclass',
      classes: null,
      probability: floats(),
      decision: null,
    })
    expect(await predicted({ outputs: [{ name: 'y', columns: ['a'] }] }, none, { kind: 'ranking' })).toEqual({ kind: 'ranking', score: floats() })
  })

  it('runs a model of a fixed number of rows as often as it takes', async () => {
    const fixed: TinyEcho = { outputs: [{ name: 'y', columns: ['a'] }], batchRows: 4 }
    const rows = { a: [1, 2, 3, 4, 5, 6, 7, 8, 9] }
    expect(await predicted(fixed, rows, { kind: 'regression' })).toMatchObject({ value: floats(...rows.a) })
    expect(await predicted(fixed, { a: [7] }, { kind: 'regression' })).toMatchObject({ value: floats(7) })
    const labels: TinyEcho = { outputs: [{ name: 'g', columns: ['a'], type: 'int64' }], batchRows: 4 }
    expect(await predicted(labels, rows, { kind: 'clustering' })).toMatchObject({ group: rows.a.map(String) })
  })

  it('names the very row of a fixed run that it cannot take', async () => {
    const fixed: TinyEcho = { outputs: [{ name: 'y', columns: ['a'] }], batchRows: 2 }
    const refused = predicted(fixed, { a: [1, 2, Number.NaN] }, { kind: 'regression', firstRow: 100 })
    await expect(refused).rejects.toMatchObject({ code: 'SCORE_NOT_FINITE', message: 'the model answered NaN for row 102' })
  })

  it.each<[string, TinyEcho, Record<string, readonly number[]>, PredictOptions, string, string]>([
    [
      'probabilities that sum to more than 1',
      matrix,
      { a: [0.5, 0.5], b: [0.5, 0.5], c: [0, 0.01] },
      { kind: 'multiclass' },
      'PROBABILITY_SUM',
      'row 1 sum to 1.01',
    ],
    [
      'a probability above 1',
      matrix,
      { a: [0, 1.5], b: [0, -0.5], c: [1, 0] },
      { kind: 'multiclass', firstRow: 10 },
      'SCORE_OUT_OF_RANGE',
      '1.5 for row 11',
    ],
    [
      'a score of a label below 0',
      { ...matrix, metadata: { labels: '[1,2,3]' } },
      { a: [-1], b: [0], c: [0] },
      { kind: 'multilabel' },
      'SCORE_OUT_OF_RANGE',
      '-1 for row 0',
    ],
    ['a probability that is no number', matrix, { a: [Number.NaN], b: [1], c: [0] }, { kind: 'multiclass' }, 'SCORE_NOT_FINITE', 'NaN for row 0'],
    [
      'a prediction that is infinite',
      { outputs: [{ name: 'y', columns: ['a'] }] },
      { a: [0, 1e300] },
      { kind: 'regression' },
      'SCORE_NOT_FINITE',
      'Infinity for row 1',
    ],
    ['labels without names', matrix, abc, { kind: 'multilabel' }, 'LABELS_UNNAMED', '3 columns, and the model names 0 labels'],
    [
      'a matrix of other width than the names',
      { ...matrix, metadata: { classes: '["a","b"]' } },
      abc,
      { kind: 'multiclass' },
      'NO_PROBABILITY_OUTPUT',
      'p float32[N, 3]',
    ],
    [
      'one number for each row as classes',
      { outputs: [{ name: 'y', columns: ['a'] }] },
      { a: [1] },
      { kind: 'multiclass' },
      'NO_PROBABILITY_OUTPUT',
      'y float32[N, 1]',
    ],
    ['a matrix as a regression', matrix, abc, { kind: 'regression' }, 'NO_OUTPUT', 'p float32[N, 3]'],
    ['a matrix as groups', matrix, abc, { kind: 'clustering' }, 'NO_OUTPUT', 'answers a clustering task'],
  ])('refuses %s', async (_what, echo, columns, options, code, message) => {
    await expect(predicted(echo, columns, options)).rejects.toMatchObject({ code, message: expect.stringContaining(message) })
  })

  it('refuses a matrix of open width that turns out to have another', () => {
    const model = { outputs: [{ name: 'p', type: 'float32', shape: ['N', 'C'] }], classes: null, labels: null, quantiles: null }
    const reading = planReading(model, { kind: 'binary' })
    const tensors = (...shape: number[]) => new Map([['p', { name: 'p', type: 'float32', shape, data: new Float32Array(6).fill(1 / 3) }]])
    expect(reading.names).toEqual(['p'])
    expect(() => reading.read(tensors(2, 3), 2)).toThrow('output "p" gave float32[2, 3] for 2 rows')
    expect(() => reading.read(tensors(3, 2), 6)).toThrow('output "p" gave float32[3, 2] for 6 rows')
  })

  it('gives probabilities for rounded sums, within a thousandth', async () => {
    const rounded = { a: [0.333], b: [0.333], c: [0.333] }
    expect(await predicted(matrix, rounded, { kind: 'multiclass' })).toMatchObject({ probability: floats(0.333, 0.333, 0.333) })
  })
})
