import { type Family, single } from '../family.ts'
import { brier } from './brier.ts'
import { brierReliability, brierResolution, brierUncertainty } from './brier-parts.ts'
import { adaptiveCalibrationError, debiasedCalibrationError, expectedCalibrationError, maximumCalibrationError } from './calibration-error.ts'
import { d2Brier, d2LogLoss } from './explained-loss.ts'
import { logLoss } from './log-loss.ts'
import { calibrationIntercept, calibrationSlope } from './recalibration.ts'
import { binnedFamily } from './score-family.ts'

const probability = { reads: 'probability' }
const oneClass = 'one class: warned of with ONE_CLASS'
const clipped = 'probabilities are clipped to [eps, 1 - eps] with the eps of their type (CLIPPED_SCORES counts them)'
const explained = 'one class: NaN with ONE_CLASS; one row: NaN with TOO_FEW_ROWS'

/** Metrics that read scores as probabilities, one line each. */
export const probabilityFamilies: readonly Family<'binary'>[] = [
  single(logLoss, {
    ...probability,
    summary: 'mean of -log of the probability given to the label',
    source: 'sklearn.metrics.log_loss',
    edges: clipped,
  }),
  single(brier, {
    ...probability,
    summary: 'mean squared difference of probability and label',
    source: 'sklearn.metrics.brier_score_loss',
    edges: oneClass,
  }),
  binnedFamily(
    { name: 'brier_reliability', bins: 10, metric: brierReliability },
    {
      summary: 'mean squared distance of probability and share of positives, in bins of equal width',
      source: 'Murphy (1973)',
      edges: `left-closed bins, a probability of exactly 1 in one of its own; biased upwards with few rows; ${oneClass}`,
    },
  ),
  binnedFamily(
    { name: 'brier_resolution', bins: 10, metric: brierResolution },
    {
      summary: 'mean squared distance of the share of positives of a bin and that of all rows',
      source: 'Murphy (1973)',
      edges: `bins as of brier_reliability; ${oneClass}`,
    },
  ),
  single(brierUncertainty, {
    ...probability,
    summary: 'share of positives times share of negatives: the Brier score of giving all rows the share of positives',
    source: 'Murphy (1973)',
    edges: `the same for all models of the same rows; ${oneClass}`,
  }),
  single(d2LogLoss, {
    ...probability,
    summary: 'part of the log loss saved against giving all rows the share of positives',
    source: 'sklearn.metrics.d2_log_loss_score',
    edges: explained,
  }),
  single(d2Brier, {
    ...probability,
    summary: 'part of the Brier score saved against giving all rows the share of positives',
    source: 'sklearn.metrics.d2_brier_score',
    edges: explained,
  }),
  binnedFamily(
    { name: 'ece', bins: 15, metric: expectedCalibrationError },
    {
      summary: 'mean distance of probability and share of positives, in bins of equal width',
      source: 'torchmetrics.functional.classification.binary_calibration_error, norm l1',
      edges: `left-closed bins, a probability of exactly 1 in one of its own; ${oneClass}`,
    },
  ),
  binnedFamily(
    { name: 'mce', bins: 15, metric: maximumCalibrationError },
    {
      summary: 'largest distance of probability and share of positives, in bins of equal width',
      source: 'torchmetrics.functional.classification.binary_calibration_error, norm max',
      edges: `left-closed bins, a probability of exactly 1 in one of its own; ${oneClass}`,
    },
  ),
  binnedFamily(
    { name: 'ace', bins: 10, metric: adaptiveCalibrationError },
    {
      summary: 'mean distance of probability and share of positives, in bins of equal weight',
      source: 'Nixon et al. (2019)',
      edges: `tied probabilities share a bin; ${oneClass}`,
    },
  ),
  binnedFamily(
    { name: 'ece_debiased', bins: 15, metric: debiasedCalibrationError },
    {
      summary: 'root mean squared calibration error in bins of equal width, less what chance adds',
      source: 'torchmetrics _ce_compute with norm l2 and debias; Kumar, Liang and Ma (2019)',
      edges: `0 where chance explains more than all of it; ${oneClass}`,
    },
  ),
  single(calibrationSlope, {
    ...probability,
    summary: 'stretch of the log odds that fits the labels best; 1 is perfect',
    source: 'Cox (1958); Van Calster et al. (2019)',
    edges: 'one class: NaN with ONE_CLASS; classes told apart without error, or all scores equal: NaN with DEGENERATE',
  }),
  single(calibrationIntercept, {
    ...probability,
    summary: 'shift of the log odds that fits the labels best, their slope kept at 1; 0 is perfect',
    source: 'Van Calster et al. (2019)',
    edges: 'one class: NaN with ONE_CLASS',
  }),
]
