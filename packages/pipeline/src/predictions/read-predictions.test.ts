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

describe('predictions of several classes', () => {
  const multiclass = { kind: 'multiclass' } as const

  it('have a decision; the classes are those that occur, numbers by size', async () => {
    const { rows } = await files.read(lines('label,prediction', '10,9', '9.0,9', '2,10'), multiclass)
    expect(rows).toEqual({
      kind: 'multiclass',
      classes: ['2', '9', '10'],
      label: Uint8Array.of(2, 1, 0),
      prediction: Uint8Array.of(1, 1, 2),
      probability: null,
      weight: null,
    })
  })

  it('have a probability for each class, whose columns name the classes', async () => {
    const { rows } = await files.read(lines('label,proba_cat,proba_ant', 'ant,0.25,0.75', 'cat,1,0'), multiclass)
    expect(rows).toMatchObject({ classes: ['cat', 'ant'], label: Uint8Array.of(1, 0), probability: Float64Array.of(0.25, 0.75, 1, 0) })
  })

  it('have a list of probabilities, in the order of the sorted classes', async () => {
    const select = "select 'b' as label, [0.25, 0.75] as probabilities union all select 'a', [1.0, 0.0]"
    expect((await files.readParquet(select, multiclass)).rows).toMatchObject({ classes: ['a', 'b'], probability: Float64Array.of(0.25, 0.75, 1, 0) })
  })

  it.each<readonly [string, string, readonly string[]]>([
    [
      'a class without a column',
      lines('label,proba_a,proba_b', 'a,1,0', 'c,0,1'),
      ['LABEL_INVALID', 'p.csv row 1, column "label": the label is the unknown class "c"', 'the classes are: a, b'],
    ],
    [
      'a decision without a column',
      lines('label,prediction,proba_a,proba_b', 'a,c,1,0'),
      ['PREDICTION_INVALID', 'p.csv row 0, column "prediction": the prediction is the unknown class "c"', 'the classes are: a, b'],
    ],
    [
      'a negative probability',
      lines('label,proba_a,proba_b', 'a,1.1,-0.1'),
      [
        'SCORE_INVALID',
        'p.csv row 0, column "proba_a": the probability is 1.1',
        'a probability lies in 0..1; name the column score if it holds other scores',
      ],
    ],
    [
      'probabilities that do not sum to 1',
      lines('label,proba_a,proba_b', 'a,0.5,0.4'),
      ['SCORE_INVALID', 'p.csv row 0, column "proba_*": the probabilities sum to 0.9, not to 1', mend],
    ],
    [
      'a list for more classes than occur',
      lines('label,probabilities', 'a,[0.5 0.25 0.25]', 'b,[0.5 0.25 0.25]'),
      [
        'SCORE_INVALID',
        'p.csv row 0, column "probabilities": has 3 probabilities, and 2 classes occur: a, b',
        'give each class a column of its own: proba_<class>',
      ],
    ],
    [
      'neither decisions nor probabilities',
      lines('label,x', 'a,1'),
      [
        'COLUMN_UNDECLARED',
        'p.csv has no column for the prediction or probabilities',
        'name it one of: prediction, y_pred, probabilities, proba_<class>; it has: label, x',
      ],
    ],
  ])('are refused with %s', async (_, text, told) => {
    expect(await toldBy(files.read(text, multiclass))).toEqual(told)
  })
})

describe('predictions of several labels at once', () => {
  const multilabel = { kind: 'multilabel' } as const

  it.each([
    ['columns', 'csv', lines('label_a,label_b,proba_a,proba_b', '1,0,0.75,0.5', '0,0,0.25,0')],
    ['lists', 'csv', lines('label,proba_a,proba_b', 'a,0.75,0.5', ',0.25,0')],
    ['lists in JSON', 'jsonl', '{"label":["a"],"proba_a":0.75,"proba_b":0.5}\n{"label":[],"proba_a":0.25,"proba_b":0}\n'],
  ])('have their truth in %s', async (_, ending, text) => {
    expect((await files.read(text, multilabel, ending)).rows).toEqual({
      kind: 'multilabel',
      labels: ['a', 'b'],
      label: Uint8Array.of(1, 0, 0, 0),
      score: Float64Array.of(0.75, 0.5, 0.25, 0),
      prediction: null,
      weight: null,
    })
  })

  it('have decisions as lists of names', async () => {
    const { rows } = await files.read(lines('label,prediction', 'b|a,a', 'a,a|c'), multilabel)
    expect(rows).toMatchObject({
      labels: ['a', 'b', 'c'],
      label: Uint8Array.of(1, 1, 0, 1, 0, 0),
      prediction: Uint8Array.of(1, 0, 0, 1, 0, 1),
      score: null,
    })
  })

  it.each<readonly [string, string, readonly string[]]>([
    [
      'an unknown label',
      lines('label,proba_a', 'a|z,0.5'),
      ['LABEL_INVALID', 'p.csv row 0, column "label": the label has the unknown label "z"', 'the labels are: a'],
    ],
    [
      'a mark that is neither 0 nor 1',
      lines('label_a,proba_a', '2,0.5'),
      ['LABEL_INVALID', 'p.csv row 0, column "label_a": the label is "2", neither 0 nor 1', mend],
    ],
    [
      'a label without a column of truth',
      lines('label_a,proba_a,proba_b', '1,0.5,0.5'),
      ['LABEL_INVALID', 'p.csv row 0, column "label_b": the column is not there', 'each label has a column of each kind, in both files'],
    ],
    [
      'a probability above 1',
      lines('label_a,proba_a', '1,2'),
      [
        'SCORE_INVALID',
        'p.csv row 0, column "proba_a": the probability is 2',
        'a probability lies in 0..1; name the column score if it holds other scores',
      ],
    ],
  ])('are refused with %s', async (_, text, told) => {
    expect(await toldBy(files.read(text, multilabel))).toEqual(told)
  })
})

describe('predictions of numbers', () => {
  it('have a point, an interval and quantiles; a median stands in for the point', async () => {
    const { rows } = await files.read(lines('label,lower,upper,q_0.9,q_0.5', '2,1,3,4,2.5'), { kind: 'regression' })
    expect(rows).toEqual({
      kind: 'regression',
      label: Float64Array.of(2),
      prediction: Float64Array.of(2.5),
      interval: { lower: Float64Array.of(1), upper: Float64Array.of(3) },
      quantiles: { levels: [0.5, 0.9], values: Float64Array.of(2.5, 4) },
      weight: null,
    })
  })

  it.each<readonly [string, string, readonly string[]]>([
    [
      'no point',
      lines('label,guess', '1,2'),
      ['COLUMN_UNDECLARED', 'p.csv has no column for the prediction', 'name it one of: prediction, y_pred, q_0.5; it has: label, guess'],
    ],
    [
      'one bound',
      lines('label,prediction,lower', '1,2,0'),
      ['COLUMN_UNDECLARED', 'p.csv has no column for the upper', 'name it one of: upper; it has: label, prediction, lower'],
    ],
    [
      'bounds in the wrong order',
      lines('label,prediction,lower,upper', '1,2,3,0'),
      ['PREDICTION_INVALID', 'p.csv row 0, column "lower": the lower bound 3 is above the upper bound 0', mend],
    ],
    [
      'a label that is infinite',
      lines('label,prediction', '1e400,2'),
      ['LABEL_INVALID', 'p.csv row 0, column "label": the label is "1e400", not a finite number', mend],
    ],
    [
      'a prediction that is missing',
      lines('label,prediction', '1,'),
      ['PREDICTION_INVALID', 'p.csv row 0, column "prediction": the prediction is missing', mend],
    ],
  ])('are refused with %s', async (_, text, told) => {
    expect(await toldBy(files.read(text, { kind: 'regression' }))).toEqual(told)
  })

  it('are clustered by their series, where they are forecasts', async () => {
    const { rows, units } = await files.read(lines('series,label,prediction,scale,naive', 'x,1,2,1,1', 'y,3,4,2,3', 'x,5,6,1,5'), {
      kind: 'forecasting',
    })
    expect(rows).toEqual({
      kind: 'forecasting',
      series: Uint8Array.of(0, 1, 0),
      label: Float64Array.of(1, 3, 5),
      prediction: Float64Array.of(2, 4, 6),
      scale: Float64Array.of(1, 2, 1),
      squaredScale: null,
      naive: Float64Array.of(1, 3, 5),
      interval: null,
      quantiles: null,
      weight: null,
    })
    expect(units).toEqual({ cluster: Int32Array.of(0, 1, 0), ordered: false, of: 'series' })
    const single = await files.read(lines('label,prediction', '1,2', '3,4'), { kind: 'forecasting' })
    expect(single.units).toEqual({ cluster: Int32Array.of(0, 1), ordered: true, of: 'time' })
  })
})

describe('ranked lists', () => {
  const ranking = { kind: 'ranking' } as const

  it('are gathered by query, whatever the order of the rows', async () => {
    const text = lines('query,item,label,score,user,weight', 'q1,a,1,0.5,u,2', 'q2,a,0,1,v,1', 'q1,b,0,0.75,u,2', 'q2,c,3,2,v,1')
    const { rows, ids, units } = await files.read(text, { ...ranking, cluster: 'user' })
    expect(rows).toEqual({
      kind: 'ranking',
      starts: Uint32Array.of(0, 2, 4),
      relevance: Float64Array.of(1, 0, 0, 3),
      score: Float64Array.of(0.5, 0.75, 1, 2),
      item: Int32Array.of(0, 1, 0, 2),
      judged: null,
      popularity: null,
      relevant: null,
      weight: Float64Array.of(2, 1),
    })
    expect([ids?.at(0), ids?.at(1), units]).toEqual(['q1', 'q2', { cluster: Int32Array.of(0, 1), ordered: false, of: 'user' }])
  })

  it('have ranks in place of scores, items that nobody judged, popularities, and counts of what is relevant', async () => {
    const text = lines('query,item,label,rank,popularity,relevant', 'q,a,1,2,10,3', 'q,b,,1,7,3')
    expect((await files.read(text, ranking)).rows).toMatchObject({
      relevance: Float64Array.of(1, 0),
      judged: Uint8Array.of(1, 0),
      score: Float64Array.of(-2, -1),
      popularity: Float64Array.of(10, 7),
      relevant: Float64Array.of(3),
    })
  })

  it.each<readonly [string, string, string, string]>([
    ['no query', lines('label,score', '1,1'), 'COLUMN_UNDECLARED', 'p.csv has no column for the query'],
    ['a query that is missing', lines('query,label,score', ',1,1'), 'ID_INVALID', 'p.csv row 0, column "query": the query is missing'],
    ['a relevance below 0', lines('query,label,score', 'q,-1,1'), 'LABEL_INVALID', 'p.csv row 0, column "label": the relevance is -1, below 0'],
    [
      'a relevance that is a text',
      lines('query,label,score', 'q,,1', 'q,good,1'),
      'LABEL_INVALID',
      'p.csv row 1, column "label": the label is "good", not a finite number',
    ],
    [
      'an item twice in a list',
      lines('query,item,label,score', 'q,a,1,1', 'r,a,1,1', 'q,a,0,0'),
      'ID_INVALID',
      'p.csv row 2, column "item": the item repeats in query "q"',
    ],
  ])('are refused with %s', async (_, text, code, message) => {
    expect((await toldBy(files.read(text, ranking))).slice(0, 2)).toEqual([code, message])
  })

  it('are refused where a query has two clusters', async () => {
    const text = lines('query,label,score,user', 'q,1,1,u', 'q,0,0,v')
    expect((await toldBy(files.read(text, { ...ranking, cluster: 'user' })))[1]).toBe('p.csv row 1, column "user": it differs within query "q"')
  })
})

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

describe('texts', () => {
  const text = { kind: 'text' } as const

  it('have one reference or several, and what the model wrote, which may be nothing', async () => {
    const { rows } = await files.read(lines('reference,hypothesis', '"[a] b",x', 'c,'), text)
    expect(rows).toEqual({ kind: 'text', reference: [['[a] b'], ['c']], prediction: ['x', ''], likelihood: null, weight: null })
    const several = '{"references":["a","b"],"prediction":"a"}\n{"references":["c"],"prediction":"\\"q\\""}\n'
    expect((await files.read(several, text, 'jsonl')).rows).toMatchObject({ reference: [['a', 'b'], ['c']], prediction: ['a', '"q"'] })
    expect((await files.readParquet("select ['a', 'b, c'] as reference, 'x' as hypothesis", text)).rows).toMatchObject({ reference: [['a', 'b, c']] })
  })

  it('have likelihoods for perplexity', async () => {
    expect((await files.read(lines('reference,log_likelihood,tokens', 'a,-2.5,3'), text)).rows).toMatchObject({
      prediction: null,
      likelihood: { log: Float64Array.of(-2.5), tokens: Float64Array.of(3) },
    })
  })

  it.each<readonly [string, string, string, string]>([
    ['no reference', lines('hypothesis', 'a'), 'COLUMN_UNDECLARED', 'p.csv has no column for the reference'],
    ['no text of the model', lines('reference', 'a'), 'COLUMN_UNDECLARED', 'p.csv has no column for the hypothesis or log likelihood'],
    [
      'a reference that is missing',
      lines('reference,hypothesis', ',a'),
      'LABEL_INVALID',
      'p.csv row 0, column "reference": the reference is missing',
    ],
    [
      'references that are no list',
      lines('references,hypothesis', 'a,b'),
      'LABEL_INVALID',
      'p.csv row 0, column "references": the references are no list of texts',
    ],
  ])('are refused with %s', async (_, given, code, message) => {
    expect((await toldBy(files.read(given, text))).slice(0, 2)).toEqual([code, message])
  })
})
