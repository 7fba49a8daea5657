import type { Scalar } from '../../check.ts'
import type { Reference } from '../../reference.ts'
import { incomparable } from '../comparison-sql.ts'
import { literal } from '../literal.ts'
import { type AggregateSource, rowsOf } from './aggregate-source.ts'
import type { Cell } from './distribution-cells.ts'

type Listed = Extract<Reference, { kind: 'values' }>

/** SQL of a text of how often the listed values come, by their place, and how many others come how often; or why there is none. */
export function valueCountsSql(source: AggregateSource, { values, weights }: Listed): { readonly sql: string } | { readonly message: string } {
  if (values.length === 0 || values.length !== weights.length)
    return { message: `the reference has ${values.length} values and ${weights.length} weights` }
  const listed: string[] = []
  for (const [at, given] of values.entries()) {
    const value = typed(given, source)
    const text = literal(value, source.column.type)
    if (text === null) return { message: incomparable(source.column, given) }
    // No integer is a fraction, and beside one all would be compared as doubles.
    if (source.family !== 'integer' || typeof value !== 'number' || Number.isInteger(value)) listed.push(`(${at}, ${text})`)
  }
  if (new Set(values).size < values.length) return { message: 'the reference lists a value twice' }
  const present = source.floating ? `not isnan(${source.value})` : `${source.value} is not null`
  const counts = `select v, count(*) as n from (select ${source.value} as v ${rowsOf(source, present)}) group by v`
  const named = listed.length === 0 ? 'select null as i, null as w where false' : `values ${listed.join(', ')}`
  const kinds = `select i, n, count(*) as k from (${counts}) c left join (${named}) l(i, w) on c.v = l.w group by i, n`
  return { sql: `(select string_agg(concat_ws(' ', coalesce(i, -1), n, k), ';') from (${kinds}))` }
}

// A profile keeps the texts of truth values.
function typed(value: Scalar, { family }: AggregateSource): Scalar {
  return family === 'boolean' && (value === 'true' || value === 'false') ? value === 'true' : value
}

/** Reads it: the listed values in their order, then those that are not listed, the rarest first. No cells where there are no values. */
export function readValueCells(text: unknown, { weights }: Listed): readonly Cell[] {
  if (typeof text !== 'string' || text === '') return []
  const found = text.split(';').map((part) => part.split(' ').map(Number))
  const counts = new Map(found.map(([at = -1, count = 0]) => [at, count]))
  const others = found.filter(([at]) => at === -1).map(([, current = 0, times = 0]): Cell => ({ current, reference: 0, times }))
  return [
    ...weights.map((reference, at): Cell => ({ current: counts.get(at) ?? 0, reference, times: 1 })),
    ...others.sort((a, b) => a.current - b.current),
  ]
}
