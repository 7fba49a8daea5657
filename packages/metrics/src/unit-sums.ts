/** Some numbers for each unit, units × width: a metric of their sums over all units needs nothing else. */
export interface UnitSums {
  readonly width: number
  readonly values: Float64Array
}

/** A value made of sums over all units, the same when all sums are scaled alike, as the sums of weighted units are. */
export interface FunctionOfSums {
  value(sums: Float64Array): number
  /** The derivative by each sum; null where there is none. */
  gradient(sums: Float64Array): Float64Array | null
}

/** The sums over all units, each counted by its weight. */
export function weightedSums(units: UnitSums, weight: Float64Array | null): Float64Array {
  return addUp(units, weight, new Float64Array(units.width))
}

/**
 * The value of the sums, and the influence of each unit by the delta method: n times its weight times the derivative along its numbers.
 * Their mean is 0, as the value does not change when all sums grow alike.
 */
export function measureSums(units: UnitSums, weight: Float64Array | null, of: FunctionOfSums): { value: number; influence: Float64Array | null } {
  const sums = weightedSums(units, weight)
  const value = of.value(sums)
  const gradient = Number.isNaN(value) ? null : of.gradient(sums)
  return { value, influence: gradient && influenceAlong(units, weight, gradient) }
}

/** The value under other weights, one pass each; NaN where every weight is 0. */
export function reweighSums(units: UnitSums, of: FunctionOfSums): (weight: Float64Array) => number {
  const sums = new Float64Array(units.width)
  return (weight) => {
    sums.fill(0)
    addUp(units, weight, sums)
    return isNothing(weight) ? Number.NaN : of.value(sums)
  }
}

/** The weighted mean of one number for each unit under other weights, one pass each; NaN where every weight is 0. */
export function reweighMean(values: Float64Array): (weight: Float64Array) => number {
  return (weight) => {
    let sum = 0
    let total = 0
    for (let unit = 0; unit < values.length; unit++) {
      const own = weight[unit] as number
      sum += own * (values[unit] as number)
      total += own
    }
    return sum / total
  }
}

function addUp({ width, values }: UnitSums, weight: Float64Array | null, sums: Float64Array): Float64Array {
  const units = values.length / width
  for (let unit = 0, from = 0; unit < units; unit++, from += width) {
    const own = weight ? (weight[unit] as number) : 1
    if (own !== 0) for (let at = 0; at < width; at++) sums[at] = (sums[at] as number) + own * (values[from + at] as number)
  }
  return sums
}

function influenceAlong({ width, values }: UnitSums, weight: Float64Array | null, gradient: Float64Array): Float64Array {
  const influence = new Float64Array(values.length / width)
  for (let unit = 0, from = 0; unit < influence.length; unit++, from += width) {
    let along = 0
    for (let at = 0; at < width; at++) along += (gradient[at] as number) * (values[from + at] as number)
    influence[unit] = influence.length * (weight ? (weight[unit] as number) : 1) * along
  }
  return influence
}

function isNothing(weight: Float64Array): boolean {
  for (const own of weight) if (own !== 0) return false
  return true
}
