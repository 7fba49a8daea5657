import { quoteIdentifier } from '@seaworthy/contracts'
import type { ColumnProfile } from '../profile.ts'
import type { Source, SourceColumn } from './source.ts'

type Order = ColumnProfile['order']

/** Most columns show within so many rows that they have no order. */
const prefixRows = 2_000

/** How the values of columns without missing ones follow each other in the order of the files. */
export async function valueOrders(source: Source, columns: readonly SourceColumn[]): Promise<ReadonlyMap<string, Order>> {
  const prefix = `(select * from ${source.from} limit ${prefixRows})`
  const first = await ordersIn(source, prefix, columns)
  const hopeful = columns.filter(({ name }) => (first.get(name) ?? null) !== null)
  return source.rows <= prefixRows ? first : await ordersIn(source, source.from, hopeful)
}

const columnsPerStatement = 100

// lag() without an order goes by the rows as they are read, without keeping them.
async function ordersIn({ engine }: Source, from: string, columns: readonly SourceColumn[]): Promise<ReadonlyMap<string, Order>> {
  const found = new Map<string, Order>()
  for (let at = 0; at < columns.length; at += columnsPerStatement) {
    const some = columns.slice(at, at + columnsPerStatement)
    const pairs = some
      .map(({ name }, index) => `${quoteIdentifier(name)} as x${index}, lag(${quoteIdentifier(name)}) over () as p${index}`)
      .join(', ')
    const items = some.map((_, index) => `coalesce(bool_and(x${index} >= p${index}), true), coalesce(bool_and(x${index} <= p${index}), true)`)
    const [row = []] = await engine.rows(`select ${items.join(', ')} from (select ${pairs} from ${from})`)
    for (const [index, { name }] of some.entries()) found.set(name, orderOf(row[2 * index] === true, row[2 * index + 1] === true))
  }
  return found
}

function orderOf(rises: boolean, falls: boolean): Order {
  if (rises) return falls ? 'constant' : 'increasing'
  return falls ? 'decreasing' : null
}
