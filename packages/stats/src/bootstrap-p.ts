import { uncorrectedProbability } from './bca-correction.ts'
import type { Bootstrap } from './bootstrap.ts'
import { requireFinite } from './domain.ts'
import { unexpandedProbability } from './expanded-percentile.ts'
import { probabilityUpTo } from './sample-quantile.ts'
import type { TTest } from './t-test.ts'

export interface BootstrapTest extends Pick<TTest, 'boundary' | 'alternative'> {
  readonly bootstrap: Pick<Bootstrap, 'distribution' | 'method' | 'correction' | 'clusters'>
}

/**
 * The p-value of a boundary by turning the bootstrap's interval round: the level at which its end would touch the boundary. So the 95 %
 * interval leaves the boundary out exactly where a one-sided p is below 0.025. Never below 1 / (m + 1), m being the
 * resamples, as in (b + 1) / (m + 1).
 * @throws {StatsError} `NOT_FINITE` for a boundary that is NaN or infinite.
 * @example
 * const bootstrap = { distribution: Float64Array.of(1, 2, 3), method: 'percentile', correction: null, clusters: 9 }
 * bootstrapPValue({ bootstrap, boundary: 0, alternative: 'greater' }) // 0.25
 */
export function bootstrapPValue({ bootstrap, boundary, alternative }: BootstrapTest): number {
  requireFinite(boundary, 'the boundary')
  if (alternative === 'greater') return pGreater(bootstrap, boundary)
  if (alternative === 'less') return pLess(bootstrap, boundary)
  return Math.min(1, 2 * Math.min(pGreater(bootstrap, boundary), pLess(bootstrap, boundary)))
}

function pGreater({ distribution, ...levels }: BootstrapTest['bootstrap'], boundary: number): number {
  const share = probabilityUpTo(distribution.slice().sort(), boundary)
  return atLeastResolution(levelBack(share, levels), distribution.length)
}

function levelBack(share: number, { method, correction, clusters }: Omit<BootstrapTest['bootstrap'], 'distribution'>): number {
  if (method === 'expanded') return unexpandedProbability(share, clusters)
  return correction ? uncorrectedProbability(share, correction) : share
}

/** The mirror image: of values and boundary turned round, bias and acceleration turn round too. */
function pLess({ distribution, correction, ...levels }: BootstrapTest['bootstrap'], boundary: number): number {
  const mirrored = correction && { medianBias: -correction.medianBias, acceleration: -correction.acceleration }
  return pGreater({ ...levels, distribution: distribution.map((value) => -value), correction: mirrored }, -boundary)
}

function atLeastResolution(p: number, resamples: number): number {
  return Math.max(p, 1 / (resamples + 1))
}
