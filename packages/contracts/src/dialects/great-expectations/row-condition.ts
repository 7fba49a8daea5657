import type { Filter } from '../../filter.ts'
import { type ContractReader, suggestion } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import { isMap } from '../dialect.ts'
import { pandasQuery } from '../python/pandas-query.ts'
import { ConditionFault } from '../python/tokens.ts'
import { colCondition } from './col-condition.ts'
import { sparkCondition } from './spark-condition.ts'
import { structuredCondition } from './structured-condition.ts'

const parsers: Readonly<Record<string, (source: string) => Filter | ConditionFault>> = {
  pandas: pandasQuery,
  spark: sparkCondition,
  great_expectations: colCondition,
  great_expectations__experimental__: colCondition,
}

/** The rows that an expectation looks at; null: all, or what was written is refused. `path` is that of the kwargs. */
export function rowCondition(
  { row_condition: written, condition_parser: parser }: { readonly row_condition?: unknown; readonly condition_parser?: unknown },
  { path, reader }: { readonly path: YamlPath; readonly reader: ContractReader },
): Filter | null {
  const place = [...path, 'row_condition']
  const known = typeof parser === 'string' && Object.hasOwn(parsers, parser) ? parsers[parser] : undefined
  if (parser !== undefined && parser !== null && !known)
    reader.refuse('INVALID_VALUE', `"condition_parser" cannot be ${JSON.stringify(parser)}`, {
      path: [...path, 'condition_parser'],
      hint: suggestion(String(parser), Object.keys(parsers)),
    })
  if (written === undefined || written === null || written === '') return null
  if (typeof written === 'string' && !known) {
    if (parser === undefined || parser === null)
      reader.refuse('MISSING_KEY', '"condition_parser" is missing', { path, hint: `one of ${Object.keys(parsers).join(', ')}` })
    return null
  }
  const found = isMap(written)
    ? structuredCondition(written, known)
    : typeof written === 'string' && known
      ? known(written)
      : new ConditionFault('it is neither a text nor a map')
  if (!(found instanceof ConditionFault)) return found
  reader.refuse('INVALID_VALUE', `row_condition: ${found.message}`, { path: place })
  return null
}
