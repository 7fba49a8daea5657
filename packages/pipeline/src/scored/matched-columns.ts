import type { Numbers } from '@seaworthy/inference'

export interface Columns {
  /** What the columns of the numbers are. */
  readonly own: readonly string[]
  /** Where each of them goes. */
  readonly places: readonly number[]
  /** How many columns come out; those that nothing goes to are 0. */
  readonly width: number
}

/** Columns of a matrix, row by row, put where they belong; the same array where they stand there already. */
export function matched(values: Numbers, { own, places, width }: Columns): Numbers {
  if (own.length === width && places.every((place, at) => place === at)) return values
  const rows = own.length === 0 ? 0 : values.length / own.length
  const into = values instanceof Float32Array ? new Float32Array(rows * width) : new Float64Array(rows * width)
  for (let row = 0; row < rows; row++) {
    for (let at = 0; at < own.length; at++) into[row * width + (places[at] as number)] = values[row * own.length + at] as number
  }
  return into
}
