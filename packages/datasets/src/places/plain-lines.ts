import type { Walk } from './ordinary-records.ts'
import { bytesFrom, mostBytes, plainLinesModule, stateAt, wordBytes } from './plain-lines-code.ts'

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

/**
 * Walks over lines that have as many values as they should, are not blank, end in LF or CR LF, and hold no quote, escape or NUL:
 * sixteen bytes at once.
 */
export class PlainLines {
  readonly #run: Run
  readonly #state: Int32Array
  readonly #bytes: Uint8Array
  readonly #options: PlainOptions

  private constructor(options: PlainOptions, { run, memory }: { readonly run: Run; readonly memory: ArrayBuffer }) {
    this.#run = run
    this.#state = new Int32Array(memory, 0, bytesFrom / 4)
    this.#bytes = new Uint8Array(memory, bytesFrom, mostBytes)
    this.#options = options
  }

  /** Null where the processor cannot: then lines are walked over byte by byte. */
  static for(options: PlainOptions): PlainLines | null {
    if (typeof WebAssembly === 'undefined') return null
    const code = plainLinesModule()
    if (!WebAssembly.validate(code)) return null
    const { run, memory } = new WebAssembly.Instance(new WebAssembly.Module(code)).exports
    if (typeof run !== 'function' || !(memory instanceof WebAssembly.Memory)) return null
    return new PlainLines(options, { run: (...numbers) => run(...numbers), memory: memory.buffer })
  }

  /** Walks on from where a line begins, as far as all is plain, to where another begins. The walk is told from where on to try again. */
  pass(bytes: Buffer, walk: Walk): void {
    const { delimiter, quote, escape: escapeMark, width } = this.#options
    const state = this.#state.fill(0)
    state[stateAt.longest] = walk.longestBytes
    let { at, begin } = walk
    let stopped = false
    while (!stopped && bytes.length - at >= wordBytes) {
      // Copied in parts that stay within the caches.
      const length = Math.min(mostBytes, (bytes.length - at) & -wordBytes)
      this.#bytes.set(bytes.subarray(at, at + length))
      state[stateAt.begin] = begin - at
      stopped = this.#run(length, delimiter, quote, escapeMark, width - 1) === 1
      begin = at + (state[stateAt.begin] ?? 0)
      at += length
    }
    walk.passed += state[stateAt.lines] ?? 0
    walk.longestBytes = state[stateAt.longest] ?? 0
    walk.blankEnds ||= state[stateAt.blankEnds] !== 0
    Object.assign(walk, { at: begin, begin, field: begin, plainFrom: stopped ? at : bytes.length })
  }
}
