import type { Meaning } from '@seaworthy/evaluation'

/** So many values of a column can be asked for, the commonest. */
const named = 15
/** So many are told apart while rows pass; a value that first comes later is one of the rest. */
const known = 255

/** Texts as one byte each while they pass, in the end the fifteen commonest and the rest. A missing text is "null". */
export class CodedTexts {
  readonly #codes: Uint8Array
  readonly #code = new Map<string, number>()
  readonly #shown: boolean
  #count = 0

  constructor(rows: number, shown: boolean) {
    this.#codes = new Uint8Array(rows)
    this.#shown = shown
  }

  add(value: string | null): void {
    const text = value ?? 'null'
    let code = this.#code.get(text)
    if (code === undefined && this.#code.size < known) {
      code = this.#code.size
      this.#code.set(text, code)
    }
    this.#codes[this.#count++] = code ?? known
  }

  done(): { readonly codes: Uint8Array; readonly meaning: Meaning } {
    const counts = new Float64Array(known + 1)
    for (const code of this.#codes.subarray(0, this.#count)) counts[code] = (counts[code] as number) + 1
    const names = [...this.#code.keys()]
    const common = names
      .map((name, code) => ({ name, code, count: counts[code] as number }))
      .toSorted((a, b) => b.count - a.count || a.code - b.code)
      .slice(0, named)
    const place = new Uint8Array(known + 1).fill(common.length)
    for (const [at, { code }] of common.entries()) place[code] = at
    const values = [...common.map(({ name }) => name), null]
    return { codes: this.#codes.map((code) => place[code] as number), meaning: { kind: 'categories', values, shown: this.#shown } }
  }
}
