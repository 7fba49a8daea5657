import { type BinnedCounts, sumOf } from './binned-counts.ts'

/**
 * Two-sample Kolmogorov-Smirnov test on bins: the largest gap of the distribution functions at the edges, and its asymptotic p.
 * Within a bin the gap could be larger, so the statistic is a lower bound and p is conservative.
 * @example binnedKolmogorovSmirnov({ reference: [10, 0], current: [0, 10] }).statistic // 1
 */
export function binnedKolmogorovSmirnov({ reference, current }: BinnedCounts): { statistic: number; pValue: number } {
  const n = sumOf(reference)
  const m = sumOf(current)
  if (n === 0 || m === 0) return { statistic: 0, pValue: 1 }
  let below = 0
  let met = 0
  let statistic = 0
  reference.forEach((count, at) => {
    below += count
    met += current[at] ?? 0
    statistic = Math.max(statistic, Math.abs(below / n - met / m))
  })
  return { statistic, pValue: kolmogorovSurvival(Math.sqrt((n * m) / (n + m)) * statistic) }
}

/**
 * P(K > x) of the Kolmogorov distribution: the alternating series above 1, Jacobi's transformed series below, where the first converges slowly.
 * @example kolmogorovSurvival(1.3580986393225505) // 0.05
 */
export function kolmogorovSurvival(x: number): number {
  if (x <= 0) return 1
  if (x < 1) return Math.max(0, 1 - transformedSeries(x))
  let total = 0
  for (let k = 1; k <= 100; k++) {
    const term = Math.exp(-2 * k * k * x * x)
    total += k % 2 === 1 ? term : -term
    if (term < 1e-18 * total) break
  }
  return Math.min(1, 2 * total)
}

function transformedSeries(x: number): number {
  let total = 0
  for (let k = 1; k <= 20; k++) total += Math.exp(-((2 * k - 1) ** 2 * Math.PI ** 2) / (8 * x * x))
  return (Math.sqrt(2 * Math.PI) / x) * total
}
