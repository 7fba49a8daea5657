import type { Metric } from '@seaworthy/metrics'
import { seedOf, signFlip, wilcoxonSignedRank } from '@seaworthy/stats'
import { EvaluationError } from './errors.ts'
import type { Quantity } from './rules/rule.ts'
import type { ScoredRows } from './scored.ts'

/** Tests of a paired difference that a person may ask for in place of the usual one. */
export const unitTests = ['wilcoxon', 'permutation'] as const
export type UnitTest = (typeof unitTests)[number]

export interface UnitTestRequest {
  readonly metric: Metric
  readonly rows: ScoredRows
  readonly seed: string
}

/**
 * The p-values of a test on the differences of the units (means of the differences within a cluster, for Wilcoxon's), more is better.
 * Wilcoxon's is about the median of pairs, not about the mean that the metric reports.
 * @throws {EvaluationError} `TEST_NOT_APPLICABLE` for a metric that is no plain mean over units.
 */
export function unitTestOf(test: UnitTest, request: UnitTestRequest): Quantity['pValue'] {
  const { rows, metric, seed } = request
  const differences = differencesOf(test, request)
  if (test === 'permutation')
    return (boundary, alternative) =>
      signFlip({ differences: less(differences, boundary), cluster: rows.cluster, alternative, seed: seedOf(`${seed} ${metric.id} permutation`) })
        .pValue
  const units = rows.cluster ? meansByCluster(differences, rows.cluster) : differences
  return (boundary, alternative) => wilcoxonSignedRank({ differences: less(units, boundary), alternative, zeros: 'pratt' }).pValue
}

/** Candidate less baseline of each unit, turned so that more is better. */
function differencesOf(test: UnitTest, { metric, rows: { candidate, baseline } }: UnitTestRequest): Float64Array {
  const isMean = metric.inference === 'mean' || metric.inference === 'share'
  const one = isMean ? metric.measure(candidate) : null
  const other = isMean && baseline ? metric.measure(baseline) : null
  if (!one?.influence || !other?.influence || candidate.weight)
    throw new EvaluationError('TEST_NOT_APPLICABLE', `the ${test} test of ${metric.id} needs a value of each unit, whose mean the metric is`, {
      hint: candidate.weight ? 'rows with weights have none: leave the test or the weights out' : 'leave the test out, or ask for such a metric',
    })
  const sign = metric.better === 'lower' ? -1 : 1
  const mean = one.value - other.value
  const influence = other.influence
  return one.influence.map((value, unit) => sign * (value - (influence[unit] as number) + mean))
}

function less(values: Float64Array, boundary: number): Float64Array {
  return boundary === 0 ? values : values.map((value) => value - boundary)
}

function meansByCluster(values: Float64Array, cluster: Int32Array): Float64Array {
  const sums = new Map<number, { sum: number; count: number }>()
  for (let unit = 0; unit < values.length; unit++) {
    const code = cluster[unit] as number
    const held = sums.get(code) ?? { sum: 0, count: 0 }
    held.sum += values[unit] as number
    held.count++
    sums.set(code, held)
  }
  return Float64Array.from(sums.values(), ({ sum, count }) => sum / count)
}
