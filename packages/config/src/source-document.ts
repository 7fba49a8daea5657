import { Alias, type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument } from 'yaml'
import type { ConfigErrorCode, Problem } from './errors.ts'

export interface Place {
  readonly line: number
  readonly column: number
}

export type Path = readonly (string | number)[]

/** A YAML text as plain values that remember where they stood. */
export interface SourceDocument {
  readonly value: unknown
  /** Syntax errors and duplicate keys. With `unreadable` there is no value to look at. */
  readonly problems: readonly Problem[]
  readonly unreadable: boolean
  /** Where the value at a path begins; of the nearest ancestor that exists, where it does not. */
  placeOf(path: Path): Place
  /** Where the key of the last step of a path stands. */
  placeOfKey(path: Path): Place
}

/** Larger than any honest configuration or lock. */
export const maxSourceBytes = 4 * 1024 * 1024

/** Reads YAML 1.2; `unreadable` is the code for syntax errors. An empty document has the value null. */
export function readSource(text: string, unreadable: ConfigErrorCode): SourceDocument {
  const lines = new LineCounter()
  if (Buffer.byteLength(text) > maxSourceBytes) return refused(unreadable, `it is larger than ${maxSourceBytes} bytes`)
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const problems = document.errors.map((error): Problem => {
    const code = error.code === 'DUPLICATE_KEY' ? 'DUPLICATE_KEY' : unreadable
    const message = code === 'DUPLICATE_KEY' ? 'this key stands here for the second time' : `not YAML: ${error.message}`
    return { code, message, ...placeAt(error.pos[0]), hint: code === 'DUPLICATE_KEY' ? 'keep one of the two' : null }
  })
  const value = problems.some((problem) => problem.code === unreadable) ? undefined : plain(document)
  if (value instanceof Error) return refused(unreadable, `not YAML: ${value.message}`)
  return {
    value,
    problems,
    unreadable: value === undefined,
    placeOf: (path) => placeAt(offsetOf(document, path, 'value')),
    placeOfKey: (path) => placeAt(offsetOf(document, path, 'key')),
  }
}

// An alias that points nowhere, or a bomb of aliases, is noticed only while the values are built.
function plain(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 }) ?? null
  } catch (cause) {
    return cause instanceof Error ? cause : new Error(String(cause))
  }
}

function refused(code: ConfigErrorCode, message: string): SourceDocument {
  const start: Place = { line: 1, column: 1 }
  return { value: undefined, problems: [{ code, message, ...start, hint: null }], unreadable: true, placeOf: () => start, placeOfKey: () => start }
}

function offsetOf(document: Document.Parsed, path: Path, of: 'key' | 'value'): number {
  let node: unknown = document.contents
  let offset = startOf(node) ?? 0
  for (const [at, step] of path.entries()) {
    const child = childOf(document, node, step)
    if (!child) return offset
    const last = at === path.length - 1
    offset = (of === 'key' && last ? startOf(child.key) : (startOf(child.value) ?? startOf(child.key))) ?? offset
    node = child.value
  }
  return offset
}

function childOf(document: Document, parent: unknown, step: string | number): { key: unknown; value: unknown } | null {
  const node = parent instanceof Alias || (isNode(parent) && isAlias(parent)) ? (parent as Alias).resolve(document) : parent
  if (isSeq(node)) return typeof step === 'number' && node.items[step] !== undefined ? { key: node.items[step], value: node.items[step] } : null
  if (!isMap(node)) return null
  const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(step))
  return pair ? { key: pair.key, value: pair.value } : null
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? (node as ParsedNode).range?.[0] : undefined
}
