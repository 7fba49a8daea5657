import type { CheckOf } from '../../check.ts'
import { incomparable } from '../comparison-sql.ts'
import { type Compiled, type Finding, passing, undecided } from '../compiled.ts'
import type { CompileData } from '../data.ts'
import { notDecided } from '../row-check.ts'
import { inSetSql } from '../set-sql.ts'
import { type AggregateSource, aggregateSource, noValues, over, rowsOf } from './aggregate-source.ts'

/**
 * The commonest value is listed. Of several that are equally common, with ties allowed one of them is; without, the check fails.
 * Rows that hold an unlisted commonest value offend.
 */
export function compileMostCommon(check: CheckOf<'most_common'>, data: CompileData): Compiled {
  const source = aggregateSource(check, data)
  if ('message' in source) return notDecided(source.message)
  const { sql, wrong } = inSetSql(source.column, check.values)
  if (wrong !== undefined) return notDecided(incomparable(source.column, wrong))
  const listed = `coalesce(${sql}, false)`
  return {
    kind: 'scalars',
    sql: [
      `(select concat_ws(' ', any_value("seaworthy times"), count(*), count_if(${listed})) from ${commonest(source)})`,
      over(source, `count(${source.value})`),
    ],
    offenders: offendersSql(source, { listed, located: data.located }),
    read: ([text, values]) => {
      const [times = 0, commonestValues = 0, listedValues = 0] = String(text).split(' ').map(Number)
      if (commonestValues === 0) return undecided(noValues(source))
      return read(check, { times, commonest: commonestValues, listed: listedValues, values: Number(values) })
    },
  }
}

interface Counts {
  readonly times: number
  readonly commonest: number
  readonly listed: number
  readonly values: number
}

function read({ tiesAllowed }: CheckOf<'most_common'>, { times, commonest, listed, values }: Counts): Finding {
  if (listed > 0 && (tiesAllowed || commonest === 1)) return passing()
  const failed = times * (commonest - listed)
  const each = `${times} of ${values} times`
  const message =
    commonest === 1
      ? `the commonest value comes ${each}, and is not listed`
      : `${commonest} values are equally common (${each} each), ${listed} of them listed`
  return { outcome: 'fail', observed: null, failed, share: failed / values, message }
}

/** SQL of a relation of the commonest values, each with how often it comes. */
function commonest(source: AggregateSource): string {
  const values = `select ${source.value}, count(*) as "seaworthy times" ${rowsOf(source, `${source.value} is not null`)} group by ${source.value}`
  return `(select * from (${values}) qualify "seaworthy times" = max("seaworthy times") over ())`
}

function offendersSql(source: AggregateSource, { listed, located }: { readonly listed: string; readonly located: CompileData['located'] }): string {
  const unlisted = `${source.value} in (select ${source.value} from ${commonest(source)}) and not ${listed}`
  const rows = rowsOf({ relation: located.relation, where: source.where }, unlisted)
  return `select ${located.row} as "row", ${located.file} as "file", ${source.value}::VARCHAR as "value" ${rows}`
}
