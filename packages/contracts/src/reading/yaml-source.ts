import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import type { ContractProblem } from '../errors.ts'

export type YamlPath = readonly (string | number)[]
export interface Place {
  readonly line: number
  readonly column: number
}

/** A YAML text as plain data, and where in it each part stands. */
export interface YamlSource {
  readonly value: unknown
  /** Of the value at a path; of the nearest part above it where there is none. */
  place(path: YamlPath): Place
  /** Of a key in the map at a path. */
  keyPlace(path: YamlPath, key: string): Place
}

export type YamlSourceRead = { readonly source: YamlSource } | { readonly problems: readonly ContractProblem[] }

const maxAliases = 100

/** Reads YAML 1.2; syntax errors come back as problems. */
export function yamlSource(text: string): YamlSourceRead {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' })
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => unreadable(error.message, at(lines, error.pos[0])))
    return { problems }
  }
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: maxAliases })
  } catch (error) {
    return { problems: [unreadable(error instanceof Error ? error.message : String(error), { line: 1, column: 1 })] }
  }
  const place = (path: YamlPath): Place => {
    const node = path.length === 0 ? document.contents : document.getIn(path, true)
    if (isNode(node) && node.range) return at(lines, node.range[0])
    return path.length === 0 ? { line: 1, column: 1 } : place(path.slice(0, -1))
  }
  const keyPlace = (path: YamlPath, key: string): Place => {
    const map = path.length === 0 ? document.contents : document.getIn(path, true)
    const pair = isMap(map) ? map.items.find((item) => isScalar(item.key) && String(item.key.value) === key) : undefined
    return pair && isNode(pair.key) && pair.key.range ? at(lines, pair.key.range[0]) : place(path)
  }
  return { source: { value, place, keyPlace } }
}

function unreadable(message: string, place: Place): ContractProblem {
  return { code: 'CONTRACT_UNREADABLE', message, ...place, hint: null }
}

function at(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}
