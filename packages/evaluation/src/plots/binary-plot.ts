import { type BinaryRows, type Numbers, type Ranking, rankRows } from '@seaworthy/metrics'
import { type BinaryPlot, maxPoints } from '@seaworthy/record'
import { rounded } from './rounded.ts'
import { stretches } from './stretches.ts'

const calibrationBins = 12
const histogramBins = 20

/** The scores of a binary classifier in pictures; null without scores, and where one of the classes has too few rows. */
export function binaryPlot(rows: BinaryRows, fewestRows: number): BinaryPlot | null {
  const { label, score } = rows
  const positives = label.reduce((sum, one) => sum + one, 0)
  if (score === null || Math.min(positives, label.length - positives) < fewestRows) return null
  const ranking = rankRows({ label, score })
  const areProbabilities = score.every((value) => value >= 0 && value <= 1)
  return {
    curve: curveOf(ranking, { weight: rows.weight, fewestRows }),
    calibration: areProbabilities ? calibrationOf({ ...rows, score }, ranking, fewestRows) : null,
    histogram: histogramOf({ label, score }, areProbabilities ? unitEdges : edgesAmong(score, ranking), fewestRows),
  }
}

interface CurveLimits {
  readonly weight: Float64Array | null
  readonly fewestRows: number
}

/**
 * Points where the curve has gone a step further in one of the rates: many where it is steep, few where it is flat, as equal numbers of
 * rows would not show the beginning of a curve of a rare class.
 */
function curveOf(ranking: Ranking, { weight, fewestRows }: CurveLimits): BinaryPlot['curve'] {
  const all = weightBelow(ranking, weight)
  const [positives, negatives] = [all.positive.at(-1) as number, all.negative.at(-1) as number]
  const step = 2 / maxPoints
  const points: CurvePoint[] = []
  let start = 0
  for (const [group, end] of ranking.ends.entries()) {
    const last = group === ranking.ends.length - 1
    const [positive, negative] = [all.positive[group] as number, all.negative[group] as number]
    const [falsePositiveRate, truePositiveRate] = [negative / negatives, positive / positives]
    const before = points.at(-1) ?? { falsePositiveRate: 0, truePositiveRate: 0 }
    const isFar = falsePositiveRate - before.falsePositiveRate >= step || truePositiveRate - before.truePositiveRate >= step
    if (!last && (!isFar || end - start < fewestRows)) continue
    // A short rest belongs to the stretch before it.
    if (end - start < fewestRows) points.pop()
    points.push({ falsePositiveRate, truePositiveRate, precision: positive / (positive + negative) })
    start = end
  }
  const list = (of: keyof CurvePoint, first: number): readonly number[] => [first, ...points.map((point) => point[of])].map(rounded)
  return {
    falsePositiveRate: list('falsePositiveRate', 0),
    truePositiveRate: list('truePositiveRate', 0),
    // Of no rows there is no precision: the curve begins at that of the first ones.
    precision: list('precision', points[0]?.precision as number),
  }
}

interface CurvePoint {
  readonly falsePositiveRate: number
  readonly truePositiveRate: number
  readonly precision: number
}

/** The weight of each class at or above each distinct score. */
function weightBelow({ order, label, ends }: Ranking, weight: Float64Array | null) {
  const into = { positive: new Float64Array(ends.length), negative: new Float64Array(ends.length) }
  let [positive, negative, rank] = [0, 0, 0]
  for (let group = 0; group < ends.length; group++) {
    for (; rank < (ends[group] as number); rank++) {
      const one = weight ? (weight[order[rank] as number] as number) : 1
      if (label[rank] === 1) positive += one
      else negative += one
    }
    into.positive[group] = positive
    into.negative[group] = negative
  }
  return into
}

function calibrationOf({ score, weight }: BinaryRows & { score: Numbers }, ranking: Ranking, fewestRows: number): BinaryPlot['calibration'] {
  let start = 0
  return stretches(ranking.ends, { stretches: calibrationBins, fewestRows })
    .flatMap((end) => {
      const bin = { weight: 0, score: 0, positive: 0 }
      for (let rank = start; rank < end; rank++) {
        const row = ranking.order[rank] as number
        const one = weight ? (weight[row] as number) : 1
        bin.weight += one
        bin.score += one * (score[row] as number)
        bin.positive += one * (ranking.label[rank] as number)
      }
      const rows = end - start
      start = end
      return bin.weight > 0 ? [{ rows, meanScore: rounded(bin.score / bin.weight), rate: rounded(bin.positive / bin.weight) }] : []
    })
    .reverse()
}

const unitEdges = Array.from({ length: histogramBins + 1 }, (_, at) => rounded(at / histogramBins))

/** Between the scores that two of a hundred rows lie below and above: what lies further out is counted in the first and the last bin. */
function edgesAmong(score: Numbers, { order }: Ranking): readonly number[] {
  const at = (share: number): number => score[order[Math.floor(share * (order.length - 1))] as number] as number
  const [low, high] = [Number(at(0.98).toPrecision(3)), Number(at(0.02).toPrecision(3))]
  if (!(high > low)) return [low, low]
  return Array.from({ length: histogramBins + 1 }, (_, bin) => rounded(low + ((high - low) * bin) / histogramBins))
}

type LabelAndScore = { readonly label: Uint8Array; readonly score: Numbers }

function histogramOf({ label, score }: LabelAndScore, edges: readonly number[], fewestRows: number): BinaryPlot['histogram'] {
  const bins = edges.length - 1
  const counts = [new Array<number>(bins).fill(0), new Array<number>(bins).fill(0)] as const
  const low = edges[0] as number
  const width = ((edges[bins] as number) - low) / bins
  for (let row = 0; row < score.length; row++) {
    const place = width > 0 ? Math.floor(((score[row] as number) - low) / width) : 0
    const bin = Math.min(bins - 1, Math.max(0, place))
    const into = label[row] === 1 ? counts[1] : counts[0]
    into[bin] = (into[bin] as number) + 1
  }
  const shown = (of: readonly number[]): readonly (number | null)[] => of.map((count) => (count > 0 && count < fewestRows ? null : count))
  return { edges, positive: shown(counts[1]), negative: shown(counts[0]) }
}
