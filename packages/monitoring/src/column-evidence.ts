import type { ColumnDrift } from '@seaworthy/record'
import { sumOf } from './binned-counts.ts'
import { binnedKolmogorovSmirnov } from './binned-kolmogorov-smirnov.ts'
import { binnedWasserstein } from './binned-wasserstein.ts'
import { chiSquareSurvival } from './chi-square-survival.ts'
import { binnedCounts, type ColumnPair, newCategories } from './column-sample.ts'
import { populationStability } from './population-stability.ts'
import { twoSampleChiSquare } from './two-sample-chi-square.ts'

export type DriftTest = ColumnDrift['tests'][number]

/** From here on a distribution counts as shifted. */
export const stabilityThreshold = 0.1
/** From here on the shift is called large. */
export const largeStability = 0.25
export const missingRateThreshold = 0.05
export const newCategoryThreshold = 0.01
/** With fewer rows than this on a side, nothing is said. */
export const smallestSample = 100

/** What the counts of one column say, before any correction for the number of columns. */
export interface ColumnEvidence {
  readonly pair: ColumnPair
  /** Null where one side has too few values. */
  readonly shift: { readonly effect: number; readonly pValue: number } | null
  readonly missing: { readonly effect: number; readonly pValue: number } | null
  readonly tests: readonly DriftTest[]
}

export function columnEvidence(pair: ColumnPair): ColumnEvidence {
  const missing = missingRates(pair)
  const shift = pair.reference.kind === 'datetime' ? null : distributionShift(pair)
  return { pair, shift, missing, tests: [...shiftTests(pair, shift), ...missingTests(missing), ...categoryTests(pair)] }
}

function distributionShift(pair: ColumnPair): ColumnEvidence['shift'] {
  if (Math.min(pair.reference.count, pair.current.count) < smallestSample) return null
  const counts = binnedCounts(pair)
  return { effect: populationStability(counts), pValue: twoSampleChiSquare(counts).pValue }
}

function shiftTests(pair: ColumnPair, shift: ColumnEvidence['shift']): readonly DriftTest[] {
  if (!shift) return []
  return [
    { method: 'psi', value: shift.effect, threshold: stabilityThreshold, pValue: null },
    { method: 'chi_square', value: twoSampleChiSquare(binnedCounts(pair)).statistic, threshold: null, pValue: shift.pValue },
    ...numericTests(pair),
  ]
}

function numericTests({ reference, current }: ColumnPair): readonly DriftTest[] {
  if (!reference.numeric || !current.numeric) return []
  const counts = { reference: reference.numeric.counts, current: current.numeric.counts }
  const kolmogorovSmirnov = binnedKolmogorovSmirnov(counts)
  const tests = [{ method: 'ks', value: kolmogorovSmirnov.statistic, threshold: null, pValue: kolmogorovSmirnov.pValue }]
  const deviation = reference.numeric.standardDeviation ?? 0
  const ends = [reference.numeric.min, current.numeric.min, reference.numeric.max, current.numeric.max].filter((end) => end !== null)
  if (deviation <= 0 || ends.length === 0) return tests
  const bounds = [Math.min(...ends), ...reference.numeric.edges, Math.max(...ends)]
  return [...tests, { method: 'wasserstein_over_sd', value: binnedWasserstein({ bounds, ...counts }) / deviation, threshold: null, pValue: null }]
}

// Two proportions, compared as the 2 x 2 chi-square test does: pooled variance, two-sided.
function missingRates({ reference, current }: ColumnPair): ColumnEvidence['missing'] {
  const n = reference.count + reference.missing
  const m = current.count + current.missing
  if (Math.min(n, m) < smallestSample) return null
  const effect = current.missing / m - reference.missing / n
  const pooled = (reference.missing + current.missing) / (n + m)
  const variance = pooled * (1 - pooled) * (1 / n + 1 / m)
  return { effect, pValue: variance > 0 ? chiSquareSurvival(effect ** 2 / variance, 1) : 1 }
}

function missingTests(missing: ColumnEvidence['missing']): readonly DriftTest[] {
  if (!missing) return []
  return [{ method: 'missing_rate', value: missing.effect, threshold: missingRateThreshold, pValue: missing.pValue }]
}

function categoryTests(pair: ColumnPair): readonly DriftTest[] {
  const added = newCategories(pair)
  if (added.length === 0) return []
  const share = sumOf(added.map(({ count }) => count)) / pair.current.count
  return [{ method: 'new_category_share', value: share, threshold: newCategoryThreshold, pValue: null }]
}
