import type { Codes } from '@seaworthy/metrics'

/** Rows brought together by their codes. */
export interface CountingOrder {
  /** Every row, those of code 0 first, in their own order within a code. */
  readonly order: Uint32Array
  /** Where the rows of each code begin; one more for the end. */
  readonly starts: Uint32Array
}

/**
 * One counting sort, however many codes there are.
 * @example countingOrder(Uint8Array.of(1, 0, 1), 2) // { order: [1, 0, 2], starts: [0, 1, 3] }
 */
export function countingOrder(codes: Codes, count: number): CountingOrder {
  const starts = new Uint32Array(count + 1)
  for (const code of codes) starts[code + 1] = (starts[code + 1] as number) + 1
  for (let code = 0; code < count; code++) starts[code + 1] = (starts[code + 1] as number) + (starts[code] as number)
  const next = starts.slice()
  const order = new Uint32Array(codes.length)
  codes.forEach((code, row) => {
    const place = next[code] as number
    order[place] = row
    next[code] = place + 1
  })
  return { order, starts }
}
