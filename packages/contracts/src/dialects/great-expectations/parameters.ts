import type { ContractReader } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import { isMap } from '../dialect.ts'

export interface Parameters {
  readonly path: YamlPath
  readonly reader: ContractReader
  /** Values by name, as the suite gives them. */
  readonly values: Readonly<Record<string, unknown>>
}

/** What {@link filled} yields where a parameter has no value: the problem is noted. */
export const unfilled = Symbol('unfilled')
const maxDepth = 200

/**
 * Keyword arguments with the values of their parameters, `{ "$PARAMETER": "name" }`: those that the suite gives, or that stand beside
 * the name as `$PARAMETER.name`. One without a value would be given at run time, and is refused; so are calculations.
 */
export function filled(value: unknown, parameters: Parameters, depth = 0): unknown {
  if (depth > maxDepth) {
    parameters.reader.refuse('INVALID_VALUE', `it is nested more than ${maxDepth} deep`, { path: parameters.path.slice(0, maxDepth) })
    return unfilled
  }
  const inner = (part: unknown, key: string | number) => filled(part, { ...parameters, path: [...parameters.path, key] }, depth + 1)
  if (Array.isArray(value)) {
    const parts = value.map(inner)
    return parts.includes(unfilled) ? unfilled : parts
  }
  if (!isMap(value)) return value
  if (Object.hasOwn(value, '$PARAMETER')) return parameterValue(value, parameters)
  const parts = Object.entries(value).map(([key, part]) => [key, inner(part, key)] as const)
  return parts.some(([, part]) => part === unfilled) ? unfilled : Object.fromEntries(parts)
}

function parameterValue(value: Readonly<Record<string, unknown>>, { path, reader, values }: Parameters): unknown {
  const name = value['$PARAMETER']
  const beside = `$PARAMETER.${String(name)}`
  const extra = Object.keys(value).find((key) => key !== '$PARAMETER' && key !== beside)
  if (extra !== undefined) reader.refuse('UNKNOWN_KEY', `unknown key "${extra}"`, { path, key: extra })
  if (typeof name === 'string' && Object.hasOwn(value, beside)) return value[beside]
  if (typeof name === 'string' && Object.hasOwn(values, name)) return values[name]
  reader.refuse('UNSUPPORTED_CHECK', `the parameter ${JSON.stringify(name)} has no value`, {
    path,
    hint: 'write the value itself, or give it under suite_parameters',
  })
  return unfilled
}
