import type { Measurement, Metric, Rows } from '@seaworthy/metrics'
import { compensatedSum, recipeError } from '@seaworthy/stats'
import { tQuantity } from './inference/by-influence.ts'
import type { Measured } from './measure.ts'
import type { Quantity } from './rules/rule.ts'

/** A model that a recipe made: its rows, and a metric of them. */
export interface Run {
  readonly rows: Rows
  readonly measured: Measurement
}

/**
 * The metric of a recipe: where the first run's rows are asked for it is the mean over all runs, of values, of influences and of each
 * resample. Any other rows, like those of production, are measured as ever.
 */
export function metricOfRecipe(metric: Metric, runs: readonly Run[]): Metric {
  const first = runs[0]?.rows
  const mean = meanOfRuns(runs.map(({ measured }) => measured))
  return {
    ...metric,
    // The mean of several zeros and ones is neither.
    inference: metric.inference === 'share' ? 'mean' : metric.inference,
    measure: (rows) => (rows === first ? mean : metric.measure(rows)),
    reweigh(rows) {
      if (rows !== first) return metric.reweigh(rows)
      const values = runs.map((run) => metric.reweigh(run.rows))
      return (weight) => meanOf(values.map((value) => value(weight)))
    },
  }
}

/** What was measured of the mean of some runs, with what seeds do beside what rows leave open. */
export function overSeeds(measured: Measured, runs: readonly Run[], { range: [least, most] }: Pick<Metric, 'range'>): Measured {
  const values = runs.map((run) => run.measured.value)
  const widened = (quantity: Quantity | null): Quantity | null =>
    quantity && tQuantity(quantity.estimate, recipeError({ values, rows: quantity.error }))
  const [own, paired] = [widened(measured.own), widened(measured.paired)]
  const { evidence } = measured
  return {
    ...measured,
    own,
    paired,
    runs: values,
    evidence: {
      ...evidence,
      candidateInterval: own && [Math.max(least, own.interval[0]), Math.min(most, own.interval[1])],
      standardError: paired?.error.standardError ?? null,
      interval: paired?.interval ?? null,
      pValue: paired?.pValue(0, 'two_sided') ?? null,
      method: `${evidence.method}_over_seeds`,
    },
  }
}

function meanOfRuns(measured: readonly Measurement[]): Measurement {
  const influences = measured.flatMap(({ influence }) => (influence ? [influence] : []))
  const warnings = new Map(measured.flatMap((one) => one.warnings).map((warning) => [`${warning.code} ${warning.message}`, warning]))
  return {
    value: meanOf(measured.map(({ value }) => value)),
    influence: influences.length === measured.length ? meanInfluence(influences) : null,
    warnings: [...warnings.values()],
  }
}

function meanInfluence(influences: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(influences[0]?.length ?? 0)
  for (const influence of influences) for (let unit = 0; unit < mean.length; unit++) mean[unit] = (mean[unit] as number) + (influence[unit] as number)
  return mean.map((sum) => sum / influences.length)
}

function meanOf(values: readonly number[]): number {
  return compensatedSum(Float64Array.from(values)) / values.length
}
