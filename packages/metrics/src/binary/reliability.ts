import { type BinaryRows, requireProbabilities, type ScoredBinary } from '../rows/binary-rows.ts'
import type { Numbers } from '../rows/numbers.ts'
import { rankRows } from './ranking.ts'

/**
 * How scores are put into bins. `width`: equally wide and left-closed, scores of exactly 1 being a bin of their own, as in
 * torchmetrics. `frequency`: equal in weight as far as ties allow, as a score falls into one bin only.
 */
export interface Binning {
  readonly kind: 'width' | 'frequency'
  readonly bins: number
}

/** Weighted sums of each bin; all 0 in one that is empty. */
export interface BinSums {
  readonly weight: Float64Array
  /** Squares of the weights. */
  readonly squares: Float64Array
  readonly score: Float64Array
  readonly label: Float64Array
}

/** One point of a reliability diagram. */
export interface ReliabilityBin {
  readonly weight: number
  readonly meanScore: number
  /** Share of positives. */
  readonly rate: number
}

/**
 * The bins of a reliability diagram that hold any row that counts, in ascending order of score.
 * @throws {MetricsError} as {@link requireProbabilities}.
 * @example reliabilityBins({ kind: 'binary', label: Uint8Array.of(0, 1), score: Float64Array.of(0.25, 0.25), prediction: null, weight: null }, { kind: 'width', bins: 10 }) // [{ weight: 2, meanScore: 0.25, rate: 0.5 }]
 */
export function reliabilityBins(rows: BinaryRows, binning: Binning): readonly ReliabilityBin[] {
  requireProbabilities(rows)
  const { weight, score, label } = sumBins(rows, binning)(rows.weight)
  return Array.from(weight, (all, bin) => ({ weight: all, meanScore: (score[bin] as number) / all, rate: (label[bin] as number) / all })).filter(
    (bin) => bin.weight > 0,
  )
}

/** Sums rows by bin, into the same arrays at each call. */
export function sumBins(rows: ScoredBinary, { kind, bins }: Binning): (weight: Float64Array | null) => BinSums {
  const binsOf = kind === 'width' ? widthBins(rows.score, bins) : frequencyBins(rows, bins)
  const sums: BinSums = { weight: bySize(bins), squares: bySize(bins), score: bySize(bins), label: bySize(bins) }
  return (weight) => addRows(sums, { rows, weight, bin: binsOf(weight) })
}

function bySize(bins: number): Float64Array {
  return new Float64Array(bins + 1)
}

function addRows(into: BinSums, { rows, weight, bin }: { rows: ScoredBinary; weight: Float64Array | null; bin: Uint32Array }): BinSums {
  const { weight: all, squares, score, label } = into
  for (const sums of [all, squares, score, label]) sums.fill(0)
  for (let row = 0; row < bin.length; row++) {
    const at = bin[row] as number
    const one = weight ? (weight[row] as number) : 1
    all[at] = (all[at] as number) + one
    squares[at] = (squares[at] as number) + one * one
    score[at] = (score[at] as number) + one * (rows.score[row] as number)
    if (rows.label[row] === 1) label[at] = (label[at] as number) + one
  }
  return into
}

// Borders are k / bins, rounded once; those of single-precision scores in single precision, so that 0.3 is in the bin from 0.3.
export function widthBins(score: Numbers, bins: number): () => Uint32Array {
  const inType = score instanceof Float32Array ? Math.fround : (value: number): number => value
  const border = Float64Array.from({ length: bins + 2 }, (_, at) => (at > bins ? Number.POSITIVE_INFINITY : inType(at / bins)))
  const bin = new Uint32Array(score.length)
  for (let row = 0; row < bin.length; row++) {
    const value = score[row] as number
    let at = Math.floor(value * bins)
    if (value < (border[at] as number)) at--
    else if (value >= (border[at + 1] as number)) at++
    bin[row] = at
  }
  return () => bin
}

// Border k is the lowest score that at least k / bins of the weight does not exceed; the bin is closed there.
function frequencyBins(rows: ScoredBinary, bins: number): (weight: Float64Array | null) => Uint32Array {
  const { order, ends } = rankRows(rows)
  const bin = new Uint32Array(order.length)
  return (weight) => {
    const total = weight ? weight.reduce((sum, one) => sum + one, 0) : order.length
    let below = 0
    for (let group = ends.length - 1; group >= 0; group--) {
      const at = Math.min(bins - 1, Math.floor((below * bins) / total))
      for (let rank = group === 0 ? 0 : (ends[group - 1] as number); rank < (ends[group] as number); rank++) {
        const row = order[rank] as number
        bin[row] = at
        below += weight ? (weight[row] as number) : 1
      }
    }
    return bin
  }
}
