import type { Numbers } from '../rows/numbers.ts'

// As in sorted-numbers.ts, with the rows carried along.
const perBucket = 8
const mostInserted = 48

interface Pairs {
  readonly value: Float64Array
  readonly row: Uint32Array
}

/**
 * The row numbers in ascending order of their values, equal values in row order, by buckets of equal width that are then sorted; null
 * where the values have no finite extent above 0. Crowded buckets are ordered by `order`.
 */
export function bucketedOrder(values: Numbers, order: (values: Float64Array) => Uint32Array): Uint32Array | null {
  const { least, most } = extent(values)
  const buckets = Math.ceil(values.length / perBucket)
  const scale = (buckets - 1) / (most - least)
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY)) return null
  const starts = new Uint32Array(buckets + 2)
  const pairs = scatter(values, { least, scale, starts })
  for (let bucket = 0; bucket < buckets; bucket++) {
    const start = starts[bucket] as number
    const end = starts[bucket + 1] as number
    if (end - start > mostInserted) reorder(pairs, { start, end, order })
    else insertionSort(pairs, start, end)
  }
  return pairs.row
}

function extent(values: Numbers): { least: number; most: number } {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number
    if (value < least) least = value
    if (value > most) most = value
  }
  return { least, most }
}

function scatter(values: Numbers, { least, scale, starts }: { least: number; scale: number; starts: Uint32Array }): Pairs {
  for (let row = 0; row < values.length; row++) {
    const bucket = (((values[row] as number) - least) * scale) >>> 0
    starts[bucket + 2] = (starts[bucket + 2] as number) + 1
  }
  for (let bucket = 2; bucket < starts.length; bucket++) starts[bucket] = (starts[bucket] as number) + (starts[bucket - 1] as number)
  const pairs: Pairs = { value: new Float64Array(values.length), row: new Uint32Array(values.length) }
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number
    const bucket = ((value - least) * scale) >>> 0
    const place = starts[bucket + 1] as number
    pairs.value[place] = value
    pairs.row[place] = row
    starts[bucket + 1] = place + 1
  }
  return pairs
}

function reorder({ value, row }: Pairs, { start, end, order }: { start: number; end: number; order(values: Float64Array): Uint32Array }): void {
  const values = value.subarray(start, end)
  if (values.every((one) => one === values[0])) return
  const rows = row.slice(start, end)
  const places = order(values)
  for (let at = 0; at < places.length; at++) row[start + at] = rows[places[at] as number] as number
}

function insertionSort({ value, row }: Pairs, start: number, end: number): void {
  for (let at = start + 1; at < end; at++) {
    const here = value[at] as number
    const its = row[at] as number
    let place = at
    for (; place > start && (value[place - 1] as number) > here; place--) {
      value[place] = value[place - 1] as number
      row[place] = row[place - 1] as number
    }
    value[place] = here
    row[place] = its
  }
}
