import type { BinaryRows } from '../rows/binary-rows.ts'
import type { Numbers } from '../rows/numbers.ts'
import { type Cells, cutFor, totalOf } from './cells.ts'
import type { CountFormula } from './count-metric.ts'
import { type CurveFormula, classTotals, scored } from './curve-metric.ts'
import { type Cumulative, cumulate, rankRows } from './ranking.ts'

/**
 * A metric of counts at the threshold that is best for it on these very rows: an upper bound of what one threshold reaches, chosen
 * anew in every resample. `f1@max`, or `cost_1_5@min` where less is better.
 * @example metric('f1@max', 'binary').measure({ kind: 'binary', label: Uint8Array.of(0, 0, 1, 1), score: Float64Array.of(0.1, 0.4, 0.35, 0.8), prediction: null, weight: null }).value // 0.8
 */
export function atBestThreshold(formula: CountFormula): CurveFormula {
  return {
    id: `${formula.name}@${extreme(formula)}`,
    title: `${formula.title} at its best threshold`,
    better: formula.better,
    range: formula.range,
    inference: 'resampled',
    value: (curve) => valueAt(formula, cellsAt(curve, bestPoint(formula, curve))),
  }
}

export function extreme({ better }: Pick<CountFormula, 'better'>): 'max' | 'min' {
  return better === 'higher' ? 'max' : 'min'
}

/**
 * The threshold at which a metric of counts is best, to be frozen and used on other rows: scores above it are class 1. It lies half-way
 * between two scores; the highest such where several are equally good.
 * @throws {MetricsError} as {@link requireScores}.
 * @example bestThreshold(fScore(1), { kind: 'binary', label: Uint8Array.of(0, 0, 1, 1), score: Float64Array.of(0.1, 0.5, 0.25, 0.75), prediction: null, weight: null }) // { threshold: 0.175, value: 0.8 }
 */
export function bestThreshold(formula: CountFormula, rows: BinaryRows): { readonly threshold: number; readonly value: number } {
  const { score, weight } = scored(rows)
  const ranking = rankRows({ label: rows.label, score })
  const curve = cumulate(ranking)(weight)
  const point = bestPoint(formula, curve)
  const scoreOf = (group: number): number => score[ranking.order[(ranking.ends[group] as number) - 1] as number] as number
  const groups = ranking.ends.length
  const above = point === 0 ? scoreOf(0) : scoreOf(point - 1)
  const threshold = point === 0 ? above : point === groups ? wellBelow(above) : between(above, scoreOf(point), score)
  return { threshold, value: valueAt(formula, cellsAt(curve, point)) }
}

// Next to each other, two numbers of the scores' own type have none between: the lower one is not above itself.
function between(above: number, below: number, score: Numbers): number {
  const middle = cutFor(score, below + (above - below) / 2)
  return middle < above ? middle : below
}

// By 1, or as much as the number itself where 1 would be lost in it.
function wellBelow(lowest: number): number {
  return Math.max(-Number.MAX_VALUE, lowest - Math.max(1, Math.abs(lowest)))
}

function bestPoint(formula: CountFormula, curve: Cumulative): number {
  const sign = formula.better === 'higher' ? 1 : -1
  const totals = classTotals(curve)
  let best = Number.NEGATIVE_INFINITY
  let point = 0
  for (let at = 0; at < curve.positive.length; at++) {
    if (isBeaten(curve, at)) continue
    const value = sign * valueAt(formula, cellsAt(curve, at, totals))
    if (value <= best || Number.isNaN(value)) continue
    best = value
    point = at
  }
  return point
}

// Each of these metrics gains by a true positive and loses by a false one. So a point loses to the one after it where only positives
// come between, and to the one before where only negatives do: a fifth of the points of an ordinary curve are left.
function isBeaten({ positive, negative }: Cumulative, at: number): boolean {
  const found = positive[at] as number
  const alarms = negative[at] as number
  if (at + 1 < positive.length && (positive[at + 1] as number) > found && negative[at + 1] === alarms) return true
  return at > 0 && (negative[at - 1] as number) < alarms && positive[at - 1] === found
}

function cellsAt(curve: Cumulative, at: number, { positives, negatives } = classTotals(curve)): Cells {
  const tp = curve.positive[at] as number
  const fp = curve.negative[at] as number
  return { tn: negatives - fp, fp, fn: positives - tp, tp }
}

function valueAt(formula: CountFormula, cells: Cells): number {
  return totalOf(cells) > 0 ? formula.value(cells) : Number.NaN
}
