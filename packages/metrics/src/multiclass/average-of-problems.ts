import type { MetricOf } from '../metric.ts'
import type { BinaryRows } from '../rows/binary-rows.ts'

/** One binary question out of several: is it this class, or which of these two? */
export interface Problem {
  /** Its weights are not read. */
  readonly rows: BinaryRows
  /** The rows of the whole that it is about; null: all. */
  readonly places: Uint32Array | null
  /** Classes whose rows it is asked of, and that its share in the average comes from. */
  readonly classes: readonly number[]
}

export interface ProblemAverage {
  readonly metric: MetricOf<'binary'>
  readonly problems: readonly Problem[]
  /** How much a problem counts, by the weights of its classes; 0: it is left out. */
  share(weights: readonly number[]): number
  /** Whether shares grow with those weights, by as much: else they are the same for all. */
  readonly isWeighted: boolean
}

export interface ProblemRows {
  readonly label: ArrayLike<number>
  readonly classWeights: (weight: Float64Array | null) => Float64Array
}

/** The average of a binary metric over problems; NaN where none counts, or one that counts is undefined. */
export function averageProblems(average: ProblemAverage, { label, classWeights }: ProblemRows, weight: Float64Array | null) {
  const units = label.length
  const shares = sharesOf(average, classWeights(weight))
  const all = shares.reduce((sum, one) => sum + one, 0)
  const values = new Float64Array(average.problems.length)
  const influence = new Float64Array(units)
  average.problems.forEach((problem, at) => {
    const share = (shares[at] as number) / all
    if (!(share > 0)) return
    const own = average.metric.measure({ ...problem.rows, weight: weightOf(problem, weight) })
    values[at] = own.value
    if (own.influence) addInfluence(influence, { own: own.influence, places: problem.places, factor: (share * units) / own.influence.length })
  })
  const value = values.reduce((sum, one, at) => sum + one * (shares[at] as number), 0) / all
  if (Number.isNaN(value)) return { value, influence: null }
  if (average.isWeighted) addShareMoves(influence, { moves: shareMoves(average, { values, shares, value, all }), label, weight })
  return { value, influence }
}

/** The same under other weights, prepared once. */
export function reweighProblems(average: ProblemAverage, { classWeights }: ProblemRows): (weight: Float64Array) => number {
  const each = average.problems.map(({ rows, places }) => {
    const under = average.metric.reweigh?.(rows) ?? ((weight: Float64Array) => average.metric.measure({ ...rows, weight }).value)
    if (places === null) return under
    const own = new Float64Array(places.length)
    return (weight: Float64Array) => {
      for (let at = 0; at < own.length; at++) own[at] = weight[places[at] as number] as number
      return under(own)
    }
  })
  return (weight) => {
    const shares = sharesOf(average, classWeights(weight))
    const all = shares.reduce((sum, one) => sum + one, 0)
    return each.reduce((sum, under, at) => ((shares[at] as number) > 0 ? sum + under(weight) * (shares[at] as number) : sum), 0) / all
  }
}

function sharesOf({ problems, share }: ProblemAverage, weights: Float64Array): readonly number[] {
  return problems.map(({ classes }) => share(classes.map((at) => weights[at] as number)))
}

function weightOf({ places }: Problem, weight: Float64Array | null): Float64Array | null {
  return weight && places ? Float64Array.from(places, (place) => weight[place] as number) : weight
}

function addInfluence(into: Float64Array, { own, places, factor }: { own: Float64Array; places: Uint32Array | null; factor: number }): void {
  for (let at = 0; at < own.length; at++) {
    const row = places ? (places[at] as number) : at
    into[row] = (into[row] as number) + factor * (own[at] as number)
  }
}

interface Averaged {
  readonly values: Float64Array
  readonly shares: readonly number[]
  readonly value: number
  readonly all: number
}

/** By how much more weight on a class moves the average through the shares. */
function shareMoves({ problems }: ProblemAverage, { values, shares, value, all }: Averaged): Map<number, number> {
  const moves = new Map<number, number>()
  problems.forEach(({ classes }, at) => {
    if (!((shares[at] as number) > 0)) return
    for (const one of classes) moves.set(one, (moves.get(one) ?? 0) + ((values[at] as number) - value) / all)
  })
  return moves
}

function addShareMoves(
  into: Float64Array,
  { moves, label, weight }: { moves: Map<number, number>; label: ArrayLike<number>; weight: Float64Array | null },
): void {
  for (let row = 0; row < into.length; row++) {
    const move = moves.get(label[row] as number) ?? 0
    into[row] = (into[row] as number) + into.length * (weight ? (weight[row] as number) : 1) * move
  }
}
