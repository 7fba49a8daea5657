import { normalCdf, normalQuantile } from './normal-distribution.ts'
import { tCdf, tQuantile } from './t-distribution.ts'

/**
 * The level at which a percentile interval is to be read so that few clusters are allowed for (Hesterberg, 2015): the normal tail beyond
 * Student's t of p with G - 1 degrees of freedom times the root of G / (G - 1). For the mean of normal values it is then the t interval.
 * @example expandedProbability(0.025, 10) // 0.00855
 */
export function expandedProbability(p: number, clusters: number): number {
  return normalCdf(tQuantile(p, clusters - 1) * Math.sqrt(clusters / (clusters - 1)))
}

/**
 * Undoes `expandedProbability`: the level of the expanded interval whose end is the given quantile.
 * @example unexpandedProbability(0.5, 10) // 0.5
 */
export function unexpandedProbability(p: number, clusters: number): number {
  return tCdf(normalQuantile(p) / Math.sqrt(clusters / (clusters - 1)), clusters - 1)
}
