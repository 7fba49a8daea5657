import type { CheckOf } from '../../check.ts'
import { comparisonSql } from '../comparison-sql.ts'
import type { Compiled } from '../compiled.ts'
import type { CompileData } from '../data.ts'
import { notDecided } from '../row-check.ts'
import { judge, nothing, observed } from './aggregate-observation.ts'
import { aggregateSource, noValues, over } from './aggregate-source.ts'

/** The share of one value among those that are not null. Nothing can be told where there are none. */
export function compileValueShare(check: CheckOf<'value_share'>, data: CompileData): Compiled {
  const source = aggregateSource(check, data)
  if ('message' in source) return notDecided(source.message)
  const equal = comparisonSql(source.column, { operator: '=', value: check.value })
  if ('message' in equal) return notDecided(equal.message)
  return {
    kind: 'scalars',
    sql: [over(source, 'count(*)', equal.sql), over(source, `count(${source.value})`)],
    offenders: null,
    read: ([found, values]) => judge(Number(values) === 0 ? nothing(noValues(source)) : observed(Number(found) / Number(values)), check),
  }
}
