import type { Codes } from '@seaworthy/metrics'
import { className } from '../predictions/class-name.ts'

/** Names and their places: fixed from the start, or growing with what is met. */
export class ClassList {
  readonly #places = new Map<string, number>()
  readonly #grows: boolean

  constructor(names: readonly string[], { grows }: { readonly grows: boolean }) {
    for (const name of new Set(names.map(className))) this.#places.set(name, this.#places.size)
    this.#grows = grows
  }

  get names(): readonly string[] {
    return [...this.#places.keys()]
  }

  /** Null where it is not on the list. */
  place(value: string | number): number | null {
    const name = className(String(value))
    const place = this.#places.get(name)
    if (place !== undefined || !this.#grows) return place ?? null
    this.#places.set(name, this.#places.size)
    return this.#places.size - 1
  }
}

/** Room for the places of a list of so many names. */
export function emptyCodes(rows: number, names: number): Codes {
  if (names <= 256) return new Uint8Array(rows)
  return names <= 65_536 ? new Uint16Array(rows) : new Int32Array(rows)
}
