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
const plain = lines('id,label,score', '1,1,0.9', '2,0,0.2', '3,1,0.6')
const sameRows = 'both must predict the same rows'

describe('two predictions files', () => {
  it('are joined by id, whatever the order of the rows', async () => {
    const { scored, unit } = await files.pair(plain, lines('id,y_true,y_score', '3,1,0.5', '1,1,0.8', '2,0,0.3'))
    const truth = { kind: 'binary', label: Uint8Array.of(1, 0, 1), prediction: null, weight: null }
    expect({ scored, unit }).toEqual({
      scored: {
        candidate: { ...truth, score: Float64Array.of(0.9, 0.2, 0.6) },
        baseline: { ...truth, score: Float64Array.of(0.8, 0.3, 0.5) },
        cluster: null,
        ordered: false,
        slices: [],
      },
      unit: null,
    })
  })

  it('are paired row by row without ids, with a positive class, clusters, slices and weights of the candidate', async () => {
    const candidate = lines('day,target,probability,weight', 'mon,late,0.9,2', 'tue,in time,0.2,1', 'mon,late,0.6,2')
    const asked = { positive: 'late', cluster: 'day', by: ['day'] }
    const { scored, unit } = await files.pair(candidate, lines('target,probability', 'late,0.8', 'in time,0.3', 'late,0.5'), asked)
    expect([scored.baseline, scored.cluster, scored.slices, unit]).toEqual([
      { kind: 'binary', label: Uint8Array.of(1, 0, 1), score: Float64Array.of(0.8, 0.3, 0.5), prediction: null, weight: Float64Array.of(2, 1, 2) },
      Int32Array.of(0, 1, 0),
      [{ column: 'day', codes: Uint8Array.of(0, 1, 0), values: ['mon', 'tue'] }],
      'day',
    ])
  })

  it('number their classes alike, though one has never met some', async () => {
    const { scored } = await files.pair(lines('label,prediction', 'b,b', 'c,a'), lines('label,prediction', 'b,c', 'c,c'), { kind: 'multiclass' })
    expect([scored.candidate, scored.baseline]).toMatchObject([
      { classes: ['b', 'c', 'a'].toSorted(), label: Uint8Array.of(1, 2), prediction: Uint8Array.of(1, 0) },
      { classes: ['a', 'b', 'c'], label: Uint8Array.of(1, 2), prediction: Uint8Array.of(2, 2) },
    ])
  })

  it('take the columns of classes in any order', async () => {
    const candidate = lines('label,proba_a,proba_b', 'a,0.75,0.25')
    const { scored } = await files.pair(candidate, lines('label,proba_b,proba_a', 'a,0.5,0.5'), { kind: 'multiclass' })
    expect(scored.baseline).toMatchObject({ classes: ['a', 'b'], probability: Float64Array.of(0.5, 0.5) })
  })

  it('pair ranked lists by query, whose items may differ', async () => {
    const candidate = lines('query,item,label,score', 'q,a,1,1', 'r,a,0,1', 'r,b,1,2')
    const baseline = lines('query,item,label,score', 'r,c,0,9', 'r,b,1,8', 'q,d,0,1')
    const { scored } = await files.pair(candidate, baseline, { kind: 'ranking' })
    expect(scored.baseline).toMatchObject({
      starts: Uint32Array.of(0, 1, 3),
      relevance: Float64Array.of(0, 0, 1),
      score: Float64Array.of(1, 9, 8),
      item: Int32Array.of(3, 2, 1),
    })
  })

  it('have a test set of one digest, whoever predicted', async () => {
    const [one, other] = [await files.pair(plain, plain), await files.pair(plain.replace('0.9', '0.1'), plain)]
    expect(one.testSet).toBe(other.testSet)
    expect((await files.pair(lines('label,score', '1,1', '1,1', '1,0'), lines('label,score', '1,1', '1,1', '1,0'))).testSet).not.toBe(one.testSet)
  })

  it.each<readonly [string, string, readonly string[]]>([
    [
      'another label for the same row',
      plain.replace('2,0,', '2,1,'),
      ['LABEL_INVALID', 'row 1 (id 2) has the label 0 in candidate.csv and 1 in baseline.csv', sameRows],
    ],
    ['a row without its partner', plain.replace('3,1,', '4,1,'), ['ROWS_DIFFER', 'id 3 of candidate.csv is not in baseline.csv', sameRows]],
    ['fewer rows', plain.slice(0, plain.lastIndexOf('3')), ['ROWS_DIFFER', 'candidate.csv has 3 rows, baseline.csv has 2', sameRows]],
    ['an id that repeats', plain.replace('3,1', '1,1'), ['ID_INVALID', 'baseline.csv row 2, column "id": the id "1" repeats', 'an id names one row']],
    [
      'another label, by order',
      lines('label,score', '0,1', '0,1', '1,1'),
      ['LABEL_INVALID', 'row 0 (id 1) has the label 1 in candidate.csv and 0 in baseline.csv', sameRows],
    ],
  ])('are refused with %s', async (_, baseline, told) => {
    expect(await toldBy(files.pair(plain, baseline))).toEqual(told)
  })

  it.each<readonly [string, Parameters<PredictionFiles['pair']>, string]>([
    [
      'classes',
      [lines('label,prediction', 'a,a'), lines('label,prediction', 'b,a'), { kind: 'multiclass' }],
      'row 0 has the label a in candidate.csv and b in baseline.csv',
    ],
    [
      'marks of labels',
      [lines('label,prediction', 'a,a'), lines('label,prediction', 'a|b,a'), { kind: 'multilabel' }],
      'row 0 has the label 0 in candidate.csv and 1 in baseline.csv',
    ],
    [
      'numbers',
      [lines('label,prediction', '1.5,1'), lines('label,prediction', '1.25,1'), { kind: 'regression' }],
      'row 0 has the label 1.5 in candidate.csv and 1.25 in baseline.csv',
    ],
    [
      'references',
      [lines('reference,hypothesis', 'a,a'), lines('reference,hypothesis', 'b,a'), { kind: 'text' }],
      'row 0 has the reference "a" in candidate.csv and "b" in baseline.csv',
    ],
    [
      'groups',
      [lines('label,prediction', 'a,x', 'b,x'), lines('label,prediction', 'a,x', 'a,x'), { kind: 'clustering' }],
      'row 1 has the label 1 in candidate.csv and 0 in baseline.csv',
    ],
    [
      'relevances',
      [lines('query,item,label,score', 'q,a,1,1'), lines('query,item,label,score', 'q,a,0,1'), { kind: 'ranking' }],
      'query q has an item of relevance 1 in candidate.csv and 0 in baseline.csv',
    ],
  ])('are refused where %s differ', async (_, [candidate, baseline, asked], message) => {
    expect((await toldBy(files.pair(candidate, baseline, asked))).slice(0, 2)).toEqual(['LABEL_INVALID', message])
  })

  it('are refused where one knows a class that the other has no probability for', async () => {
    const told = await toldBy(files.pair(lines('label,proba_a,proba_b', 'a,1,0'), lines('label,proba_a,proba_c', 'a,1,0'), { kind: 'multiclass' }))
    expect(told).toEqual([
      'SCORE_INVALID',
      'candidate.csv row 0, column "proba_c": the column is not there, and the other file has it',
      'both models must know the same classes',
    ])
  })
})
