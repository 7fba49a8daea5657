import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PredictionFiles, predictionFiles, toldBy } from '../fixtures/prediction-files.ts'

let files: PredictionFiles
beforeAll(async () => {
  files = await predictionFiles()
})
afterAll(async () => {
  await files[Symbol.asyncDispose]()
})

const lines = (...of: readonly string[]) => `${of.join('\n')}\n`
const mend = 'rows are counted from 0; mend or remove the row: nothing is dropped silently'

describe('predictions of two classes', () => {
  const binary = { kind: 'binary', prediction: null, weight: null }

  it.each([
    ['0 and 1', null, lines('label,score', '1,0.9', '0,-3')],
    ['false and true', null, lines('y_true,y_score', 'True,0.9', 'False,-3')],
    ['numbers with a point', null, lines('target,score', '1.0,0.9', '0.0,-3')],
    ['names, of which one is positive', 'late', lines('label,score', 'late,0.9', 'in time,-3')],
  ])('have labels that are %s', async (_, positive, text) => {
    const { rows } = await files.read(text, { positive })
    expect(rows).toEqual({ ...binary, label: Uint8Array.of(1, 0), score: Float64Array.of(0.9, -3) })
  })

  it.each([
    ['probability', null, lines('label,probability', '1,0.9', '0,0.2')],
    ['proba_1', null, lines('label,proba_0,proba_1', '1,0.1,0.9', '0,0.8,0.2')],
    ['proba_<class>', 'late', lines('label,proba_late,proba_early', 'late,0.9,0.1', 'early,0.2,0.8')],
    ['probabilities, in the order of the sorted classes', 'early', lines('label,probabilities', 'early,"[0.9, 0.1]"', 'late,[0.2 0.8]')],
  ])('have scores in %s', async (_, positive, text) => {
    expect((await files.read(text, { positive })).rows).toEqual({ ...binary, label: Uint8Array.of(1, 0), score: Float64Array.of(0.9, 0.2) })
  })

  it('have decisions and weights, with or without scores', async () => {
    const { rows } = await files.read(lines('label,prediction,weight', '1,1,2', '0,1,0.5'))
    expect(rows).toEqual({
      kind: 'binary',
      label: Uint8Array.of(1, 0),
      score: null,
      prediction: Uint8Array.of(1, 1),
      weight: Float64Array.of(2, 0.5),
    })
  })

  it('are the same as JSON lines and as Parquet', async () => {
    const wanted = { ...binary, label: Uint8Array.of(1, 0), score: Float64Array.of(0.5, 0.25) }
    expect((await files.read('{"label":true,"score":0.5}\n{"label":false,"score":0.25}\n', {}, 'jsonl')).rows).toEqual(wanted)
    expect((await files.readParquet('select true as label, 0.5::FLOAT as score union all select false, 0.25')).rows).toEqual(wanted)
    expect(
      (await files.readParquet('select 1.0::DOUBLE as label, [0.5, 0.5]::FLOAT[] as probabilities union all select 0.0, [0.75, 0.25]')).rows,
    ).toEqual(wanted)
  })

  it('have ids that are texts, exact beyond 2^53 in each format', async () => {
    const ids = ['9007199254740993', '9007199254740992']
    const csv = await files.read(lines('id,label,score', `${ids[0]},1,1`, `${ids[1]},0,0`))
    const parquet = await files.readParquet(`select ${ids[0]} as id, 1 as label, 1.0 as score union all select ${ids[1]}, 0, 0.0`)
    const jsonl = await files.read(ids.map((id) => `{"id":${id},"label":1,"score":0.5}\n`).join(''), {}, 'jsonl')
    for (const read of [csv, parquet, jsonl]) expect(ids.map((_, row) => read.ids?.at(row))).toEqual(ids)
  })

  it('have clusters and slices, by the names of their columns', async () => {
    const text = lines('label,score,day,carrier', '1,1,mon,AA', '0,0,tue,', '1,1,mon,AA')
    const { units, slices } = await files.read(text, { cluster: 'day', by: ['carrier'] })
    expect({ units, slices }).toEqual({
      units: { cluster: Int32Array.of(0, 1, 0), ordered: false, of: 'day' },
      slices: [{ column: 'carrier', codes: Uint8Array.of(0, 1, 0), values: ['AA', 'null'] }],
    })
    expect((await files.read(lines('label,score,cluster', '1,1,u1', '0,0,u2'))).units.of).toBe('cluster')
  })

  it('may have one column for several things', async () => {
    const { rows, ids, units, slices } = await files.read(lines('id,label,score', 'a,1,0.5', 'b,0,0.5'), { cluster: 'id', by: ['score', 'label'] })
    expect(rows).toMatchObject({ label: Uint8Array.of(1, 0), score: Float64Array.of(0.5, 0.5) })
    expect([ids?.at(1), units.cluster, slices.map(({ values }) => values)]).toEqual(['b', Int32Array.of(0, 1), [['0.5'], ['1', '0']]])
  })

  it.each<readonly [string, string | null, string, readonly string[]]>([
    [
      'a label of another class',
      null,
      lines('label,score', '0,1', 'late,1'),
      ['LABEL_INVALID', 'p.csv row 1, column "label": the label is "late", neither 0 nor 1', 'name the positive class: --positive late'],
    ],
    [
      'a third class',
      'a',
      lines('label,score', 'a,1', 'b,1', 'c,1'),
      [
        'LABEL_INVALID',
        'p.csv row 2, column "label": the label is "c", beside "b" and the positive class "a" a third one',
        'several classes are --task multiclass-classification',
      ],
    ],
    [
      'a label that is missing',
      null,
      lines('label,score', '0,1', ',1'),
      ['LABEL_INVALID', 'p.csv row 1, column "label": the label is missing', mend],
    ],
    [
      'a score that is missing',
      null,
      lines('label,score', '0,1', '1,'),
      ['SCORE_INVALID', 'p.csv row 1, column "score": the score is missing', mend],
    ],
    [
      'a score that is NaN',
      null,
      lines('label,score', '0,NaN'),
      ['SCORE_INVALID', 'p.csv row 0, column "score": the score is "NaN", not a finite number', mend],
    ],
    [
      'a score that is infinite',
      null,
      lines('label,score', '0,0.5', '1,-inf'),
      ['SCORE_INVALID', 'p.csv row 1, column "score": the score is "-inf", not a finite number', mend],
    ],
    [
      'a score that is a text',
      null,
      lines('label,score', '0,0.5', '1,high'),
      ['SCORE_INVALID', 'p.csv row 1, column "score": the score is "high", not a finite number', mend],
    ],
    [
      'a probability above 1',
      null,
      lines('label,probability', '0,0.5', '1,1.5'),
      [
        'SCORE_INVALID',
        'p.csv row 1, column "probability": the probability is 1.5',
        'a probability lies in 0..1; name the column score if it holds other scores',
      ],
    ],
    [
      'probabilities that do not sum to 1',
      null,
      lines('label,proba_0,proba_1', '0,0.5,0.5', '1,0.3,0.5'),
      ['SCORE_INVALID', 'p.csv row 1, column "proba_0, proba_1": the probabilities sum to 0.8, not to 1', mend],
    ],
    [
      'a list of three probabilities',
      null,
      lines('label,probabilities', '0,[0.2 0.3 0.5]'),
      [
        'SCORE_INVALID',
        'p.csv row 0, column "probabilities": has 3 probabilities, and a binary classifier 2',
        'give each class a column of its own: proba_<class>',
      ],
    ],
    [
      'lists of different lengths',
      null,
      lines('label,probabilities', '0,[0.5 0.5]', '1,[1]'),
      ['SCORE_INVALID', 'p.csv row 1, column "probabilities": has 1 numbers, and the first row 2', mend],
    ],
    [
      'a decision that is a probability',
      null,
      lines('label,prediction', '0,0.73'),
      [
        'PREDICTION_INVALID',
        'p.csv row 0, column "prediction": the prediction is "0.73", neither 0 nor 1',
        'a decision is 0 or 1; name the column score or probability if it holds one',
      ],
    ],
    [
      'a weight below 0',
      null,
      lines('label,score,weight', '0,1,1', '1,1,-1'),
      ['WEIGHT_INVALID', 'p.csv row 1, column "weight": the weight is -1, below 0', mend],
    ],
    [
      'a weight that is missing',
      null,
      lines('label,score,weight', '0,1,'),
      ['WEIGHT_INVALID', 'p.csv row 0, column "weight": the weight is missing', mend],
    ],
    ['an id that is missing', null, lines('id,label,score', '1,0,1', ',1,1'), ['ID_INVALID', 'p.csv row 1, column "id": the id is missing', mend]],
    [
      'an id that repeats',
      null,
      lines('id,label,score', 'a,0,1', 'b,1,1', 'a,1,0'),
      ['ID_INVALID', 'p.csv row 2, column "id": the id "a" repeats', 'an id names one row'],
    ],
    [
      'no label',
      null,
      lines('lable,score', '0,1'),
      [
        'COLUMN_UNDECLARED',
        'p.csv has no column for the label',
        'name it one of: label, y_true, target; the nearest is "lable" (it has: lable, score)',
      ],
    ],
    [
      'no score and no decision',
      null,
      lines('label,guess', '0,1'),
      [
        'COLUMN_UNDECLARED',
        'p.csv has no column for the score or prediction',
        'name it one of: score, y_score, prediction, y_pred, probability, proba_<class>, probabilities; it has: label, guess',
      ],
    ],
  ])('are refused with %s, by file, row and column', async (_, positive, text, told) => {
    expect(await toldBy(files.read(text, { positive }))).toEqual(told)
  })

  it('are refused where a column that was asked for is not there, with the nearest', async () => {
    const text = lines('label,score,carrier', '1,1,AA')
    expect(await toldBy(files.read(text, { cluster: 'carier' }))).toEqual([
      'COLUMN_UNDECLARED',
      'p.csv has no column "carier"',
      'did you mean "carrier"?',
    ])
    expect((await toldBy(files.read(text, { by: ['origin'] })))[0]).toBe('COLUMN_UNDECLARED')
  })

  it('are refused where a cluster is missing, and as an empty file', async () => {
    expect((await toldBy(files.read(lines('label,score,cluster', '1,1,a', '0,1,'))))[1]).toBe('p.csv row 1, column "cluster": the cluster is missing')
    expect((await toldBy(files.read('label,score\n')))[0]).toBe('DATA_EMPTY')
  })
})
