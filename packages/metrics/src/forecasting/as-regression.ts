import type { Family } from '../family.ts'
import type { MetricOf } from '../metric.ts'
import { type ForecastRows, requireForecast } from '../rows/forecast-rows.ts'
import type { RegressionRows } from '../rows/regression-rows.ts'

/**
 * What a regression reads of forecasts: their series and scales are left out.
 * @throws {MetricsError} as `requireForecast`.
 */
export function asRegression(rows: ForecastRows): RegressionRows {
  requireForecast(rows)
  const { label, prediction, quantiles, interval, weight } = rows
  return { kind: 'regression', label, prediction, quantiles, interval, weight }
}

/** The family of a regression's metrics, on forecasts. */
export function forecastFamily(family: Family<'regression'>): Family<'forecasting'> {
  return {
    ...family,
    parse(id) {
      const metric = family.parse(id)
      return metric && forecastMetric(metric)
    },
  }
}

function forecastMetric(metric: MetricOf<'regression'>): MetricOf<'forecasting'> {
  const { id, title, better, range, inference, reweigh } = metric
  const about = { id, title, better, range, inference, measure: (rows: ForecastRows) => metric.measure(asRegression(rows)) }
  return reweigh ? { ...about, reweigh: (rows) => reweigh(asRegression(rows)) } : about
}
