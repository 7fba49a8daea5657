import type { CheckOf } from '../../check.ts'
import { isOfType } from '../../logical-type.ts'
import { columnNamed } from '../columns.ts'
import type { Compiled } from '../compiled.ts'
import type { CompileData } from '../data.ts'
import { notDecided, valueCheck } from '../row-check.ts'
import { aggregateSource } from './aggregate-source.ts'
import { squareRoot } from './measure-exact.ts'
import { meanOf, parseMoments, varianceOf } from './measure-moments.ts'
import { momentsSql } from './measure-moments-sql.ts'

/**
 * Fails values further than so many standard deviations (n - 1) from the mean, both of the finite values. NaN and infinities fail;
 * of a single value, or of equal ones, none does.
 */
export function compileZScore(check: CheckOf<'z_score'>, data: CompileData): Compiled {
  const column = columnNamed(data, check.column)
  if (!isOfType(column.type, 'number')) return notDecided(`column "${column.name}" is ${column.type}, not number`)
  const source = aggregateSource(check, data)
  if ('message' in source) return notDecided(source.message)
  return {
    kind: 'staged',
    sql: [momentsSql(source)],
    compile: ([text]) => {
      const { moments } = parseMoments(text)
      const known = moments && moments.count > 1n ? { mean: meanOf(moments), deviation: squareRoot(varianceOf(moments, 1n)) } : null
      const distance = known && `${source.double} - ${double(known.mean)}`
      const sided = check.sides === 'above' ? distance : `abs(${distance})`
      const far = known === null ? 'false' : `${sided} > ${double(check.threshold * known.deviation)}`
      return valueCheck(check, data, { column, failing: source.floating ? `not isfinite(${source.value}) or ${far}` : far })
    },
  }
}

function double(value: number): string {
  const text = String(value)
  return `(${text.includes('e') ? text : `${text}e0`})`
}
