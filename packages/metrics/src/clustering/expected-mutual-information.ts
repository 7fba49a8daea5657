import type { CrossTable } from './cross-table.ts'

/** log(k!) for k from 0 to n, each with the rounding of one number, not of k. */
export function logFactorials(n: number): Float64Array {
  const logs = new Float64Array(n + 1)
  let sum = 0
  let lost = 0
  for (let k = 2; k <= n; k++) {
    const term = Math.log(k) - lost
    const next = sum + term
    lost = next - sum - term
    sum = next
    logs[k] = sum
  }
  return logs
}

/** Cells that are rarer than e^-80 add nothing to a double. */
const rarest = -80

/**
 * Mean of the mutual information over all ways to draw clusters of these sizes from groups of these sizes (Vinh et al., 2010), in nats:
 * each cell is hypergeometric, and its terms are added from its mode outwards until they are nothing.
 * @param logs of the factorials up to the number of rows
 */
export function expectedMutualInformation({ byGroup, byCluster, total }: CrossTable, logs: Float64Array): number {
  let expected = 0
  for (const group of byGroup) for (const cluster of byCluster) expected += expectedTerm({ group, cluster, total }, logs)
  return expected
}

interface Margins {
  readonly group: number
  readonly cluster: number
  readonly total: number
}

function expectedTerm({ group, cluster, total }: Margins, logs: Float64Array): number {
  const log = (k: number) => logs[k] as number
  const constant = log(group) + log(cluster) + log(total - group) + log(total - cluster) - log(total)
  const least = Math.max(1, group + cluster - total)
  const most = Math.min(group, cluster)
  const mode = Math.min(most, Math.max(least, Math.floor(((group + 1) * (cluster + 1)) / (total + 2))))
  let sum = 0
  const isNothing = (cell: number) => {
    const chance = constant - log(cell) - log(group - cell) - log(cluster - cell) - log(total - group - cluster + cell)
    sum += (cell / total) * Math.log((total * cell) / (group * cluster)) * Math.exp(chance)
    return chance < rarest
  }
  for (let cell = mode; cell >= least; cell--) if (isNothing(cell)) break
  for (let cell = mode + 1; cell <= most; cell++) if (isNothing(cell)) break
  return sum
}
