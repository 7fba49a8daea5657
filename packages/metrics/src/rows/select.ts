import type { Codes, Numbers } from './numbers.ts'

/** The values at some places, in that order, in an array of the same type. */
export function picked<Values extends Numbers | Codes>(values: Values, places: Uint32Array): Values {
  const into = new (values.constructor as new (length: number) => Values)(places.length)
  for (let at = 0; at < places.length; at++) into[at] = values[places[at] as number] as number
  return into
}

export function pickedOrNull<Values extends Numbers | Codes>(values: Values | null, places: Uint32Array): Values | null {
  return values && picked(values, places)
}

/** The same of a matrix, row by row: `width` numbers for each place. */
export function pickedRows<Values extends Numbers | Codes>(values: Values, places: Uint32Array, width: number): Values {
  const into = new (values.constructor as new (length: number) => Values)(places.length * width)
  for (let at = 0; at < places.length; at++) {
    const from = (places[at] as number) * width
    for (let column = 0; column < width; column++) into[at * width + column] = values[from + column] as number
  }
  return into
}

export function pickedRowsOrNull<Values extends Numbers | Codes>(values: Values | null, places: Uint32Array, width: number): Values | null {
  return values && pickedRows(values, places, width)
}
