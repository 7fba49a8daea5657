import { type Measurement, type Metric, MetricsError, metric, type Rows } from '@seaworthy/metrics'
import type { ScoredRows } from '../scored.ts'

/** How much each row speaks against the candidate. */
export interface RowHarm {
  /** The metric whose mean over rows it is. */
  readonly metric: Metric
  /** The candidate's loss less the baseline's, or without one the candidate's loss. */
  readonly harm: Float64Array
}

/** The losses that a row alone has, by kind of rows; the first that can be measured. */
const losses: Readonly<Partial<Record<Rows['kind'], readonly string[]>>> = {
  binary: ['brier', 'accuracy'],
  multiclass: ['brier', 'accuracy'],
  regression: ['mae'],
}

/** The harm of each row; null for rows of a kind without a loss of single rows. */
export function rowHarm({ candidate, baseline }: ScoredRows): RowHarm | null {
  for (const id of losses[candidate.kind] ?? []) {
    const one = metric(id, candidate.kind)
    const own = lossesOf(one, candidate)
    const other = baseline && lossesOf(one, baseline)
    if (own && !baseline) return { metric: one, harm: own }
    if (own && other) return { metric: one, harm: own.map((loss, row) => loss - (other[row] as number)) }
  }
  return null
}

// Scores that are no probabilities have no Brier score; the next loss is then taken.
function lossesOf(one: Metric, rows: Rows): Float64Array | null {
  try {
    return fromInfluence(one.measure(rows), rows.weight, one.better)
  } catch (error) {
    if (error instanceof MetricsError && unmeasurable.has(error.code)) return null
    throw error
  }
}

const unmeasurable: ReadonlySet<MetricsError['code']> = new Set(['SCORES_MISSING', 'SCORE_INVALID'])

// These metrics are weighted means, whose influence is known: of a row its weight, by mean weight, times what it differs from the mean.
// What is better when higher is a share: its loss is what is missing to 1.
function fromInfluence({ value, influence }: Measurement, weight: Rows['weight'], better: Metric['better']): Float64Array {
  const mean = weight ? weight.reduce((sum, one) => sum + one, 0) / weight.length : 1
  return (influence as Float64Array).map((one, row) => {
    const share = weight ? (weight[row] as number) / mean : 1
    const own = share === 0 ? value : one / share + value
    return better === 'higher' ? 1 - own : own
  })
}
