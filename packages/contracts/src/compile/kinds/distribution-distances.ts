import type { CheckOf } from '../../check.ts'
import { type Cell, type Comparison, cellCount, currentTotal, isCounted, referenceTotal } from './distribution-cells.ts'
import { chiSquareTail } from './distribution-chi-square.ts'

type Method = Exclude<CheckOf<'drift'>['method'], 'wasserstein'>
export type Distance = { readonly value: number } | { readonly message: string }

/** Shares of both sides. */
interface Shares {
  readonly p: number
  readonly q: number
  readonly times: number
}

/**
 * How far the data lie from a reference, with shares p of the data and q of the reference that each sum to 1:
 * - `kl_divergence`: sum of p ln(p / q), as Great Expectations has it; infinite where data occur that have no weight.
 * - `jensen_shannon`: the divergence in base 2, 0..1 (not its root), with a cell for NaN, as TFDV has it.
 * - `l_infinity`: the greatest |p - q|. `ks`: the greatest difference of the sums of p and q up to the end of a cell.
 * - `psi`: sum of (p - q) ln(p / q), shares smoothed as (count + 0.5) / (n + 0.5 k); shares count as as many rows as the data have.
 * - `chi_square_p`: p of Pearson's test: of two samples where the reference is counts, else of one. Cells without either are left out.
 * - `normalized_abs_difference`: the greatest difference of counts over the sum of all, as TFDV has it. Counts alone have it.
 */
export function distance(method: Method, { cells, nan }: Comparison): Distance {
  const all = method === 'jensen_shannon' && nan > 0 ? [...cells, { current: nan, reference: 0, times: 1 }] : cells
  switch (method) {
    case 'kl_divergence':
      return {
        value: Math.max(
          0,
          total(sharesOf(all), ({ p, q }) => relativeEntropy(p, q)),
        ),
      }
    case 'jensen_shannon':
      return {
        value: Math.max(
          0,
          total(sharesOf(all), ({ p, q }) => towardsMiddle(p, q) + towardsMiddle(q, p)),
        ),
      }
    case 'l_infinity':
      return { value: Math.max(...sharesOf(all).map(({ p, q }) => Math.abs(p - q))) }
    case 'ks':
      return { value: greatestGap(sharesOf(all)) }
    case 'psi':
      return { value: total(smoothed(all), ({ p, q }) => (p - q) * Math.log(p / q)) }
    case 'chi_square_p':
      return { value: chiSquare(all.filter(({ current, reference }) => current > 0 || reference > 0)) }
    case 'normalized_abs_difference':
      return isCounted(all)
        ? { value: Math.max(...all.map(({ current, reference }) => Math.abs(current - reference))) / (currentTotal(all) + referenceTotal(all)) }
        : { message: 'the reference has shares, and a difference of counts needs counts' }
  }
}

function sharesOf(cells: readonly Cell[]): readonly Shares[] {
  const [n, m] = [currentTotal(cells), referenceTotal(cells)]
  return cells.map(({ current, reference, times }) => ({ p: current / n, q: reference / m, times }))
}

function smoothed(cells: readonly Cell[]): readonly Shares[] {
  const [n, sum, k] = [currentTotal(cells), referenceTotal(cells), cellCount(cells)]
  const [m, scale] = isCounted(cells) ? [sum, 1] : [n, n / sum]
  return cells.map(({ current, reference, times }) => ({ p: (current + 0.5) / (n + 0.5 * k), q: (reference * scale + 0.5) / (m + 0.5 * k), times }))
}

function total(shares: readonly Shares[], term: (shares: Shares) => number): number {
  return shares.reduce((sum, one) => sum + one.times * term(one), 0)
}

function relativeEntropy(p: number, q: number): number {
  return p === 0 ? 0 : p * Math.log(p / q)
}

function towardsMiddle(p: number, q: number): number {
  return p === 0 ? 0 : (p * Math.log2(p / ((p + q) / 2))) / 2
}

function greatestGap(shares: readonly Shares[]): number {
  let [gap, greatest] = [0, 0]
  for (const { p, q, times } of shares) {
    gap += times * (p - q)
    greatest = Math.max(greatest, Math.abs(gap))
  }
  return greatest
}

function chiSquare(cells: readonly Cell[]): number {
  const [n, m] = [currentTotal(cells), referenceTotal(cells)]
  const statistic = isCounted(cells)
    ? total(sharesOf(cells), ({ p, q }) => ((p - q) ** 2 * n * m) / (p * n + q * m))
    : total(sharesOf(cells), ({ p, q }) => (n * (p - q) ** 2) / q)
  return chiSquareTail(statistic, cellCount(cells) - 1)
}
