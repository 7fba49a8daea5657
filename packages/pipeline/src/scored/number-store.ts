import type { Numbers } from '@seaworthy/inference'

/** Numbers of many batches in one array, in the precision in which they come: a model's float32 takes half the memory. */
export class NumberStore {
  readonly #rows: number
  #values: Numbers | null = null

  constructor(rows: number) {
    this.#rows = rows
  }

  /** The numbers of some rows from a row on, `width` for each. */
  append(values: Numbers, { at, width = 1 }: { readonly at: number; readonly width?: number }): void {
    const make = values instanceof Float32Array ? Float32Array : Float64Array
    this.#values ??= new make(this.#rows * width)
    this.#values.set(values, at * width)
  }

  /** Null where nothing came. */
  get values(): Numbers | null {
    return this.#values
  }
}
