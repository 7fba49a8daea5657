import type { CheckOf } from '../../check.ts'
import { quoteText } from '../../sql/sql-text.ts'
import { columnNamed, noColumn, shownTogether, valueSql } from '../columns.ts'
import { type Compiled, type Finding, failing, passing } from '../compiled.ts'
import type { CompileData, DataColumn } from '../data.ts'
import { notDecided } from '../row-check.ts'
import { type OtherTable, otherColumn, otherTable } from './references-other.ts'

/** As many rows as the other table has. */
export function compileSameRowCount({ table }: CheckOf<'same_row_count'>, data: CompileData): Compiled {
  const other = otherTable(data, table)
  if ('message' in other) return notDecided(other.message)
  return {
    kind: 'scalars',
    sql: [`(select count(*) from ${other.relation})`],
    offenders: null,
    read: ([count], rows) => (Number(count) === rows ? passing(rows) : failing(`the data have ${rows} rows, "${table}" has ${Number(count)}`, rows)),
  }
}

/**
 * The same rows in any order, each as often: columns are told by their names, and nulls are equal. Rows of either side that the
 * other lacks offend; those of the other table have no number here, and `row` and `file` of theirs are null.
 */
export function compileSameRows(check: CheckOf<'same_rows'>, data: CompileData): Compiled {
  const other = otherTable(data, check.table)
  if ('message' in other) return notDecided(other.message)
  const own = check.columns === null ? data.columns : check.columns.map((name) => columnNamed(data, name))
  const extra = check.columns === null ? other.columns.find(({ name }) => !data.columns.some((column) => column.name === name)) : undefined
  if (extra) return { kind: 'decided', finding: failing(`"${check.table}" has a column "${extra.name}": ${noColumn(extra.name, data.columns)}`) }
  for (const column of own) {
    const found = otherColumn(column, { table: { ...other, name: check.table }, name: column.name })
    if ('message' in found) return check.columns === null ? { kind: 'decided', finding: failing(found.message) } : notDecided(found.message)
  }
  const columns = own.map(valueSql).join(', ')
  const [ours, theirs] = [`select ${columns} from ${data.relation}`, `select ${columns} from ${other.relation}`]
  return {
    kind: 'scalars',
    sql: [
      `(select count(*) from (${ours} except all ${theirs}))`,
      `(select count(*) from (${theirs} except all ${ours}))`,
      `(select count(*) from ${other.relation})`,
    ],
    offenders: offendersSql(own, { data, other, name: check.table }),
    read: ([only, lacking, count], rows) => read(check.table, { only: Number(only), lacking: Number(lacking), rows: rows + Number(count) }),
  }
}

interface Differences {
  readonly only: number
  readonly lacking: number
  /** Of both tables. */
  readonly rows: number
}

function read(table: string, { only, lacking, rows }: Differences): Finding {
  const failed = only + lacking
  if (failed === 0) return passing()
  const message = `rows that only the data have: ${only}; rows that only "${table}" has: ${lacking}`
  return { outcome: 'fail', observed: null, failed, share: failed / rows, message }
}

interface Sides {
  readonly data: CompileData
  readonly other: OtherTable
  readonly name: string
}

function offendersSql(own: readonly DataColumn[], { data, other, name }: Sides): string {
  const { relation, row, file } = data.located
  const typed = own.map((column) => ({ ...column, raw: null }))
  const ours = { from: relation, place: `${row} as "row", ${file} as "file"`, order: row, against: other.relation }
  const theirs = { from: other.relation, place: 'null::BIGINT as "row", null::BIGINT as "file"', order: 'null', against: data.relation }
  return `${surplus(typed, { ...ours, label: 'only in the data' })} union all ${surplus(typed, { ...theirs, label: `only in "${name}"` })}`
}

interface Side {
  readonly from: string
  readonly place: string
  readonly order: string
  readonly against: string
  readonly label: string
}

/** The rows of one side beyond as many equal ones as the other has. */
function surplus(columns: readonly DataColumn[], { from, place, order, against, label }: Side): string {
  const keys = columns.map(valueSql)
  const named = keys.map((key, at) => `${key} as "k${at}"`).join(', ')
  const shown = `${quoteText(`${label}: `)} || ${shownTogether(columns)}`
  const nth = `row_number() over (partition by ${keys.join(', ')} order by ${order})`
  const rows = `select ${place}, ${shown} as "value", ${nth} as "nth", ${named} from ${from}`
  const counts = `select ${named}, count(*) as "times" from ${against} group by ${keys.join(', ')}`
  const same = keys.map((_, at) => `l."k${at}" is not distinct from r."k${at}"`).join(' and ')
  return `select l."row", l."file", l."value" from (${rows}) l left join (${counts}) r on ${same} where l."nth" > coalesce(r."times", 0)`
}
