import { type Family, single } from '../family.ts'
import { openShare, wholeFromOne } from '../number-parameter.ts'
import { parameterFamily } from '../parameter-family.ts'
import { logCosh, mae, meanError } from './absolute-error.ts'
import { ccc, cosineSimilarity, pearson } from './correlation.ts'
import { adjustedR2, explainedVariance, r2, rse } from './determination.ts'
import { d2Tweedie, gammaDeviance, poissonDeviance, tweedie, tweediePower } from './deviance.ts'
import { maxError, medae } from './extreme-error.ts'
import { intervalCoverage, intervalScore, intervalWidth } from './interval.ts'
import { kendall } from './kendall.ts'
import { msle, rmsle } from './logarithmic-error.ts'
import { mape, smape, wmape } from './percentage-error.ts'
import { d2Pinball, pinball } from './pinball.ts'
import { crps } from './quantile-score.ts'
import { spearman } from './spearman.ts'
import { mse, nrmse, nrmseRange, rmse } from './squared-error.ts'

const reads = 'prediction'
const refused = 'a label or prediction that is no finite number is refused'
const share = 'constant labels: 1.0 where all is right, else 0.0, with CONSTANT_LABEL; one row: NaN with TOO_FEW_ROWS'
const constant = 'constant labels: NaN with CONSTANT_LABEL; constant predictions: NaN with DEGENERATE'

const errors: readonly Family<'regression'>[] = [
  single(mae, { reads, summary: 'mean of |error|', source: 'sklearn.metrics.mean_absolute_error', edges: refused }),
  single(rmse, { reads, summary: 'root of the mean squared error', source: 'sklearn.metrics.root_mean_squared_error', edges: refused }),
  single(mse, { reads, summary: 'mean squared error', source: 'sklearn.metrics.mean_squared_error', edges: refused }),
  single(medae, {
    reads,
    summary: 'median of |error|',
    source: 'sklearn.metrics.median_absolute_error (1.9)',
    edges: 'weights: the weighted median, the mean of two where half the weight is met exactly',
  }),
  single(maxError, { reads, summary: 'largest |error|', source: 'sklearn.metrics.max_error', edges: 'rows of weight 0 are left out' }),
  single(meanError, { reads, summary: 'mean of prediction less label: the bias', source: 'its definition', edges: refused }),
  single(logCosh, { reads, summary: 'mean of log(cosh(error))', source: 'torchmetrics.LogCoshError', edges: refused }),
  single(mape, {
    reads,
    summary: 'mean of |error| / max(|label|, 2.2e-16)',
    source: 'sklearn.metrics.mean_absolute_percentage_error',
    edges: 'labels of 0 make it enormous: ZERO_LABEL counts them',
  }),
  single(smape, {
    reads,
    summary: 'mean of 2 |error| / (|label| + |prediction|), 0 to 2',
    source: 'Makridakis (1993); M4 competition, less its factor 100',
    edges: 'a row where both are 0 counts 0',
  }),
  single(wmape, { reads, summary: 'sum of |error| over sum of |label|', source: 'its definition', edges: 'labels all 0: NaN with ZERO_LABEL' }),
  single(msle, {
    reads,
    summary: 'mean squared difference of log(1 + value)',
    source: 'sklearn.metrics.mean_squared_log_error',
    edges: 'a label or prediction of -1 or less is refused',
  }),
  single(rmsle, {
    reads,
    summary: 'root of msle',
    source: 'sklearn.metrics.root_mean_squared_log_error',
    edges: 'a label or prediction of -1 or less is refused',
  }),
  single(nrmse, { reads, summary: 'rmse over |mean label|', source: 'its definition', edges: 'a mean of 0: NaN with DEGENERATE' }),
  single(nrmseRange, {
    reads,
    summary: 'rmse over largest less smallest label',
    source: 'its definition',
    edges: 'a range of 0: NaN with DEGENERATE',
  }),
]

const shares: readonly Family<'regression'>[] = [
  single(r2, { reads, summary: 'share of the variance of the labels explained', source: 'sklearn.metrics.r2_score', edges: share }),
  parameterFamily({
    form: 'adjusted_r2_FEATURES',
    ids: ['adjusted_r2_1'],
    prefix: 'adjusted_r2_',
    parameter: wholeFromOne,
    metric: adjustedR2,
    reads,
    summary: 'r2 less what so many features explain by chance',
    source: 'its definition: 1 - (1 - r2)(n - 1) / (n - FEATURES - 1)',
    edges: `${share}; not more rows than FEATURES + 1: NaN with TOO_FEW_ROWS`,
  }),
  single(explainedVariance, {
    reads,
    summary: 'r2 of the model without its bias',
    source: 'sklearn.metrics.explained_variance_score',
    edges: 'constant labels: 1.0 where the errors are constant too, else 0.0, with CONSTANT_LABEL',
  }),
  single(rse, { reads, summary: '1 - r2', source: 'torchmetrics.RelativeSquaredError', edges: 'constant labels: NaN with DEGENERATE' }),
  parameterFamily({
    form: 'd2_tweedie_POWER',
    ids: ['d2_tweedie_1', 'd2_tweedie_2'],
    prefix: 'd2_tweedie_',
    parameter: tweediePower,
    metric: d2Tweedie,
    reads,
    summary: 'share of the Tweedie deviance explained; power 0 is r2',
    source: 'sklearn.metrics.d2_tweedie_score',
    edges: `${share}; values outside the distribution are refused`,
  }),
  parameterFamily({
    form: 'd2_pinball_LEVEL',
    ids: ['d2_pinball_0.9'],
    prefix: 'd2_pinball_',
    parameter: openShare,
    metric: d2Pinball,
    reads: 'that quantile, or prediction where the rows have no quantiles',
    summary: 'share of the pinball loss explained',
    source: 'sklearn.metrics.d2_pinball_score (1.9)',
    edges: share,
  }),
  single(d2Pinball(0.5, 'd2_absolute_error'), {
    reads,
    summary: 'share of the absolute error from the median explained',
    source: 'sklearn.metrics.d2_absolute_error_score (1.9)',
    edges: share,
  }),
]

const deviances: readonly Family<'regression'>[] = [
  single(poissonDeviance, {
    reads,
    summary: 'mean Poisson deviance',
    source: 'sklearn.metrics.mean_poisson_deviance',
    edges: 'a label below 0 or a prediction not above 0 is refused',
  }),
  single(gammaDeviance, {
    reads,
    summary: 'mean gamma deviance',
    source: 'sklearn.metrics.mean_gamma_deviance',
    edges: 'a label or prediction not above 0 is refused',
  }),
  parameterFamily({
    form: 'tweedie_POWER',
    ids: ['tweedie_1.5'],
    prefix: 'tweedie_',
    parameter: tweediePower,
    metric: tweedie,
    reads,
    summary: 'mean Tweedie deviance; powers 0, 1 and 2 are mse, poisson_deviance and gamma_deviance',
    source: 'sklearn.metrics.mean_tweedie_deviance',
    edges: 'values outside the distribution are refused',
  }),
]

const correlations: readonly Family<'regression'>[] = [
  single(pearson, { reads, summary: "Pearson's correlation", source: 'scipy.stats.pearsonr', edges: constant }),
  single(spearman, { reads, summary: "Spearman's rank correlation", source: 'scipy.stats.spearmanr', edges: constant }),
  single(kendall, { reads, summary: "Kendall's tau-b", source: 'scipy.stats.kendalltau', edges: constant }),
  single(ccc, {
    reads,
    summary: "Lin's concordance, with moments over n",
    source: 'Lin (1989)',
    edges: 'all labels and predictions one value: NaN with DEGENERATE',
  }),
  single(cosineSimilarity, {
    reads,
    summary: 'cosine of labels and predictions',
    source: 'its definition',
    edges: 'either all 0: NaN with DEGENERATE',
  }),
]

const distributions: readonly Family<'regression'>[] = [
  parameterFamily({
    form: 'pinball_LEVEL',
    ids: ['pinball_0.5'],
    prefix: 'pinball_',
    parameter: openShare,
    metric: pinball,
    reads: 'that quantile, or prediction where the rows have no quantiles',
    summary: 'mean pinball loss',
    source: 'sklearn.metrics.mean_pinball_loss',
    edges: 'rows with quantiles, but not that one, are refused',
  }),
  single(crps, {
    reads: 'quantiles',
    summary: 'twice the mean pinball loss over the levels',
    source: 'Laio and Tamea (2007), for evenly spaced levels',
    edges: 'QUANTILES_CROSS counts rows whose quantiles do not ascend',
  }),
  single(intervalCoverage, {
    reads: 'interval',
    summary: 'share of labels in the interval, bounds included',
    source: 'its definition',
    edges: refused,
  }),
  single(intervalWidth, { reads: 'interval', summary: 'mean width of the interval', source: 'its definition', edges: refused }),
  parameterFamily({
    form: 'interval_score_SHARE',
    ids: ['interval_score_0.9'],
    prefix: 'interval_score_',
    parameter: openShare,
    metric: intervalScore,
    reads: 'interval',
    summary: 'width, and 2 / (1 - SHARE) times the distance of labels outside',
    source: 'Gneiting and Raftery (2007)',
    edges: refused,
  }),
]

/** Every metric of a regression, one line each. */
export const regressionFamilies: readonly Family<'regression'>[] = [...errors, ...shares, ...deviances, ...correlations, ...distributions]
