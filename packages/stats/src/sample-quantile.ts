/**
 * The quantile of ascending values by the definition that matches p-values of (b + 1) / (m + 1): the k-th of m values stands at
 * probability k / (m + 1), linear between (Weibull's plotting position; type 6 of Hyndman and Fan, 1996). Beyond the outer values it is these.
 * The values must not be empty, ascending, and finite.
 * @example sampleQuantile(Float64Array.of(1, 2, 3), 0.25) // 1
 */
export function sampleQuantile(ascending: Float64Array, p: number): number {
  const last = ascending.length - 1
  const place = Math.min(Math.max(p * (ascending.length + 1) - 1, 0), last)
  const below = Math.floor(place)
  const low = ascending[below] as number
  const high = ascending[Math.min(below + 1, last)] as number
  return low + (place - below) * (high - low)
}

/**
 * The largest probability whose quantile is at most x: the undoing of `sampleQuantile`, with the resolution of the sample.
 * 0 below the smallest value, from there on at least 1 / (m + 1), and 1 from the largest value on.
 * @example probabilityUpTo(Float64Array.of(1, 2, 3), 2.5) // 0.625
 */
export function probabilityUpTo(ascending: Float64Array, x: number): number {
  const size = ascending.length
  const atMost = countAtMost(ascending, x)
  if (atMost === size) return 1
  if (atMost === 0) return 0
  const low = ascending[atMost - 1] as number
  const high = ascending[atMost] as number
  return (atMost + (x - low) / (high - low)) / (size + 1)
}

/** How many of the ascending values are at most x. */
export function countAtMost(ascending: Float64Array, x: number): number {
  let from = 0
  let to = ascending.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((ascending[middle] as number) <= x) from = middle + 1
    else to = middle
  }
  return from
}
