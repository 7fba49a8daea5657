import { type DenseCodes, denseCodes } from './dense-codes.ts'
import { StatsError } from './errors.ts'
import type { RandomSource } from './random.ts'

export interface ResampledUnits {
  /** How many units there are: rows, users, documents. */
  readonly units: number
  /** The cluster of each unit, a whole number from 0; null where units are independent. Numbers may be left out. */
  readonly cluster: Int32Array | null
  /** The stratum of each unit, such as its class, whose number of clusters every resample keeps; null for one stratum. */
  readonly strata: Int32Array | null
}

/**
 * Draws of the cluster bootstrap: as many clusters as there are, with replacement, within each stratum. A draw is told by how often
 * each cluster came, so that a statistic needs no copy of its rows.
 * @throws {StatsError} `EMPTY_SAMPLE` without units; `LENGTH_MISMATCH`; `OUT_OF_RANGE` for a negative code; `SPLIT_CLUSTER` where one
 * cluster has units of two strata.
 */
export class ClusterResampler {
  readonly clusters: number
  readonly strata: number
  readonly #clusterOf: Int32Array | null
  /** The clusters of each stratum; null where there is but one. */
  readonly #members: readonly Int32Array[] | null

  constructor({ units, cluster, strata }: ResampledUnits) {
    if (!(Number.isInteger(units) && units > 0)) throw new StatsError('EMPTY_SAMPLE', `there are ${units} units to resample`)
    requireOneEach(units, cluster, 'clusters')
    requireOneEach(units, strata, 'strata')
    const dense = cluster && denseCodes(cluster, 'cluster')
    this.clusters = dense?.count ?? units
    this.#clusterOf = dense?.code ?? null
    this.#members = strata && membersOfStrata(strata, dense, this.clusters)
    this.strata = this.#members?.length ?? 1
  }

  /** Overwrites `counts`, one for each cluster, with how often a new draw took it. */
  draw(random: RandomSource, counts: Int32Array): void {
    counts.fill(0)
    if (!this.#members) random.countDraws({ draws: this.clusters, bound: this.clusters, counts })
    else for (const members of this.#members) countWithin(random, members, counts)
  }

  /** Overwrites `weight`, one for each unit, with the count of its cluster. */
  spread(counts: Int32Array, weight: Float64Array): void {
    if (!this.#clusterOf) weight.set(counts)
    else spreadOver(this.#clusterOf, counts, weight)
  }
}

/**
 * One draw of the cluster bootstrap, as how often each unit came.
 * @throws {StatsError} as `ClusterResampler`.
 */
export function resampleCounts(sample: ResampledUnits, random: RandomSource): Float64Array {
  const resampler = new ClusterResampler(sample)
  const counts = new Int32Array(resampler.clusters)
  const weight = new Float64Array(sample.units)
  resampler.draw(random, counts)
  resampler.spread(counts, weight)
  return weight
}

function countWithin(random: RandomSource, members: Int32Array, counts: Int32Array): void {
  const own = new Int32Array(members.length)
  random.countDraws({ draws: members.length, bound: members.length, counts: own })
  for (let at = 0; at < members.length; at++) counts[members[at] as number] = own[at] as number
}

// A plain loop: this runs once for each resample and unit.
function spreadOver(clusterOf: Int32Array, counts: Int32Array, weight: Float64Array): void {
  for (let unit = 0; unit < clusterOf.length; unit++) weight[unit] = counts[clusterOf[unit] as number] as number
}

function membersOfStrata(strata: Int32Array, cluster: DenseCodes | null, clusters: number): readonly Int32Array[] {
  const { code, count } = denseCodes(strata, 'stratum')
  const stratumOf = cluster ? stratumOfClusters(code, cluster) : code
  const sizes = new Int32Array(count)
  for (const stratum of stratumOf) sizes[stratum] = (sizes[stratum] as number) + 1
  const members = Array.from(sizes, (size) => new Int32Array(size))
  const filled = new Int32Array(count)
  for (let at = 0; at < clusters; at++) {
    const stratum = stratumOf[at] as number
    const place = filled[stratum] as number
    ;(members[stratum] as Int32Array)[place] = at
    filled[stratum] = place + 1
  }
  return members
}

/**
 * The stratum of each cluster, by the densely numbered strata of its units.
 * @throws {StatsError} `SPLIT_CLUSTER` with the unit whose stratum differs from that of its cluster's first unit.
 */
export function stratumOfClusters(stratum: Int32Array, cluster: DenseCodes): Int32Array {
  const stratumOf = new Int32Array(cluster.count).fill(-1)
  stratum.forEach((code, unit) => {
    const at = cluster.code[unit] as number
    if (stratumOf[at] === -1) stratumOf[at] = code
    if (stratumOf[at] !== code)
      throw new StatsError('SPLIT_CLUSTER', `unit ${unit} lies in another stratum than the rest of its cluster`, {
        hint: 'strata of single rows, such as their class, serve only where rows are independent; leave them out',
      })
  })
  return stratumOf
}

function requireOneEach(units: number, codes: Int32Array | null, what: string): void {
  if (codes && codes.length !== units) throw new StatsError('LENGTH_MISMATCH', `${units} units have ${codes.length} ${what}`)
}
