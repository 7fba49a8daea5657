import { StatsError } from './errors.ts'

export interface DenseCodes {
  /** The codes given, numbered anew from 0 without gaps, in their order. */
  readonly code: Int32Array
  readonly count: number
}

/**
 * Numbers codes anew without gaps, the smallest becoming 0. `what` names them in errors.
 * @throws {StatsError} `OUT_OF_RANGE` with the row of a negative code.
 * @example denseCodes(Int32Array.of(9, 2, 9), 'cluster') // { code: Int32Array.of(1, 0, 1), count: 2 }
 */
export function denseCodes(codes: Int32Array, what: 'cluster' | 'stratum'): DenseCodes {
  const renamed = new Int32Array(largestCode(codes, what) + 1)
  for (const code of codes) renamed[code] = 1
  let count = 0
  renamed.forEach((used, code) => {
    renamed[code] = count
    count += used
  })
  return { code: codes.map((code) => renamed[code] as number), count }
}

function largestCode(codes: Int32Array, what: string): number {
  let largest = -1
  codes.forEach((code, row) => {
    if (code < 0) throw new StatsError('OUT_OF_RANGE', `the ${what} of row ${row} is ${code}; it is numbered from 0`)
    if (code > largest) largest = code
  })
  return largest
}
