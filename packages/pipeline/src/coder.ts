import type { Codes } from '@seaworthy/metrics'

/** Values of a column as small integers, in order of appearance: one byte for each row until the 257th value, two until the 65,537th. */
export class Coder {
  #codes: Codes
  readonly #known = new Map<string | number, number>()

  constructor(n: number) {
    this.#codes = new Uint8Array(n)
  }

  get codes(): Codes {
    return this.#codes
  }

  get size(): number {
    return this.#known.size
  }

  get values(): readonly string[] {
    return [...this.#known.keys()].map(String)
  }

  /** Codes some rows from a place on; a missing value is one of its own, "null". */
  append(data: ArrayLike<string | number | null>, at: number): void {
    for (let row = 0; row < data.length; row++) {
      const value = data[row] ?? 'null'
      let code = this.#known.get(value)
      if (code === undefined) {
        code = this.#known.size
        this.#known.set(value, code)
        this.#codes = wideEnough(this.#codes, code)
      }
      this.#codes[at + row] = code
    }
  }
}

function wideEnough(codes: Codes, code: number): Codes {
  if (code === 256 && codes instanceof Uint8Array) return Uint16Array.from(codes)
  return code === 65_536 && codes instanceof Uint16Array ? Int32Array.from(codes) : codes
}
