// Below that many the engine's own sort is as fast.
const leastBucketed = 4096
const perBucket = 8
// A longer bucket is put into buckets of its own.
const mostInserted = 48

/**
 * The numbers in ascending order, in a new array: put into buckets of equal width, each of which is then sorted in the same way, which
 * is several times faster than the engine's own sort of ten million scores. They must be finite; 0 and -0 are in no particular order.
 * @example sortedNumbers(Float64Array.of(0.5, 0.1, 0.5)) // [0.1, 0.5, 0.5]
 */
export function sortedNumbers(values: Float64Array): Float64Array {
  const { least, most } = extent(values)
  const buckets = Math.ceil(values.length / perBucket)
  const scale = (buckets - 1) / (most - least)
  if (values.length < leastBucketed || !(scale > 0 && scale < Number.POSITIVE_INFINITY)) return values.slice().sort()
  const { sorted, starts } = scatter(values, { least, scale, buckets })
  for (let bucket = 0; bucket < buckets; bucket++) {
    const start = starts[bucket] as number
    const end = starts[bucket + 1] as number
    if (end - start > mostInserted) sorted.set(sortedNumbers(sorted.subarray(start, end)), start)
    else insertionSort(sorted, start, end)
  }
  return sorted
}

function extent(values: Float64Array): { least: number; most: number } {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number
    if (value < least) least = value
    if (value > most) most = value
  }
  return { least, most }
}

// Subtraction and multiplication are rounded, and never out of order: a larger number is in no earlier bucket.
function scatter(values: Float64Array, { least, scale, buckets }: { least: number; scale: number; buckets: number }) {
  const starts = new Uint32Array(buckets + 2)
  for (let at = 0; at < values.length; at++) {
    const bucket = (((values[at] as number) - least) * scale) >>> 0
    starts[bucket + 2] = (starts[bucket + 2] as number) + 1
  }
  for (let bucket = 2; bucket < starts.length; bucket++) starts[bucket] = (starts[bucket] as number) + (starts[bucket - 1] as number)
  const sorted = new Float64Array(values.length)
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number
    const bucket = ((value - least) * scale) >>> 0
    const place = starts[bucket + 1] as number
    sorted[place] = value
    starts[bucket + 1] = place + 1
  }
  return { sorted, starts }
}

function insertionSort(values: Float64Array, start: number, end: number): void {
  for (let at = start + 1; at < end; at++) {
    const value = values[at] as number
    let place = at
    for (; place > start && (values[place - 1] as number) > value; place--) values[place] = values[place - 1] as number
    values[place] = value
  }
}
