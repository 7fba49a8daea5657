import type { CheckOf } from '../../check.ts'
import type { Compiled } from '../compiled.ts'
import type { CompileData } from '../data.ts'
import { notDecided } from '../row-check.ts'
import { judge } from './aggregate-observation.ts'
import { aggregateSource } from './aggregate-source.ts'
import { measureCramersV } from './correlation-cramers.ts'
import { measurePearson } from './correlation-pearson.ts'

/** How two columns go together, over the rows that have a value in both. */
export function compileCorrelation(check: CheckOf<'correlation'>, data: CompileData): Compiled {
  const [left, right] = check.columns.map((column) => aggregateSource({ column, where: check.where }, data))
  if (!left || !right) return notDecided('a correlation needs two columns')
  if ('message' in left) return notDecided(left.message)
  if ('message' in right) return notDecided(right.message)
  const odd = [left, right].find(({ family }) => family !== 'integer' && family !== 'number')
  if (check.method === 'pearson' && odd) return notDecided(`column "${odd.column.name}" is ${odd.column.type}, not number`)
  const measuring = check.method === 'pearson' ? measurePearson(left, right) : measureCramersV(left, right)
  return { kind: 'scalars', sql: measuring.sql, offenders: null, read: (values) => judge(measuring.read(values), check) }
}
