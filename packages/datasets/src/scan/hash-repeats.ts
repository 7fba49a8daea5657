import type { Engine } from '../engine.ts'

/** Bits of a hash that are compared: those that a double holds exactly. */
export const hashBits = 53
const highBits = 2 ** (hashBits - 32)
/** Places of the bitmap per row: with 8, about one unique row of 8 shares its place with another, and is looked at again. */
const placesPerRow = 8
const smallest = 2 ** 16
const largest = 2 ** 32

interface Hashes {
  /** A query of one column of UBIGINT without nulls. It runs twice. */
  readonly query: string
  readonly rows: number
  /** The most hashes that are returned. */
  readonly limit: number
}

/**
 * The hashes (their lower 53 bits) that a query yields more than once; null where there are more than `limit`. Two bits a row and
 * place: a first pass marks the places that are met twice, a second keeps the hashes of these places, which are few, and sorts them.
 */
export async function repeatedHashes(engine: Engine, { query, rows, limit }: Hashes): Promise<readonly number[] | null> {
  const places = Math.min(largest, Math.max(smallest, 2 ** Math.ceil(Math.log2(Math.max(1, rows) * placesPerRow))))
  const twice = await placesMetTwice(engine, { query, places })
  if (twice === null) return []
  const kept = new Numbers()
  const most = Math.max(2 ** 22, Math.ceil(rows / 4))
  const mask = places - 1
  for await (const words of hashWords(engine, query)) {
    for (let at = 0; at < words.length; at += 2) {
      const low = words[at] ?? 0
      const place = (low & mask) >>> 0
      if (((twice[place >>> 5] ?? 0) >>> (place & 31)) & 1) kept.push(((words[at + 1] ?? 0) % highBits) * 2 ** 32 + low)
    }
    if (kept.length > most) return null
  }
  return repeated(kept.sorted(), limit)
}

async function placesMetTwice(engine: Engine, { query, places }: { readonly query: string; readonly places: number }): Promise<Uint32Array | null> {
  const once = new Uint32Array(places / 32)
  const twice = new Uint32Array(places / 32)
  const mask = places - 1
  let any = false
  for await (const words of hashWords(engine, query)) {
    for (let at = 0; at < words.length; at += 2) {
      const place = ((words[at] ?? 0) & mask) >>> 0
      const [word, bit] = [place >>> 5, 1 << (place & 31)]
      const before = once[word] ?? 0
      if (before & bit) {
        twice[word] = (twice[word] ?? 0) | bit
        any = true
      } else once[word] = before | bit
    }
  }
  return any ? twice : null
}

function repeated(sorted: Float64Array, limit: number): readonly number[] | null {
  const found: number[] = []
  for (let at = 1; at < sorted.length; at++) {
    const value = sorted[at]
    if (value === undefined || value !== sorted[at - 1] || value === found.at(-1)) continue
    if (found.length === limit) return null
    found.push(value)
  }
  return found
}

/** The low and high words of the hashes, one after the other. */
async function* hashWords(engine: Engine, query: string): AsyncGenerator<Uint32Array> {
  using reading = await engine.stream(query)
  let next = reading.result.fetchChunk()
  for (;;) {
    const chunk = await next
    if (!chunk || chunk.rowCount === 0) return
    // DuckDB makes the next one while this one is looked at.
    next = reading.result.fetchChunk()
    const vector: object = chunk.getColumnVector(0)
    // `items` is private in the types of the driver, and there at run time; without it the values are taken one by one.
    const items = 'items' in vector && vector.items instanceof BigUint64Array ? vector.items : BigUint64Array.from(chunk.getColumnValues(0), toBigInt)
    yield new Uint32Array(items.buffer, items.byteOffset, chunk.rowCount * 2)
  }
}

function toBigInt(value: unknown): bigint {
  return typeof value === 'bigint' ? value : 0n
}

/** Doubles in an array that grows. */
class Numbers {
  length = 0
  data = new Float64Array(2 ** 12)

  push(value: number): void {
    if (this.length === this.data.length) {
      const larger = new Float64Array(this.data.length * 2)
      larger.set(this.data)
      this.data = larger
    }
    this.data[this.length++] = value
  }

  sorted(): Float64Array {
    return this.data.subarray(0, this.length).sort()
  }
}
