import { MetricsError } from '../errors.ts'
import { meanOf } from '../function-of-means.ts'
import type { MetricOf } from '../metric.ts'
import { metricOfMeans } from '../metric-of-means.ts'
import { type RegressionRows, requireRegression } from '../rows/regression-rows.ts'
import { refuseAt } from '../rows/requirements.ts'
import { type Deviance, explainedShare, shareWarnings } from './explained-share.ts'
import { lossOf } from './row-losses.ts'

/** The powers that are a distribution's: all but those between 0 and 1; other metrics are 0, 1 and 2. */
export const tweediePower = { what: 'a number below 0 or from 1 on', allows: (value: number) => value < 0 || value >= 1 }

/**
 * Mean Tweedie deviance of that power (Jorgensen, 1987). Labels and predictions that the distribution cannot have are an error:
 * below power 0 predictions are above 0; from 1 to 2 labels are at least 0 and predictions above 0; from 2 on both are above 0.
 * @throws {MetricsError} `METRIC_PARAMETER` for the powers 1 and 2, which are `poisson_deviance` and `gamma_deviance`.
 * @example tweedie(3, 'tweedie_3') of a label 1 and a prediction 2 // 0.25
 */
export function tweedie(power: number, id: string): MetricOf<'regression'> {
  const known = { 1: 'poisson_deviance', 2: 'gamma_deviance' }[power]
  if (known) throw new MetricsError('METRIC_PARAMETER', `"${id}" has a name of its own`, { hint: `write ${known}` })
  return meanDeviance(power, id, `mean Tweedie deviance of power ${power}`)
}

/**
 * Mean Poisson deviance; labels at least 0, predictions above 0, else an error.
 * @example of a label 0 and a prediction 1 // 2
 */
export const poissonDeviance = meanDeviance(1, 'poisson_deviance', 'mean Poisson deviance')

/**
 * Mean gamma deviance; labels and predictions above 0, else an error.
 * @example of a label 1 and a prediction 1 // 0
 */
export const gammaDeviance = meanDeviance(2, 'gamma_deviance', 'mean gamma deviance')

function meanDeviance(power: number, id: string, title: string): MetricOf<'regression'> {
  return metricOfMeans({
    id,
    title,
    better: 'lower',
    range: [0, Infinity],
    inference: 'mean',
    prepare: (rows) => meanOf(deviances(rows, power)),
  })
}

/**
 * D2: the share of the Tweedie deviance from the mean label that the model explains, 1 - deviance / that. Constant labels: 1.0 where
 * every prediction is right, else 0.0, with `CONSTANT_LABEL`; one row: NaN with `TOO_FEW_ROWS`.
 * @example d2Tweedie(1, 'd2_tweedie_1') of labels 1, 2 and predictions 1, 2 // 1
 */
export function d2Tweedie(power: number, id: string): MetricOf<'regression'> {
  return metricOfMeans({
    id,
    title: `share of the Tweedie deviance of power ${power} explained`,
    better: 'higher',
    range: [-Infinity, 1],
    inference: 'influence',
    prepare: (rows) => explainedShare(deviances(rows, power), rows, tweedieDeviance(power)),
    warn: shareWarnings,
  })
}

function deviances(rows: RegressionRows, power: number): Float64Array {
  requireRegression(rows)
  requireDomain(rows, power)
  return lossOf(rows, tweedieDeviance(power).of)
}

function requireDomain({ label, prediction }: RegressionRows, power: number): void {
  const least = power < 0 ? 'any number' : power < 2 ? 'at least 0' : 'above 0'
  const unfit = (value: number): boolean => power >= 1 && (power < 2 ? value < 0 : value <= 0)
  refuseAt(label.findIndex(unfit), 'LABEL_INVALID', (row) => `the label of row ${row} is ${label[row]}, not ${least}, as power ${power} asks`)
  const place = prediction.findIndex((value) => value <= 0)
  refuseAt(place, 'PREDICTION_INVALID', (row) => `the prediction of row ${row} is ${prediction[row]}, not above 0, as power ${power} asks`)
}

function tweedieDeviance(power: number): Deviance {
  if (power === 1) return { of: poisson, slope: Math.log }
  if (power === 2) return { of: gamma, slope: (value) => -1 / value }
  const [first, second] = [1 - power, 2 - power]
  return {
    of: (label, prediction) =>
      2 * ((power < 0 && label < 0 ? 0 : label ** second) / (first * second) - (label * prediction ** first) / first + prediction ** second / second),
    slope: (value) => value ** first / first,
  }
}

function poisson(label: number, prediction: number): number {
  return 2 * ((label === 0 ? 0 : label * Math.log(label / prediction)) - label + prediction)
}

function gamma(label: number, prediction: number): number {
  return 2 * (Math.log(prediction / label) + label / prediction - 1)
}
