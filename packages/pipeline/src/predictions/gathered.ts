/** Rows brought together by a code of each, in their own order within a code: a counting sort. */
export interface Gathered {
  /** Where the rows of each code begin, and at the end their number. */
  readonly starts: Uint32Array
  readonly order: Uint32Array
}

/** @example gatheredBy([1, 0, 1], 2) // { starts: [0, 1, 3], order: [1, 0, 2] } */
export function gatheredBy(codes: ArrayLike<number>, count: number): Gathered {
  const starts = new Uint32Array(count + 1)
  for (let row = 0; row < codes.length; row++) starts[(codes[row] as number) + 1] = (starts[(codes[row] as number) + 1] as number) + 1
  for (let code = 0; code < count; code++) starts[code + 1] = (starts[code + 1] as number) + (starts[code] as number)
  const next = starts.slice()
  const order = new Uint32Array(codes.length)
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number
    const place = next[code] as number
    order[place] = row
    next[code] = place + 1
  }
  return { starts, order }
}
