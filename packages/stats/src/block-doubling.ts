import { type Influences, sumByCluster } from './clustered-estimate.ts'
import { compensatedSum } from './compensated-sum.ts'
import { denseCodes } from './dense-codes.ts'
import { StatsError } from './errors.ts'
import type { StandardError } from './t-test.ts'

export interface BlockLevel {
  /** How many neighbouring values make a block: 1, 2, 4 and so on. */
  readonly blockLength: number
  readonly blocks: number
  /** Of the mean, were the blocks independent. */
  readonly standardError: number
}

export interface BlockDoubling extends StandardError, BlockLevel {
  /** False where no block length that leaves 10 blocks is long enough: the error is then the largest of those, and may be too small. */
  readonly settled: boolean
  /** The standard error at each block length, while at least two blocks are left. */
  readonly levels: readonly BlockLevel[]
}

const fewestBlocks = 10

/**
 * The standard error of a mean of values in the order of time that hang together with their neighbours, by doubling the block length
 * (Flyvbjerg and Petersen, 1989): neighbours are averaged until the standard error no longer grows. Taken is the shortest block length b
 * from which on b^3 > 2n (SE_b / SE_1)^4 (Wolff, 2004; Lee and others, 2011), where it leaves at least 10 blocks, so from about 80 values on. A last
 * value without a neighbour is left out of longer blocks.
 * @throws {StatsError} `TOO_FEW_CLUSTERS` below two values, `NOT_FINITE` with the value.
 * @example blockDoubling(Float64Array.of(0, 2, 0, 2)).levels // [{ blockLength: 1, blocks: 4, standardError: 0.5774 }, { blockLength: 2, blocks: 2, standardError: 0 }]
 */
export function blockDoubling(values: Float64Array): BlockDoubling {
  if (values.length < 2)
    throw new StatsError('TOO_FEW_CLUSTERS', `${values.length} value says nothing about the variance over time`, { hint: 'at least two are needed' })
  const at = values.findIndex((value) => !Number.isFinite(value))
  if (at >= 0) throw new StatsError('NOT_FINITE', `value ${at} is ${values[at]}`)
  const levels = levelsOf(values)
  const longEnough = levels.findLastIndex((level) => !isLongEnough(level, levels[0] as BlockLevel, values.length)) + 1
  const usable = levels.filter(({ blocks, blockLength }) => blocks >= fewestBlocks || blockLength === 1)
  const chosen = usable[longEnough] ?? largestOf(usable)
  return { ...chosen, degreesOfFreedom: chosen.blocks - 1, settled: longEnough < usable.length && chosen.blocks >= fewestBlocks, levels }
}

/**
 * `blockDoubling` of an estimate by the influence of its rows: of the sums of clusters that are numbered in the order of time, such
 * as days. With block length 1 the standard error is that of `clusteredEstimate`, where the influences add to 0.
 * @throws {StatsError} `EMPTY_SAMPLE`, `LENGTH_MISMATCH`, `OUT_OF_RANGE` for a negative cluster, and as `blockDoubling`.
 */
export function blockDoublingOfClusters({ influence, cluster }: Pick<Influences, 'influence' | 'cluster'>): BlockDoubling {
  if (influence.length === 0) throw new StatsError('EMPTY_SAMPLE', 'there are no rows to estimate from')
  if (cluster && cluster.length !== influence.length)
    throw new StatsError('LENGTH_MISMATCH', `${influence.length} influence values have ${cluster.length} clusters`)
  const sums = cluster ? sumByCluster(influence, denseCodes(cluster, 'cluster')) : influence
  return blockDoubling(sums.map((sum) => sum * (sums.length / influence.length)))
}

function levelsOf(values: Float64Array): readonly BlockLevel[] {
  const levels: BlockLevel[] = []
  for (let [means, blockLength] = [values, 1]; means.length >= 2; means = neighboursAveraged(means), blockLength *= 2)
    levels.push({ blockLength, blocks: means.length, standardError: errorOfMean(means) })
  return levels
}

function neighboursAveraged(values: Float64Array): Float64Array {
  return Float64Array.from({ length: values.length >>> 1 }, (_, at) => ((values[2 * at] as number) + (values[2 * at + 1] as number)) / 2)
}

function errorOfMean(values: Float64Array): number {
  const mean = compensatedSum(values) / values.length
  const squares = compensatedSum(values.map((value) => (value - mean) * (value - mean)))
  return Math.sqrt(squares / (values.length - 1) / values.length)
}

function isLongEnough({ blockLength, standardError }: BlockLevel, first: BlockLevel, values: number): boolean {
  if (first.standardError === 0) return true
  const growth = standardError / first.standardError
  return blockLength * blockLength * blockLength > 2 * values * growth * growth * growth * growth
}

function largestOf(levels: readonly BlockLevel[]): BlockLevel {
  return levels.reduce((largest, level) => (level.standardError > largest.standardError ? level : largest))
}
