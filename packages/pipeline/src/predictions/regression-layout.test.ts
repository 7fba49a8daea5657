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
