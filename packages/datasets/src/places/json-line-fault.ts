import type { DataFile } from '../data-file.ts'
import { DatasetsError } from '../errors.ts'
import type { Compression } from '../formats/data-format.ts'
import { surveyLines } from './line-survey.ts'
import { faultError } from './text-fault.ts'

/**
 * The first line of some files that is not one JSON object with keys of its own, as an error; null where all are.
 * @throws {DatasetsError} what a walk over the lines throws.
 */
export async function firstJsonFault(files: readonly DataFile[], compression: Compression): Promise<DatasetsError | null> {
  for (const file of files) {
    try {
      await surveyLines(
        { file, compression },
        {
          found: (line, _record, bytes) => {
            const text = jsonLineFault(bytes.toString('utf8'))
            if (text !== null) throw faultError(file.name, { code: 'JSON_LINE', line, text, hint: 'write one JSON object to a line' })
          },
        },
      )
    } catch (cause) {
      if (cause instanceof DatasetsError) return cause
      throw cause
    }
  }
  return null
}

/**
 * Why a line is not one JSON object as RFC 8259 has it, with every key once; null where it is.
 * @example jsonLineFault('{"a":1,"a":2}') // 'the key "a" comes twice'
 */
export function jsonLineFault(line: string): string | null {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return /[:,[]\s*-?(NaN|Infinity)/i.test(line) ? 'NaN and Infinity are no JSON' : 'it is no JSON'
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'it is not an object'
  if (!wellFormed(value)) return 'a text holds half of a surrogate pair'
  const twice = repeatedKey(line)
  return twice === null ? null : `the key ${JSON.stringify(twice)} comes twice`
}

function wellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, inner]) => key.isWellFormed() && wellFormed(inner))
}

// Of the object itself, not of those within: in a valid line, a string at depth 1 before a colon is a key.
function repeatedKey(line: string): string | null {
  const seen = new Set<string>()
  const token = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/gy
  let depth = 0
  for (let at = 0; at < line.length; at++) {
    token.lastIndex = at
    const found = token.exec(line)
    if (!found) continue
    at = token.lastIndex - 1
    if (found[0] === '{' || found[0] === '[') depth++
    else if (found[0] === '}' || found[0] === ']') depth--
    else if (depth === 1 && found[1] !== undefined) {
      const key = String(JSON.parse(found[0].slice(0, -found[1].length)))
      if (seen.has(key)) return key
      seen.add(key)
    }
  }
  return null
}
