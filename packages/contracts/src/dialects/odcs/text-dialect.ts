import { z } from 'zod'
import { commaSeparated, type TextDialect } from '../../contract.ts'
import type { ContractReader } from '../../reading/contract-reader.ts'
import { ownProperties } from './custom-properties.ts'

/** Of a server, what says how text files are written; all else is about where data lie. */
const serverSchema = z.looseObject({
  format: z.string().nullish(),
  delimiter: z.string().nullish(),
  customProperties: z.array(z.unknown()).nullish(),
})

const named: Readonly<Record<string, string>> = { comma: ',', semicolon: ';', pipe: '|', tab: '\t', '\\t': '\t', space: ' ' }

/**
 * How text files are written, by the servers of `format: csv` or `tsv`: null where there is none, where none of them says a
 * delimiter, or where they disagree. Of JSON a delimiter is something else (`new_line`, `array`).
 */
export function textDialect(servers: readonly unknown[] | null | undefined, reader: ContractReader): TextDialect | null {
  const delimiters = (servers ?? []).flatMap((server, at) => {
    const path = ['servers', at]
    const read = reader.read(serverSchema, server, path)
    if (!read) return []
    ownProperties(read.customProperties, { path, reader, known: [] })
    const format = read.format?.trim().toLowerCase()
    if (format !== 'csv' && format !== 'tsv') return []
    if (!read.delimiter) return [format === 'tsv' ? '\t' : null]
    const delimiter = Object.hasOwn(named, read.delimiter) ? named[read.delimiter] : read.delimiter
    if (delimiter?.length === 1 && !'"\r\n\0'.includes(delimiter)) return [delimiter]
    reader.refuse('INVALID_VALUE', `the delimiter ${JSON.stringify(read.delimiter)} is not one character`, { path: [...path, 'delimiter'] })
    return []
  })
  const [delimiter = null] = delimiters
  return delimiter !== null && delimiters.every((one) => one === delimiter) ? { ...commaSeparated, delimiter } : null
}
