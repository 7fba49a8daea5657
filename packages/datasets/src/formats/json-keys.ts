import { type Engine, firstLine } from '../engine.ts'
import { DatasetsError } from '../errors.ts'
import { jsonLineFault } from '../places/json-line-fault.ts'
import { lineName } from './lines-reader.ts'

export interface KeysQuestion {
  /** SQL of the lines. */
  readonly lines: string
  /** Finds the first line that is not one JSON object. */
  firstFault(): Promise<DatasetsError | null>
}

// The engine takes a comma before a closing bracket, NaN and Infinity in any case; JSON does not. Lines that look so are parsed by
// ourselves. A pattern costs more than the search for a few letters, so it is only tried where they are.
const trailingComma = String.raw`regexp_matches(${lineName}, ',\s*[}\]]')`
const notNumber = String.raw`regexp_matches(${lineName}, '(?i)[:,\[]\s*-?(nan|inf|infinity)\s*[,}\]]')`
const letters = ['nan', 'inf'].flatMap(cases).map((word) => `contains(${lineName}, '${word}')`)
const lax = `(${trailingComma} or case when ${letters.join(' or ')} then ${notNumber} else false end)`
const object = `(starts_with(${lineName}, '{') or regexp_matches(${lineName}, '^[ \\t]*\\{'))`

function cases(word: string): readonly string[] {
  return [...word].reduce<readonly string[]>((begun, char) => begun.flatMap((text) => [text + char, text + char.toUpperCase()]), [''])
}

/**
 * The keys of all records: those of the first in its order, then the others by their code points. Each line is parsed.
 * @throws {DatasetsError} `JSON_LINE` with the place of the first line that is not one JSON object with every key once.
 */
export async function jsonKeys(engine: Engine, question: KeysQuestion): Promise<readonly string[]> {
  const { lines, firstFault } = question
  try {
    const shapes = await shapesOf(engine, lines)
    const sound = shapes.every(({ keys, objects }) => objects && new Set(keys).size === keys.length)
    if (sound && (!shapes.some((shape) => shape.lax) || (await laxLinesAreJson(engine, lines)))) {
      const [first] = await engine.rows(`select to_json(json_keys(${lineName}))::VARCHAR from ${lines} limit 1`)
      return [...new Set([...listOf(first?.[0]), ...shapes.flatMap(({ keys }) => keys).toSorted()])]
    }
  } catch (cause) {
    throw (await firstFault()) ?? unreadable(cause)
  }
  throw (await firstFault()) ?? unreadable('the engine and JSON differ on a line')
}

/** A list of keys that lines have: most files have few. */
interface Shape {
  readonly keys: readonly string[]
  readonly objects: boolean
  readonly lax: boolean
}

async function shapesOf(engine: Engine, lines: string): Promise<readonly Shape[]> {
  const each = `select json_keys(${lineName}) as keys, ${object} as object, ${lax} as lax from ${lines}`
  const rows = await engine.rows(`select to_json(keys)::VARCHAR, bool_and(object), bool_or(lax) from (${each}) group by keys`)
  return rows.map(([keys, objects, isLax]) => ({ keys: listOf(keys), objects: objects === true, lax: isLax === true }))
}

async function laxLinesAreJson(engine: Engine, lines: string): Promise<boolean> {
  using found = await engine.stream(`select ${lineName} from ${lines} where ${lax}`)
  for (;;) {
    const chunk = await found.result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) return true
    if (chunk.getColumnValues(0).some((line) => jsonLineFault(String(line)) !== null)) return false
  }
}

function listOf(json: unknown): readonly string[] {
  const list: unknown = typeof json === 'string' ? JSON.parse(json) : []
  return Array.isArray(list) ? list.map(String) : []
}

function unreadable(cause: unknown): DatasetsError {
  if (cause instanceof DatasetsError) return cause
  return new DatasetsError('DATA_UNREADABLE', `a line of JSON cannot be read: ${firstLine(cause)}`, { cause })
}
