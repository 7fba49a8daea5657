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
