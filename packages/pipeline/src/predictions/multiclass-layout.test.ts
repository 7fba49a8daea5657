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
