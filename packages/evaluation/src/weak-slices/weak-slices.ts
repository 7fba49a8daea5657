import type { Metric } from '@seaworthy/metrics'
import type { EvaluateBody, Warning, WeakSlice } from '@seaworthy/record'
import { alpha, clusteredEstimate, holm } from '@seaworthy/stats'
import { tQuantity } from '../inference/by-influence.ts'
import { fewestClusters } from '../limits.ts'
import { measure } from '../measure.ts'
import { harmP } from '../rules/no-regression.ts'
import type { Quantity } from '../rules/rule.ts'
import { type ScoredRows, scoredAt } from '../scored.ts'
import { chooseRegions, rowsIn } from './choose-regions.ts'
import { fewestFindingRows, findRegions, type Region } from './find-regions.ts'
import { halvesOf } from './halves.ts'
import { type RowHarm, rowHarm } from './row-harm.ts'
import { conditionText, type SearchColumn } from './search-column.ts'

export interface WeakSliceRequest {
  readonly scored: ScoredRows
  /** Which of its rows the columns tell of, ascending. */
  readonly rows: Uint32Array
  readonly columns: readonly SearchColumn[]
  /** Columns that were left out. */
  readonly columnsLeft: number
  /** The digest of the test set. */
  readonly testSet: string
}

export interface WeakSlices {
  readonly weakSlices: readonly WeakSlice[]
  readonly search: NonNullable<EvaluateBody['weakSliceSearch']>
  readonly warnings: readonly Warning[]
}

/** With fewer nothing is searched. */
export const weakSliceLimits = { rows: 2_000, clusters: 20 } as const
/** Harm below this share of the baseline's loss there is too little to speak of. */
const leastHarm = 0.02
/** Without a baseline some rows are simply harder: only those are told that lose so many times what the rest does. */
const leastTimes = 2

/**
 * Slices that nobody declared and on which the candidate does worse than the baseline, or without one than elsewhere: found by their mean
 * loss on one half of the clusters, tested on the other half with Holm over the five that were found at most. They only warn. Null where
 * rows are too few, or have no loss of their own (rankings, texts).
 */
export function findWeakSlices({ scored, rows, columns, columnsLeft, testSet }: WeakSliceRequest): WeakSlices | null {
  if (rows.length < weakSliceLimits.rows || columns.length === 0) return null
  const sample = scoredAt(scored, rows)
  const found = rowHarm(sample)
  if (!found) return null
  const halves = halvesOf(rows.length, sample.cluster, testSet)
  if (halves.clusters < weakSliceLimits.clusters) return null
  const harm = sample.baseline ? found.harm : centred(found.harm, halves.finding)
  const half = { columns, rows: halves.finding, harm }
  const { regions, conditions } = findRegions(half)
  const tested = chooseRegions(regions, half).flatMap((region) => {
    const outcome = test(found, sample, { all: halves.testing, inside: rowsIn(region, columns, halves.testing), seed: testSet })
    return outcome ? [{ region, ...outcome }] : []
  })
  const adjusted = holm(tested.map(({ quantity }) => harmP(quantity, 0)))
  const weakSlices = tested.flatMap(({ region, rows: count, quantity, isLarge }, at): readonly WeakSlice[] => {
    const adjustedP = adjusted[at] as number
    if (adjustedP >= alpha || !isLarge) return []
    const { estimate: difference, interval } = quantity
    return [{ condition: wordsOf(region, columns), metric: found.metric.id, rows: count, difference, interval, adjustedP }]
  })
  const search = { rows: rows.length, columns: columns.length, columnsLeft, conditions }
  return { weakSlices, search, warnings: warningsOf(weakSlices, sample.baseline !== null) }
}

function centred(loss: Float64Array, rows: Uint32Array): Float64Array {
  const mean = rows.reduce((sum, row) => sum + (loss[row] as number), 0) / rows.length
  return loss.map((one) => one - mean)
}

interface Tested {
  readonly rows: number
  /** More is better. */
  readonly quantity: Quantity
  readonly isLarge: boolean
}

interface Half {
  readonly all: Uint32Array
  readonly inside: Uint32Array
  readonly seed: string
}

function test({ metric, harm }: RowHarm, sample: ScoredRows, half: Half): Tested | null {
  const { inside } = half
  const clusters = sample.cluster ? new Set(Array.from(inside, (row) => sample.cluster?.[row])).size : inside.length
  if (inside.length < fewestFindingRows || clusters < fewestClusters || inside.length === half.all.length) return null
  return sample.baseline ? againstBaseline(metric, sample, half) : againstRest(sample, { ...half, loss: harm })
}

// There is a difference: of a baseline, and of ten clusters at least.
function againstBaseline(metric: Metric, sample: ScoredRows, { inside, seed }: Half): Tested {
  const rows = scoredAt(sample, inside)
  const { evidence, paired } = measure({ metric, rows, slice: null, level: 'measured', identical: false, seed })
  const [baseline, quantity] = [evidence.baseline as number, paired as Quantity]
  const loss = metric.better === 'higher' ? 1 - baseline : baseline
  return { rows: inside.length, quantity, isLarge: -quantity.estimate >= leastHarm * loss }
}

interface HalfWithLoss extends Half {
  /** Of every row of the sample. */
  readonly loss: Float64Array
}

// The mean loss of the rest less that of the slice: two means of the same clusters, each with its own influence.
function againstRest(sample: ScoredRows, { all, inside, loss: ofEvery }: HalfWithLoss): Tested | null {
  const half = scoredAt(sample, all)
  const loss = Float64Array.from(all, (row) => ofEvery[row] as number)
  const isInside = new Set(inside)
  const within = Array.from(all, (row) => isInside.has(row))
  const weightOf = (row: number): number => half.candidate.weight?.[row] ?? 1
  const sums = { inside: { weight: 0, loss: 0 }, rest: { weight: 0, loss: 0 } }
  loss.forEach((one, row) => {
    const side = within[row] ? sums.inside : sums.rest
    side.weight += weightOf(row)
    side.loss += weightOf(row) * one
  })
  if (sums.inside.weight === 0 || sums.rest.weight === 0) return null
  const [own, rest] = [sums.inside.loss / sums.inside.weight, sums.rest.loss / sums.rest.weight]
  const influence = loss.map((one, row) => {
    const share = (loss.length * weightOf(row)) / (within[row] ? sums.inside.weight : sums.rest.weight)
    return within[row] ? -share * (one - own) : share * (one - rest)
  })
  const error = clusteredEstimate({ influence, cluster: half.cluster })
  return { rows: inside.length, quantity: tQuantity(rest - own, error), isLarge: own >= leastTimes * rest }
}

function wordsOf({ conditions }: Region, columns: readonly SearchColumn[]): string {
  const words = conditions.map(({ column: place, ...range }) => {
    const { column, meaning } = columns[place] as SearchColumn
    return conditionText(column, meaning, range)
  })
  return words.join(' and ')
}

function warningsOf(found: readonly WeakSlice[], hasBaseline: boolean): readonly Warning[] {
  const [first] = found
  if (!first) return []
  const where = hasBaseline ? 'than production' : 'than elsewhere'
  const rest = found.length > 1 ? `, and in ${found.length - 1} more` : ''
  const message = `slices that no gate names: worse ${where} where ${first.condition}${rest}; found on one half of the clusters, tested on the other`
  return [{ code: 'WEAK_SLICES', message }]
}
