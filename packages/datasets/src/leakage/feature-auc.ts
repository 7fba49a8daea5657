/**
 * How well one number tells two classes apart, as the area under the ROC curve: the chance that a random positive is larger than a
 * random negative, ties counting half. Exact, by ranks. 0.5 where a class is missing.
 * @param values without NaN; `positive[i]` is 1 for the positive class.
 * @example rocArea(Float64Array.of(1, 2, 2, 3), Uint8Array.of(0, 0, 1, 1)) // 0.875
 */
export function rocArea(values: Float64Array, positive: Uint8Array): number {
  const order = Uint32Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  let positives = 0
  let below = 0
  let twice = 0
  for (let start = 0; start < order.length; ) {
    const value = values[order[start] ?? 0]
    let end = start
    let tied = 0
    while (end < order.length && values[order[end] ?? 0] === value) tied += positive[order[end++] ?? 0] ?? 0
    const negatives = end - start - tied
    twice += tied * (2 * below + negatives)
    positives += tied
    below += negatives
    start = end
  }
  return positives === 0 || below === 0 ? 0.5 : twice / (2 * positives * below)
}

/** The same whichever class is larger: 0.5 tells nothing, 1 everything. */
export function separation(values: Float64Array, positive: Uint8Array): number {
  const area = rocArea(values, positive)
  return Math.max(area, 1 - area)
}

/**
 * A category as a number: the rate of positives of its value in the other half of the rows (even and odd), so that a column whose
 * every value is new, such as an id, tells nothing. A value that the other half lacks gets the rate of all.
 */
export function outOfFoldRates(values: readonly (string | null)[], positive: Uint8Array): Float64Array {
  const halves = [0, 1].map((half) => ratesOf(values, positive, half))
  return Float64Array.from(values, (value, at) => {
    const other = halves[1 - (at % 2)]
    return other?.rates.get(value ?? missing) ?? other?.all ?? 0
  })
}

/** No text of the data is an object: a null is a value of its own. */
const missing = Symbol('missing')

function ratesOf(values: readonly (string | null)[], positive: Uint8Array, half: number) {
  const counts = new Map<string | typeof missing, { rows: number; positives: number }>()
  let rows = 0
  let positives = 0
  for (let at = half; at < values.length; at += 2) {
    const key = values[at] ?? missing
    const count = counts.get(key) ?? { rows: 0, positives: 0 }
    count.rows++
    count.positives += positive[at] ?? 0
    counts.set(key, count)
    rows++
    positives += positive[at] ?? 0
  }
  const all = rows === 0 ? 0 : positives / rows
  return { all, rates: new Map([...counts].map(([key, count]) => [key, count.positives / count.rows])) }
}

/**
 * Spearman's rank correlation, ties at their mean rank; 0 where either is constant. For labels that are numbers.
 * @example rankCorrelation(Float64Array.of(1, 2, 3), Float64Array.of(10, 20, 15)) // 0.5
 */
export function rankCorrelation(left: Float64Array, right: Float64Array): number {
  const [a, b] = [twiceRanks(left), twiceRanks(right)]
  const mean = left.length + 1
  let product = 0
  let squares = 0
  let others = 0
  for (let at = 0; at < left.length; at++) {
    const [x, y] = [(a[at] ?? 0) - mean, (b[at] ?? 0) - mean]
    product += x * y
    squares += x * x
    others += y * y
  }
  return squares === 0 || others === 0 ? 0 : product / Math.sqrt(squares * others)
}

// Whole numbers, so that sums of a sample are exact whatever their order.
function twiceRanks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  const ranks = new Float64Array(values.length)
  for (let start = 0; start < order.length; ) {
    let end = start
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end++
    for (let at = start; at < end; at++) ranks[order[at] ?? 0] = start + end + 1
    start = end
  }
  return ranks
}
