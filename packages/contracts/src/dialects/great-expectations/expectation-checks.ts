import { z } from 'zod'
import type { Check, Severity } from '../../check.ts'
import { type ContractReader, suggestion } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import { isMap } from '../dialect.ts'
import { definitions } from './definitions.ts'
import { greatExpectationsNames, greatExpectationsRefused } from './names.ts'
import { filled, unfilled } from './parameters.ts'

export interface ExpectationScope {
  readonly path: YamlPath
  readonly reader: ContractReader
  /** The name of the data in SQL. */
  readonly object: string
  /** The column of expectations that name none. */
  readonly column?: string | null
  /** Values of parameters, by name. */
  readonly parameters?: Readonly<Record<string, unknown>>
  /** Of expectations that have none of their own. */
  readonly severity?: Severity
}

const documentation = z.unknown().optional()
const expectationSchema = z.strictObject({
  type: z.string().optional(),
  expectation_type: z.string().optional(),
  kwargs: z.unknown().optional(),
  severity: z.enum(['critical', 'warning', 'info']).nullish(),
  // A window makes bounds out of earlier runs.
  windows: z.null().optional(),
  id: documentation,
  ge_cloud_id: documentation,
  meta: documentation,
  notes: documentation,
  description: documentation,
  rendered_content: documentation,
  expectation_context: documentation,
  success_on_last_run: documentation,
  result_format: documentation,
  catch_exceptions: documentation,
})

/**
 * The checks of one expectation of Great Expectations (by its name in versions 0 or 1), or of a list of them. What is wrong goes
 * to the reader. `critical` is an error; `warning` and `info` are warnings. Ids may repeat.
 */
export function expectationChecks(value: unknown, scope: ExpectationScope): readonly Check[] {
  if (Array.isArray(value)) return value.flatMap((one, at) => expectationCheck(one, { ...scope, path: [...scope.path, at] }))
  return expectationCheck(value, scope)
}

function expectationCheck(value: unknown, scope: ExpectationScope): readonly Check[] {
  const { path, reader } = scope
  if (!isMap(value)) {
    reader.refuse('INVALID_VALUE', 'an expectation is a map with its type and kwargs', { path })
    return []
  }
  const expectation = reader.read(expectationSchema, value, path)
  if (!expectation) return []
  const key = expectation.type === undefined ? 'expectation_type' : 'type'
  const name = expectation[key]
  if (name === undefined) reader.refuse('MISSING_KEY', 'an expectation needs its type', { path })
  else if (expectation.type !== undefined && expectation.expectation_type !== undefined)
    reader.refuse('INVALID_VALUE', '"expectation_type" is the old name of "type"', { path, key: 'expectation_type' })
  else {
    const severity = expectation.severity ? (expectation.severity === 'critical' ? 'error' : 'warning') : (scope.severity ?? 'error')
    return namedCheck(name, expectation.kwargs ?? {}, { ...scope, severity, key })
  }
  return []
}

function namedCheck(
  name: string,
  kwargs: unknown,
  { path, reader, object, column, parameters, severity, key }: ExpectationScope & { readonly severity: Severity; readonly key: string },
): readonly Check[] {
  const definition = definitions.get(name)
  const place = [...path, 'kwargs']
  if (!definition) {
    const refused = Object.hasOwn(greatExpectationsRefused, name) ? greatExpectationsRefused[name] : undefined
    if (refused === undefined)
      reader.refuse('UNKNOWN_CHECK', `unknown expectation "${name}"`, {
        path: [...path, key],
        hint: suggestion(name, Object.keys(greatExpectationsNames)),
      })
    else reader.refuse('UNSUPPORTED_CHECK', `${name} cannot be checked`, { path: [...path, key], hint: refused })
    return []
  }
  if (!isMap(kwargs)) {
    reader.refuse('INVALID_VALUE', '"kwargs" is a map', { path: place })
    return []
  }
  const given = definition.ofColumn && column && !Object.hasOwn(kwargs, 'column') ? { ...kwargs, column } : kwargs
  const whole = filled(given, { path: place, reader, values: parameters ?? {} })
  if (whole === unfilled) return []
  // How many rows may fail, and which count, is known once the arguments are read.
  const rows = { condition: { operator: 'equal', value: 0, unit: 'rows' }, where: null } as const
  return definition.read({ kwargs: whole, name, object, path: place, reader, severity, line: reader.line(path), rows })
}
