import { RandomSource, seedOf } from '@seaworthy/stats'

/** Which rows find slices and which test them; no cluster is in both. */
export interface Halves {
  readonly finding: Uint32Array
  readonly testing: Uint32Array
  readonly clusters: number
}

/**
 * Halves some rows by their clusters, drawn by the digest of the test set: who is judged cannot draw again.
 * Without clusters each row is one.
 */
export function halvesOf(rows: number, cluster: ArrayLike<number> | null, testSet: string): Halves {
  const numbers = new Map<number, number>()
  const numberOf = (row: number): number => {
    const code = cluster ? (cluster[row] as number) : row
    const number = numbers.get(code) ?? numbers.size
    numbers.set(code, number)
    return number
  }
  const own = Int32Array.from({ length: rows }, (_, row) => numberOf(row))
  const random = new RandomSource(seedOf(`${testSet} weak slices`))
  const drawn = Float64Array.from({ length: numbers.size }, () => random.uniform())
  const middle = drawn.toSorted()[Math.floor(numbers.size / 2)] as number
  const places = (isFinding: boolean) => Uint32Array.from(own.keys().filter((row) => (drawn[own[row] as number] as number) < middle === isFinding))
  return { finding: places(true), testing: places(false), clusters: numbers.size }
}
