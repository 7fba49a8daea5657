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

/**
 * Mean of the mutual information over all ways to draw clusters of these sizes from groups of these sizes (Vinh et al., 2010), in nats:
 * each cell is hypergeometric. The time grows with the rows times the smaller number of groups.
 * @param logs of the factorials up to the number of rows
 */
export function expectedMutualInformation({ byGroup, byCluster, total }: CrossTable, logs: Float64Array): number {
  let expected = 0
  for (const group of byGroup) {
    for (const cluster of byCluster) {
      const constant = log(logs, group) + log(logs, cluster) + log(logs, total - group) + log(logs, total - cluster) - log(logs, total)
      const most = Math.min(group, cluster)
      for (let cell = Math.max(1, group + cluster - total); cell <= most; cell++) {
        const chance = constant - log(logs, cell) - log(logs, group - cell) - log(logs, cluster - cell) - log(logs, total - group - cluster + cell)
        expected += (cell / total) * Math.log((total * cell) / (group * cluster)) * Math.exp(chance)
      }
    }
  }
  return expected
}

function log(logs: Float64Array, k: number): number {
  return logs[k] as number
}
