import type { Engine } from '../engine.ts'
import type { Table } from '../table.ts'
import { type ResolvedWindow, timeRange, windowClause } from '../window.ts'
import { conflictingLabels, repeatedRows, sharedIds } from './equal-rows.ts'
import { type LabelFeature, labelFeatures } from './label-features.ts'

/** One of the two sides: the rows of a table that lie in a window. */
export interface Split {
  readonly table: Table
  readonly window: ResolvedWindow | null
}

export interface LeakageQuestion {
  readonly train: Split
  readonly test: Split
  /** Columns that name the unit of a row; none where nothing is declared. */
  readonly ids: readonly string[]
  readonly label: string | null
  readonly time: string | null
  /** What is to be looked for. */
  readonly kinds: ReadonlySet<LeakageKind>
}

export type LeakageKind = 'duplicate_rows' | 'shared_ids' | 'time_overlap' | 'conflicting_labels' | 'label_in_feature'

/** Counts of rows of the test set, unless said otherwise; null where it was not asked for, or the columns for it are missing. */
export interface Leakage {
  readonly testRows: number
  readonly trainRows: number
  /** Rows that stand in train as well, in all columns. */
  readonly duplicateRows: number | null
  /** Rows whose id stands in train. */
  readonly sharedIds: number | null
  /** Rows at or before the newest time of train. */
  readonly timeOverlap: { readonly rows: number; readonly trainUntil: string; readonly testFrom: string } | null
  /** Rows that equal another (of either split) in every feature and differ in the label. */
  readonly conflictingLabels: { readonly train: number; readonly test: number } | null
  /** Features of train that alone nearly tell the label, strongest first; `rows` of train were looked at, some 100,000 of more. */
  readonly labelFeatures: { readonly rows: number; readonly found: readonly LabelFeature[] } | null
}

/**
 * What one split knows of another. Rows are compared by two independent 64-bit hashes of their common columns; nulls are equal to
 * nulls. Equal data give equal answers for any number of threads.
 */
export async function leakage(engine: Engine, question: LeakageQuestion): Promise<Leakage> {
  const { train, test, ids, label, time, kinds } = question
  const shared = commonColumns(train.table, test.table)
  const has = (name: string | null): name is string => name !== null && shared.includes(name)
  const features = shared.filter((name) => name !== label && name !== time && !ids.includes(name))
  const asked = (kind: LeakageKind) => kinds.has(kind)
  const idsKnown = ids.length > 0 && ids.every(has)
  return {
    trainRows: await rowsOf(engine, train),
    testRows: await rowsOf(engine, test),
    duplicateRows: asked('duplicate_rows') && shared.length > 0 ? await repeatedRows(engine, { train, test, columns: shared }) : null,
    sharedIds: asked('shared_ids') && idsKnown ? await sharedIds(engine, { train, test, columns: ids }) : null,
    timeOverlap: asked('time_overlap') && has(time) ? await overlap(engine, question, time) : null,
    conflictingLabels:
      asked('conflicting_labels') && has(label) && features.length > 0
        ? await conflictingLabels(engine, { train, test, columns: features, label })
        : null,
    labelFeatures: asked('label_in_feature') && has(label) ? await labelFeatures(engine, { split: train, features, label }) : null,
  }
}

function commonColumns(train: Table, test: Table): readonly string[] {
  const types = new Map(test.columns.map(({ name, type }) => [name, type]))
  return train.columns.filter(({ name, type }) => types.get(name) === type).map(({ name }) => name)
}

async function rowsOf(engine: Engine, { table, window }: Split): Promise<number> {
  const [row = []] = await engine.rows(`select count(*) from ${table.relation}${windowClause(table, window)}`)
  return Number(row[0])
}

async function overlap(engine: Engine, { train, test }: LeakageQuestion, time: string): Promise<Leakage['timeOverlap']> {
  const before = await timeRange(engine, within(train), time)
  const after = await timeRange(engine, within(test), time)
  if (!before || !after || after.min > before.max) return null
  const upTo: ResolvedWindow = { time, after: null, until: before.max }
  const [row = []] = await engine.rows(`select count(*) from ${within(test).relation}${windowClause(within(test), upTo)}`)
  return { rows: Number(row[0]), trainUntil: before.max, testFrom: after.min }
}

/** The rows of a split as a table of their own. */
export function within({ table, window }: Split): Table {
  if (!window) return table
  // The cheaper way to the same rows knows of no window.
  const { lean: _, ...whole } = table
  return { ...whole, relation: `(select * from ${table.relation}${windowClause(table, window)})` }
}
