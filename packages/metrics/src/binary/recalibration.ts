import type { Measurement, MetricOf, MetricWarning } from '../metric.ts'
import { requireProbabilities, type ScoredBinary } from '../rows/binary-rows.ts'
import { oneClass } from './classes.ts'
import { withInfluence } from './lazy-influence.ts'
import { epsilonOf } from './likelihood.ts'
import { curvatureAt, fitLogistic, type LogisticLine, type LogisticSample } from './logistic-fit.ts'

const perfect: LogisticLine = { intercept: 0, slope: 1 }

/**
 * Calibration slope: by how much the log odds of the scores must be stretched to fit the labels best, along with a shift, by logistic
 * regression (Cox, 1958; Van Calster et al., 2019). 1 is perfect, less than 1 overconfident. Scores of 0 and 1 are first kept eps
 * away from there (`CLIPPED_SCORES`). NaN with `ONE_CLASS`; with `DEGENERATE` where the scores tell the classes apart without
 * error, or all tie, so that no slope fits best.
 * @example calibrationSlope.measure({ kind: 'binary', label: Uint8Array.of(0, 1, 0, 1), score: Float64Array.of(0.5, 0.5, 0.25, 0.25), prediction: null, weight: null }).value // 0, up to rounding
 */
export const calibrationSlope = recalibration({ id: 'calibration_slope', title: 'calibration slope', fits: 'both' })

/**
 * Calibration intercept, or calibration in the large: by how much the log odds of the scores must be shifted, their slope kept at 1, to
 * fit the labels best (Van Calster et al., 2019). 0 is perfect, less than 0 means that scores are too high. Scores of 0 and 1 are
 * first kept eps away from there (`CLIPPED_SCORES`). NaN with `ONE_CLASS`.
 * @example calibrationIntercept.measure({ kind: 'binary', label: Uint8Array.of(0, 1, 1, 1), score: Float64Array.of(0.5, 0.5, 0.5, 0.5), prediction: null, weight: null }).value // 1.0986122886681098
 */
export const calibrationIntercept = recalibration({ id: 'calibration_intercept', title: 'calibration intercept', fits: 'intercept' })

interface Recalibration {
  readonly id: string
  readonly title: string
  readonly fits: 'both' | 'intercept'
}

function recalibration({ id, title, fits }: Recalibration): MetricOf<'binary'> {
  return {
    id,
    title,
    better: 'neither',
    range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    inference: 'influence',
    measure(rows) {
      requireProbabilities(rows)
      return measureFit(rows, fits)
    },
    reweigh(rows) {
      requireProbabilities(rows)
      const logit = logits(rows)
      return (weight) => {
        const sample = { logit, label: rows.label, weight }
        return hasFit(sample, fits) ? fittedPart(fitLogistic(sample, { fits, from: perfect }), fits) : Number.NaN
      }
    },
  }
}

function measureFit(rows: ScoredBinary, fits: Recalibration['fits']): Measurement {
  const sample = { logit: logits(rows), label: rows.label, weight: rows.weight }
  const warnings = [...oneClass(rows.label, rows.weight), ...certain(rows)]
  if (!hasFit(sample, fits)) return { value: Number.NaN, influence: null, warnings: [...warnings, ...separated(warnings)] }
  const line = fitLogistic(sample, { fits, from: perfect })
  return withInfluence({ value: fittedPart(line, fits), warnings }, () => influenceOf(sample, { line, fits }))
}

function fittedPart({ intercept, slope }: LogisticLine, fits: Recalibration['fits']): number {
  return fits === 'both' ? slope : intercept
}

function logits({ score }: ScoredBinary): Float64Array {
  const epsilon = epsilonOf(score)
  const logit = new Float64Array(score.length)
  for (let row = 0; row < logit.length; row++) {
    const kept = Math.min(1 - epsilon, Math.max(epsilon, score[row] as number))
    logit[row] = Math.log(kept) - Math.log1p(-kept)
  }
  return logit
}

/** Whether the likelihood has a maximum: both classes are there and, for a slope, neither lies wholly on one side of the other. */
function hasFit({ logit, label, weight }: LogisticSample, fits: Recalibration['fits']): boolean {
  const least = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  const most = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let row = 0; row < logit.length; row++) {
    if (weight && weight[row] === 0) continue
    const side = label[row] as number
    least[side] = Math.min(least[side] as number, logit[row] as number)
    most[side] = Math.max(most[side] as number, logit[row] as number)
  }
  const [leastNegative = 0, leastPositive = 0] = least
  const [mostNegative = 0, mostPositive = 0] = most
  if (leastNegative === Number.POSITIVE_INFINITY || leastPositive === Number.POSITIVE_INFINITY) return false
  return fits === 'intercept' || (mostNegative > leastPositive && mostPositive > leastNegative)
}

function certain({ score, weight }: ScoredBinary): readonly MetricWarning[] {
  const epsilon = epsilonOf(score)
  let count = 0
  for (let row = 0; row < score.length; row++) {
    const one = score[row] as number
    if ((one < epsilon || one > 1 - epsilon) && (weight?.[row] ?? 1) > 0) count++
  }
  if (count === 0) return []
  return [
    {
      code: 'CLIPPED_SCORES',
      message: `${count} of ${score.length} scores are about 0 or 1, of infinite log odds; each is moved ${epsilon} inwards`,
    },
  ]
}

function separated(warnings: readonly MetricWarning[]): readonly MetricWarning[] {
  if (warnings.some(({ code }) => code === 'ONE_CLASS')) return []
  return [{ code: 'DEGENERATE', message: 'the scores tell the classes apart without error, or are all the same: no slope fits best' }]
}

// An M-estimator: n times the inverse of the information matrix, times the score of the row.
function influenceOf({ logit, label, weight }: LogisticSample, { line, fits }: { line: LogisticLine; fits: Recalibration['fits'] }): Float64Array {
  const [a, b, c] = curvatureAt({ logit, label, weight }, line).information
  const byIntercept = fits === 'intercept' ? 1 / a : -b / (a * c - b * b)
  const bySlope = fits === 'intercept' ? 0 : a / (a * c - b * b)
  return logit.map((x, row) => {
    const probability = 1 / (1 + Math.exp(-(line.intercept + line.slope * x)))
    const residual = (weight ? (weight[row] as number) : 1) * ((label[row] as number) - probability)
    return logit.length * residual * (byIntercept + bySlope * x)
  })
}
