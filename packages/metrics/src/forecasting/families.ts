import { type Family, single } from '../family.ts'
import { regressionFamilies } from '../regression/families.ts'
import { forecastFamily } from './as-regression.ts'
import { mase, owa, rmsse } from './scaled-error.ts'
import { wql } from './wql.ts'

/** Measures of a regression that are measures of forecasts too, by their forms. */
const shared = [
  'mae',
  'rmse',
  'mse',
  'mean_error',
  'mape',
  'smape',
  'wmape',
  'medae',
  'max_error',
  'r2',
  'pinball_LEVEL',
  'crps',
  'interval_coverage',
  'interval_width',
  'interval_score_SHARE',
]

const noScale = 'a scale that is missing or not above 0 is refused'

/** Every metric of forecasts, one line each. */
export const forecastingFamilies: readonly Family<'forecasting'>[] = [
  single(mase, {
    reads: 'prediction, scale',
    summary: 'mean of |error| over that of the naive forecast in the training history',
    source: 'Hyndman and Koehler (2006)',
    edges: noScale,
  }),
  single(rmsse, {
    reads: 'prediction, squared scale',
    summary: 'mean over series of the root of squared errors over those of the naive forecast in the training history',
    source: 'M5 competition; series weigh by their rows',
    edges: noScale,
  }),
  single(owa, {
    reads: 'prediction, naive forecast, scale',
    summary: 'mean of smape and mase, each over that of the naive forecast',
    source: 'M4 competition',
    edges: `${noScale}; a naive forecast without error: NaN with DEGENERATE`,
  }),
  single(wql, {
    reads: 'quantiles',
    summary: 'twice the pinball loss over the sum of |label|, mean over the levels',
    source: 'GluonTS: mean weighted quantile loss',
    edges: 'labels all 0: NaN with ZERO_LABEL; QUANTILES_CROSS counts rows whose quantiles do not ascend',
  }),
  ...regressionFamilies.filter(({ form }) => shared.includes(form)).map(forecastFamily),
]
