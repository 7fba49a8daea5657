import type { Walk } from './ordinary-records.ts'
import { blockBytes, bytesFrom, columnAddress, mostBytes, noInteger, noNumber, plainLinesModule, stateAt } from './plain-lines-code.ts'
import type { WrittenColumn } from './written-columns.ts'

export interface PlainOptions {
  /** Bytes; 0 for a mark that there is not. */
  readonly delimiter: number
  readonly quote: number
  readonly escape: number
  /** Values of every line. */
  readonly width: number
}

/** Of the global of this name, what is asked for here: the libraries of types leave it to those of browsers. */
declare const WebAssembly:
  | undefined
  | {
      validate(code: Uint8Array): boolean
      readonly Module: new (code: Uint8Array) => object
      readonly Instance: new (module: object) => { readonly exports: Exports }
      readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer }
    }
type Run = (...numbers: readonly number[]) => unknown
type Exports = Readonly<Record<string, unknown>>

/** A run that passes fewer bytes before it stops is not worth another right behind it. */
const worthwhileBytes = 4096

/**
 * Walks over lines that have as many values as they should, are not blank, end in LF or CR LF, and hold no quote, escape or NUL:
 * many bytes at once. It tells of each column how its values are written.
 */
export class PlainLines {
  readonly #run: Run
  readonly #state: Int32Array
  readonly #bytes: Uint8Array
  readonly #options: PlainOptions

  private constructor(options: PlainOptions, { run, memory }: { readonly run: Run; readonly memory: ArrayBuffer }) {
    const from = bytesFrom(options.width)
    this.#run = run
    this.#state = new Int32Array(memory, 0, from / 4)
    this.#bytes = new Uint8Array(memory, from, mostBytes)
    this.#options = options
  }

  /** Null where the processor cannot: then lines are walked over byte by byte. */
  static for(options: PlainOptions): PlainLines | null {
    if (typeof WebAssembly === 'undefined') return null
    const code = plainLinesModule(options.width)
    if (!WebAssembly.validate(code)) return null
    const { run, memory } = new WebAssembly.Instance(new WebAssembly.Module(code)).exports
    if (typeof run !== 'function' || !(memory instanceof WebAssembly.Memory)) return null
    return new PlainLines(options, { run: (...numbers) => run(...numbers), memory: memory.buffer })
  }

  /** Walks on from where a line begins, as far as all is plain, to where another begins. The walk is told from where on to try again. */
  pass(bytes: Buffer, walk: Walk): void {
    const { delimiter, quote, escape: escapeMark, width } = this.#options
    const state = this.#state.fill(0, 0, columnAddress(0) / 4)
    state[stateAt.longest] = walk.longestBytes
    let { begin, plainFrom } = walk
    for (let stopped = false; !stopped && begin < bytes.length; ) {
      // Copied in parts that stay within the caches; behind the last of them it stops at a NUL.
      const length = Math.min(mostBytes, bytes.length - begin)
      const whole = Math.ceil(length / blockBytes) * blockBytes
      this.#bytes.set(bytes.subarray(begin, begin + length))
      this.#bytes.fill(0, length, whole)
      stopped = this.#run(whole, delimiter, quote, escapeMark, columnAddress(width - 1)) === 1
      const passed = state[stateAt.begin] ?? 0
      plainFrom = passed < worthwhileBytes ? begin + length : begin + passed + 1
      stopped ||= passed === 0
      begin += passed
    }
    walk.passed += state[stateAt.lines] ?? 0
    walk.longestBytes = state[stateAt.longest] ?? 0
    walk.blankEnds ||= state[stateAt.blankEnds] !== 0
    Object.assign(walk, { at: begin, begin, field: begin, plainFrom })
  }

  /** How the values of each column are written, of all lines that were passed; of others it may tell more than there is. */
  columns(): readonly WrittenColumn[] {
    return Array.from({ length: this.#options.width }, (_, column) => {
      const at = columnAddress(column) / 4
      const bits = this.#state[at] ?? 0
      return { number: (bits & noNumber) === 0, integer: (bits & noInteger) === 0, longestBytes: this.#state[at + 1] ?? 0 }
    })
  }
}
