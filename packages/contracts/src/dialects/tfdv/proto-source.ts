import type { Place, YamlPath, YamlSource, YamlSourceRead } from '../../reading/yaml-source.ts'
import { protoText } from './proto-text.ts'
import { type ProtoFault, type ProtoToken, protoTokens } from './proto-tokens.ts'

/** A value of the text format. Numbers stay as written: what they are depends on their field. */
export type ProtoValue =
  | { readonly kind: 'message'; readonly place: Place; readonly fields: ReadonlyMap<string, readonly ProtoField[]> }
  | { readonly kind: 'text' | 'word' | 'number'; readonly place: Place; readonly text: string }
export type ProtoMessage = Extract<ProtoValue, { kind: 'message' }>
export interface ProtoField {
  /** Of its name. */
  readonly place: Place
  readonly value: ProtoValue
}

const maxDepth = 64

/** Reads the protobuf text format. In a path, a name is followed by the number of the field among those of its name; without, it is the first. */
export function protoSource(text: string): YamlSourceRead {
  const tokens = protoTokens(text)
  if ('message' in tokens) return unreadable(tokens)
  try {
    return { source: sourceOf(new Parser(tokens).root()) }
  } catch (error) {
    if (error instanceof Fault) return unreadable(error)
    throw error
  }
}

function unreadable({ message, place }: ProtoFault): YamlSourceRead {
  return { problems: [{ code: 'CONTRACT_UNREADABLE', message, ...place, hint: null }] }
}

function sourceOf(root: ProtoMessage): YamlSource {
  const fieldAt = (path: YamlPath): ProtoField | null => {
    let found: ProtoField = { place: { line: 1, column: 1 }, value: root }
    for (const [at, step] of path.entries()) {
      if (typeof step === 'number') continue
      const after = path[at + 1]
      const fields = found.value.kind === 'message' ? found.value.fields.get(step) : undefined
      const next = fields?.[typeof after === 'number' ? after : 0]
      if (!next) return at === 0 ? null : found
      found = next
    }
    return found
  }
  const start = { line: 1, column: 1 }
  return {
    value: root,
    place: (path) => fieldAt(path)?.place ?? start,
    keyPlace: (path, key) => fieldAt([...path, key])?.place ?? start,
  }
}

class Fault extends Error {
  readonly place: Place
  constructor(message: string, place: Place) {
    super(message)
    this.place = place
  }
}

class Parser {
  readonly #tokens: readonly ProtoToken[]
  #at = 0
  constructor(tokens: readonly ProtoToken[]) {
    this.#tokens = tokens
  }

  root(): ProtoMessage {
    return this.#fields({ line: 1, column: 1 }, { closing: null, depth: 0 })
  }

  get #next(): ProtoToken {
    return this.#tokens[this.#at] ?? { kind: 'end', text: 'the end of the file', place: { line: 1, column: 1 } }
  }

  #take(): ProtoToken {
    const token = this.#next
    this.#at += 1
    return token
  }

  #isMark(text: string): boolean {
    return this.#next.kind === 'mark' && this.#next.text === text
  }

  #skip(text: string): boolean {
    const found = this.#isMark(text)
    if (found) this.#at += 1
    return found
  }

  #unexpected(wanted: string): Fault {
    const { text, place } = this.#next
    return new Fault(`${wanted} is expected, not ${this.#next.kind === 'end' ? text : JSON.stringify(text)}`, place)
  }

  #fields(place: Place, { closing, depth }: { readonly closing: string | null; readonly depth: number }): ProtoMessage {
    if (depth > maxDepth) throw new Fault(`messages are nested deeper than ${maxDepth} levels`, place)
    const fields = new Map<string, ProtoField[]>()
    while (closing === null ? this.#next.kind !== 'end' : !this.#skip(closing)) {
      if (this.#next.kind === 'end') throw new Fault(`"${closing}" is missing: the message that begins here does not end`, place)
      const name = this.#name()
      const known = fields.get(name.text) ?? []
      for (const value of this.#values(depth)) known.push({ place: name.place, value })
      fields.set(name.text, known)
      if (!this.#skip(',')) this.#skip(';')
    }
    return { kind: 'message', place, fields }
  }

  #name(): ProtoToken {
    if (this.#next.kind === 'name') return this.#take()
    const { place } = this.#next
    if (!this.#skip('[')) throw this.#unexpected('the name of a field')
    let text = ''
    while (!this.#skip(']')) {
      const part = this.#next
      if (part.kind !== 'name' && part.kind !== 'number' && !/^[./-]$/.test(part.text)) throw this.#unexpected('the name of an extension')
      text += this.#take().text
    }
    return { kind: 'name', text: `[${text}]`, place }
  }

  #values(depth: number): readonly ProtoValue[] {
    const colon = this.#skip(':')
    if (this.#skip('[')) return this.#list(depth, colon)
    return [this.#value(depth, colon)]
  }

  #list(depth: number, colon: boolean): readonly ProtoValue[] {
    const values: ProtoValue[] = []
    while (!this.#skip(']')) {
      if (values.length > 0 && !this.#skip(',')) throw this.#unexpected('"," or "]"')
      values.push(this.#value(depth, colon))
    }
    return values
  }

  #value(depth: number, colon: boolean): ProtoValue {
    const { kind, place } = this.#next
    if (this.#skip('{')) return this.#fields(place, { closing: '}', depth: depth + 1 })
    if (this.#skip('<')) return this.#fields(place, { closing: '>', depth: depth + 1 })
    if (!colon) throw this.#unexpected('":" or "{"')
    if (kind === 'text') return this.#texts()
    const minus = this.#skip('-') ? '-' : ''
    const token = this.#next
    if (token.kind === 'number' || (token.kind === 'name' && (minus === '-' || /^(inf|infinity|nan)$/i.test(token.text))))
      return { kind: 'number', place, text: minus + this.#take().text }
    if (kind === 'name') return { kind: 'word', place, text: this.#take().text }
    throw this.#unexpected('a value')
  }

  #texts(): ProtoValue {
    const { place } = this.#next
    let text = ''
    while (this.#next.kind === 'text') {
      const part = this.#take()
      const read = protoText(part.text)
      if (read === null) throw new Fault('a text with an escape that is none, or that is not UTF-8', part.place)
      text += read
    }
    return { kind: 'text', place, text }
  }
}
