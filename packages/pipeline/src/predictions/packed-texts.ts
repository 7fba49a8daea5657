const encoder = new TextEncoder()
const decoder = new TextDecoder()
const firstBytes = 1 << 16

/** Many short texts side by side in one array of bytes: a million of ids in the memory of their letters. */
export class PackedTexts {
  #bytes = new Uint8Array(firstBytes)
  readonly #starts: Uint32Array
  #length = 0

  constructor(most: number) {
    this.#starts = new Uint32Array(most + 1)
  }

  get length(): number {
    return this.#length
  }

  append(text: string): void {
    const from = this.#starts[this.#length] as number
    if (from + 3 * text.length > this.#bytes.length) this.#grow(from + 3 * text.length)
    const { written } = encoder.encodeInto(text, this.#bytes.subarray(from))
    this.#starts[++this.#length] = from + written
  }

  at(place: number): string {
    return decoder.decode(this.#bytes.subarray(this.#starts[place], this.#starts[place + 1]))
  }

  /** FNV-1a of the bytes. */
  hash(place: number): number {
    const end = this.#starts[place + 1] as number
    let hash = 0x811c9dc5
    for (let at = this.#starts[place] as number; at < end; at++) hash = Math.imul(hash ^ (this.#bytes[at] as number), 0x01000193)
    return hash >>> 0
  }

  /** Whether the text at a place is that of another list at a place of its own. */
  isSame(place: number, other: PackedTexts, otherPlace: number): boolean {
    const from = this.#starts[place] as number
    const otherFrom = other.#starts[otherPlace] as number
    const length = (this.#starts[place + 1] as number) - from
    if ((other.#starts[otherPlace + 1] as number) - otherFrom !== length) return false
    for (let at = 0; at < length; at++) if (this.#bytes[from + at] !== other.#bytes[otherFrom + at]) return false
    return true
  }

  #grow(least: number): void {
    const larger = new Uint8Array(Math.max(least, 2 * this.#bytes.length))
    larger.set(this.#bytes)
    this.#bytes = larger
  }
}

/** Where each of some texts is. */
export class TextIndex {
  readonly #texts: PackedTexts
  /** Places plus one, by hash; 0 is free. */
  readonly #slots: Int32Array
  /** The first place whose text was there before; -1 where none repeats. */
  readonly repeated: number

  constructor(texts: PackedTexts) {
    this.#texts = texts
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * texts.length + 2)))
    this.repeated = this.#fill()
  }

  /** The place of the text that another list has at a place; -1 where there is none. */
  placeOf(other: PackedTexts, otherPlace: number): number {
    return (this.#slots[this.#slotOf(other, otherPlace)] as number) - 1
  }

  #fill(): number {
    let repeated = -1
    for (let place = 0; place < this.#texts.length; place++) {
      const slot = this.#slotOf(this.#texts, place)
      if (this.#slots[slot] === 0) this.#slots[slot] = place + 1
      else if (repeated < 0) repeated = place
    }
    return repeated
  }

  #slotOf(other: PackedTexts, otherPlace: number): number {
    const last = this.#slots.length - 1
    let slot = other.hash(otherPlace) & last
    for (let held = this.#slots[slot] as number; held !== 0; held = this.#slots[slot] as number) {
      if (this.#texts.isSame(held - 1, other, otherPlace)) break
      slot = (slot + 1) & last
    }
    return slot
  }
}
