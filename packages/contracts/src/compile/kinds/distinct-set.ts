import type { CheckOf, Scalar } from '../../check.ts'
import { incomparable } from '../comparison-sql.ts'
import { type Compiled, type Finding, passing } from '../compiled.ts'
import type { CompileData } from '../data.ts'
import { literal } from '../literal.ts'
import { notDecided } from '../row-check.ts'
import { inSetSql } from '../set-sql.ts'
import { type AggregateSource, aggregateSource, over, rowsOf } from './aggregate-source.ts'

/**
 * The distinct values against a list: none but listed ones (`subset`), all of the listed ones (`superset`), or both. Rows with a
 * value that is not listed offend. A column without values is a subset of any list.
 */
export function compileDistinctValues(check: CheckOf<'distinct_values'>, data: CompileData): Compiled {
  const source = aggregateSource(check, data)
  if ('message' in source) return notDecided(source.message)
  const { sql, wrong } = inSetSql(source.column, check.values)
  if (wrong !== undefined) return notDecided(incomparable(source.column, wrong))
  const extra = `${source.value} is not null and not coalesce(${sql}, false)`
  return {
    kind: 'scalars',
    sql: [
      check.match === 'superset' ? '0' : over(source, 'count(*)', extra),
      check.match === 'subset' ? `'0'` : missingSql(source, check.values),
      over(source, 'count(*)'),
    ],
    offenders: check.match === 'superset' ? null : offendersSql(source, { extra, located: data.located }),
    read: ([unlisted, missing, rows]) => read(check, { unlisted: Number(unlisted), missing: String(missing), rows: Number(rows) }),
  }
}

interface Counts {
  readonly unlisted: number
  readonly missing: string
  readonly rows: number
}

function read({ values }: CheckOf<'distinct_values'>, { unlisted, missing, rows }: Counts): Finding {
  const [count = 0, first = 0] = missing.split(' ').map(Number)
  if (unlisted === 0 && count === 0) return passing()
  const messages = [
    ...(unlisted === 0 ? [] : [`${unlisted} row${unlisted === 1 ? ' has a value that is' : 's have values that are'} not listed`]),
    ...(count === 0
      ? []
      : [`${count} listed value${count === 1 ? ' does' : 's do'} not occur, ${JSON.stringify(values[first])} ${count === 1 ? 'that is' : 'first'}`]),
  ]
  return { outcome: 'fail', observed: null, failed: unlisted, share: rows === 0 ? 0 : unlisted / rows, message: messages.join('; ') }
}

/** SQL of a text: how many listed values do not occur, and the place of the first. */
function missingSql(source: AggregateSource, values: readonly Scalar[]): string {
  const whole = source.family === 'integer'
  // No integer is a fraction; the others are compared as they are.
  const fractions = values.flatMap((value, at) => (whole && typeof value === 'number' && !Number.isInteger(value) ? [at] : []))
  const rest = values.flatMap((value, at) => (fractions.includes(at) ? [] : [`(${at}, ${literal(value, source.column.type)})`]))
  const listed =
    rest.length === 0 ? `select 0 as i where false` : `select i from (values ${rest.join(', ')}) l(i, v) where v not in (${present(source)})`
  const never = fractions.length === 0 ? '' : ` union all select unnest([${fractions.join(', ')}]) as i`
  return `(select concat_ws(' ', count(*), min(i)) from (${listed}${never}))`
}

function present(source: AggregateSource): string {
  return `select ${source.value} ${rowsOf(source, `${source.value} is not null`)}`
}

function offendersSql(source: AggregateSource, { extra, located }: { readonly extra: string; readonly located: CompileData['located'] }): string {
  const rows = rowsOf({ relation: located.relation, where: source.where }, extra)
  return `select ${located.row} as "row", ${located.file} as "file", ${source.value}::VARCHAR as "value" ${rows}`
}
