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

// The engine takes a comma before a closing bracket, NaN and Infinity; JSON does not. Lines that look so are parsed by ourselves.
const lax = String.raw`(?i),\s*[}\]]|[:,\[]\s*-?(nan|inf|infinity)\s*[,}\]]`

/**
 * The keys of all records: those of the first in its order, then the others by their code points. Each line is parsed.
 * @throws {DatasetsError} `JSON_LINE` with the place of the first line that is not one JSON object with every key once.
 */
export async function jsonKeys(engine: Engine, question: KeysQuestion): Promise<readonly string[]> {
  const { lines, firstFault } = question
  try {
    const shapes = await keyLists(engine, lines)
    if (shapes !== null && (await laxLinesAreJson(engine, lines))) {
      const [first] = await engine.rows(`select to_json(json_keys(${lineName}))::VARCHAR from ${lines} limit 1`)
      return [...new Set([...listOf(first?.[0]), ...shapes.flat().toSorted()])]
    }
  } catch (cause) {
    throw (await firstFault()) ?? unreadable(cause)
  }
  throw (await firstFault()) ?? unreadable('the engine and JSON differ on a line')
}

// The different lists of keys, or null where a line is no object or a list has a key twice. Most files have few.
async function keyLists(engine: Engine, lines: string): Promise<readonly (readonly string[])[] | null> {
  const object = `regexp_matches(${lineName}, '^[ \\t]*\\{')`
  const rows = await engine.rows(
    `select to_json(keys)::VARCHAR, objects from (select json_keys(${lineName}) as keys, bool_and(${object}) as objects from ${lines} group by 1)`,
  )
  const lists: (readonly string[])[] = []
  for (const [json, objects] of rows) {
    const keys = listOf(json)
    if (objects !== true || new Set(keys).size !== keys.length) return null
    lists.push(keys)
  }
  return lists
}

async function laxLinesAreJson(engine: Engine, lines: string): Promise<boolean> {
  using found = await engine.stream(`select ${lineName} from ${lines} where regexp_matches(${lineName}, '${lax}')`)
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
