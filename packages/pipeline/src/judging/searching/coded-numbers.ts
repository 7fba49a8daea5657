import type { Meaning } from '@seaworthy/evaluation'
import { binOf, edgesOf } from '../../quantile-bins.ts'

/** So many numbers are kept as they are, to choose fine bins by; then one byte for each. */
const kept = 10_000
const fineBins = 200
const bins = 8

/** Numbers as one byte each while they pass: in fine bins of the first ten thousand, in the end merged into eight of about equal size. */
export class CodedNumbers {
  readonly #codes: Uint8Array
  #first: Float64Array
  #edges: readonly number[] | null = null
  #count = 0

  constructor(rows: number) {
    this.#codes = new Uint8Array(rows)
    this.#first = new Float64Array(Math.min(rows, kept))
  }

  add(value: number): void {
    if (this.#edges) this.#codes[this.#count++] = binOf(value, this.#edges)
    else {
      this.#first[this.#count++] = value
      if (this.#count === this.#first.length) this.#settle()
    }
  }

  done(): { readonly codes: Uint8Array; readonly meaning: Meaning } {
    const fine = this.#edges ?? this.#settle()
    const merged = mergedBins(this.#codes.subarray(0, this.#count), fine.length)
    const edges = merged.last.slice(0, -1).map((code) => fine[code] as number)
    return { codes: this.#codes.map((code) => (code > fine.length ? edges.length + 1 : (merged.binOf[code] ?? 0))), meaning: { kind: 'bins', edges } }
  }

  #settle(): readonly number[] {
    const first = this.#first.subarray(0, this.#count)
    const edges = edgesOf(first, fineBins)
    for (let at = 0; at < first.length; at++) this.#codes[at] = binOf(first[at] as number, edges)
    this.#edges = edges
    this.#first = new Float64Array(0)
    return edges
  }
}

// Fine bins in their order, until an eighth of the rows is together; the last bin takes what is left.
function mergedBins(codes: Uint8Array, lastFine: number): { readonly binOf: readonly number[]; readonly last: readonly number[] } {
  const counts = new Float64Array(lastFine + 2)
  for (const code of codes) counts[code] = (counts[code] as number) + 1
  const given = codes.length - (counts[lastFine + 1] as number)
  const binOf: number[] = []
  const last: number[] = []
  let sum = 0
  for (let code = 0; code <= lastFine; code++) {
    binOf.push(last.length)
    sum += counts[code] as number
    const isFull = sum > 0 && sum >= ((last.length + 1) * given) / bins - 1e-9
    if (code === lastFine || (isFull && sum < given)) last.push(code)
  }
  return { binOf, last }
}
