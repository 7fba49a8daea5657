import { compensatedSum } from '@seaworthy/stats'

/** The (weighted) mean of a loss per row, and the influence of each row: n * w / sum(w) * (loss - mean). */
export function weightedMean(loss: Float64Array, weight: Float64Array | null): { value: number; influence: Float64Array } {
  if (weight === null) {
    const value = compensatedSum(loss) / loss.length
    return { value, influence: loss.map((one) => one - value) }
  }
  const total = compensatedSum(weight)
  const value = compensatedSum(loss.map((one, row) => one * (weight[row] as number))) / total
  const scale = loss.length / total
  return { value, influence: loss.map((one, row) => scale * (weight[row] as number) * (one - value)) }
}
