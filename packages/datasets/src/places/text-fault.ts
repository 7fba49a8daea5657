import { DatasetsError } from '../errors.ts'

/** The first thing in a text that is not as its format asks, and its line, from 1. */
export interface TextFault {
  readonly code: 'CSV_RAGGED' | 'TEXT_MALFORMED' | 'DIALECT_UNSUPPORTED' | 'JSON_LINE'
  readonly line: number
  readonly text: string
  readonly hint: string
}

export function faultError(name: string, { code, line, text, hint }: TextFault): DatasetsError {
  return new DatasetsError(code, `${name} line ${line}: ${text}`, { hint })
}
