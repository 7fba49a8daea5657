import { parse, YAMLParseError } from 'yaml'
import { ResultsError } from './errors.ts'

/** @throws {ResultsError} `RESULTS_BROKEN` with the line. */
export function parseYaml(text: string, file: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100 })
  } catch (cause) {
    if (!(cause instanceof YAMLParseError)) throw cause
    throw new ResultsError('RESULTS_BROKEN', `${file} is not YAML: ${cause.message.split('\n')[0]}`, { hint: 'mend it at that place', cause })
  }
}
