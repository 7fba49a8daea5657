import { quoteIdentifier } from '@seaworthy/contracts'
import type { Engine } from '../engine.ts'
import { windowClause } from '../window.ts'
import type { Split } from './leakage.ts'

interface Compared {
  readonly train: Split
  readonly test: Split
  /** In both splits, of one type. */
  readonly columns: readonly string[]
}

/** Rows of test that stand in train as well. */
export async function repeatedRows(engine: Engine, { train, test, columns }: Compared): Promise<number> {
  const [row = []] = await engine.rows(`select count(*) from (${hashed(test, columns)}) t semi join (${hashed(train, columns)}) s using (h, k)`)
  return Number(row[0])
}

/** Rows of test whose id, no part of it null, stands in train. */
export async function sharedIds(engine: Engine, { train, test, columns }: Compared): Promise<number> {
  const known = columns.map((name) => `${quoteIdentifier(name)} is not null`)
  const [row = []] = await engine.rows(
    `select count(*) from (${hashed(test, columns, known)}) t semi join (${hashed(train, columns, known)}) s using (h, k)`,
  )
  return Number(row[0])
}

/** Rows in a group of equal features with more than one label; rows without a label count for nothing. */
export async function conflictingLabels(
  engine: Engine,
  { train, test, columns, label }: Compared & { readonly label: string },
): Promise<{ readonly train: number; readonly test: number }> {
  const truth = quoteIdentifier(label)
  const side = (split: Split, name: string) =>
    `select ${pair(columns)}, hash(${truth}) as y, ${name === 'train' ? 1 : 0} as train from ${from(split, [`${truth} is not null`])}`
  const groups = `select count(*) filter (where train = 1) as a, count(*) filter (where train = 0) as b from (${side(train, 'train')} union all ${side(test, 'test')}) group by h, k having min(y) <> max(y)`
  const [row = []] = await engine.rows(`select coalesce(sum(a), 0), coalesce(sum(b), 0) from (${groups})`)
  return { train: Number(row[0]), test: Number(row[1]) }
}

function hashed(split: Split, columns: readonly string[], conditions: readonly string[] = []): string {
  return `select ${pair(columns)} from ${from(split, conditions)}`
}

// Two hashes of 64 bits: among 10 million rows on each side one alone would find a false pair in 1 of 200,000 runs.
function pair(columns: readonly string[]): string {
  const names = columns.map(quoteIdentifier).join(', ')
  return `hash(${names}) as h, hash('seaworthy', ${names}) as k`
}

function from({ table, window }: Split, conditions: readonly string[]): string {
  const clause = windowClause(table, window)
  if (conditions.length === 0) return `${table.relation}${clause}`
  return `${table.relation}${clause === '' ? ' where ' : `${clause} and `}${conditions.join(' and ')}`
}
