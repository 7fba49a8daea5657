import { quoteIdentifier } from '@seaworthy/contracts'
import type { Engine } from '../engine.ts'
import { columnType, requireColumn } from '../table.ts'
import { outOfFoldRates, rankCorrelation, separation } from './feature-auc.ts'
import { type Split, within } from './leakage.ts'

/** A feature that alone nearly tells the label. */
export interface LabelFeature {
  readonly column: string
  /** `roc_auc` (of the best told class against the rest), or `spearman` for labels that are numbers; 0.5 or 0 tells nothing, 1 everything. */
  readonly measure: 'roc_auc' | 'spearman'
  readonly value: number
}

/** Above it a feature gives the label away. */
const threshold = 0.95
/** Rows that are looked at, spread evenly: the error of an AUC near 0.95 is then below 0.001. */
const maxRows = 100_000
/** More distinct numbers than this are an amount, not classes. */
const maxClasses = 20

export interface LabelFeaturesQuestion {
  readonly split: Split
  readonly features: readonly string[]
  readonly label: string
}

/**
 * Every feature on its own against the label. A missing value is a value: smaller, or larger, than all others. `rows` are those that were
 * looked at.
 */
export async function labelFeatures(
  engine: Engine,
  { split, features, label }: LabelFeaturesQuestion,
): Promise<{ readonly rows: number; readonly found: readonly LabelFeature[] }> {
  const rows = await sample(engine, split, [label, ...features])
  const truth = await texts(engine, 'v0')
  const classes = [...new Set(truth)].toSorted()
  const numeric = isNumber(split, label) && classes.length > maxClasses
  const amounts = numeric ? Float64Array.from(truth, Number) : null
  const found: LabelFeature[] = []
  if (classes.length < 2) return { rows, found }
  for (const [at, column] of features.entries()) {
    const values = await featureValues(engine, { split, column, alias: `v${at + 1}` })
    const value = amounts ? correlated(values, amounts) : told(values, { truth, classes })
    if (value > threshold) found.push({ column, measure: amounts ? 'spearman' : 'roc_auc', value })
  }
  return { rows, found: found.toSorted((one, other) => other.value - one.value || (one.column < other.column ? -1 : 1)) }
}

// A table of its own, in the order of the rows: what is read from it does not depend on the number of threads.
async function sample(engine: Engine, split: Split, columns: readonly string[]): Promise<number> {
  const { relation, columns: all } = within(split)
  const label = quoteIdentifier(columns[0] ?? '')
  const [counted = []] = await engine.rows(`select count(*) from ${relation} where ${label} is not null`)
  const rows = Number(counted[0])
  const step = Math.max(1, Math.ceil(rows / maxRows))
  const list = columns.map((name, at) => `${quoteIdentifier(name)} as v${at}`).join(', ')
  const names = all.map(({ name }) => quoteIdentifier(name)).join(', ')
  // Which rows: by the hash of their values, so that no order of the files decides.
  const picked = step === 1 ? '' : ` and hash('sample', ${names}) % ${step} = 0`
  await engine.run(
    `create or replace temp table "seaworthy sample" as select ${list}, hash(${names}) as o from ${relation} where ${label} is not null${picked} order by o`,
  )
  const [looked = []] = await engine.rows('select count(*) from "seaworthy sample"')
  return Number(looked[0])
}

async function texts(engine: Engine, alias: string): Promise<readonly string[]> {
  const rows = await engine.rows(`select ${alias}::VARCHAR from "seaworthy sample" order by o, v0`)
  return rows.map(([value]) => String(value))
}

type FeatureValues = { readonly kind: 'numbers'; readonly data: Float64Array } | { readonly kind: 'texts'; readonly data: readonly (string | null)[] }

interface FeatureColumn {
  readonly split: Split
  readonly column: string
  readonly alias: string
}

async function featureValues(engine: Engine, { split, column, alias }: FeatureColumn): Promise<FeatureValues> {
  const type = columnType(requireColumn(split.table, column))
  if (type === 'string' || type === 'boolean') {
    const rows = await engine.rows(`select ${alias}::VARCHAR from "seaworthy sample" order by o, v0`)
    return { kind: 'texts', data: rows.map(([value]) => (typeof value === 'string' ? value : null)) }
  }
  const number = type === 'integer' || type === 'number' ? alias : `epoch_us(${alias}::TIMESTAMP)`
  const rows = await engine.rows(`select ${number}::DOUBLE from "seaworthy sample" order by o, v0`)
  return { kind: 'numbers', data: Float64Array.from(rows, ([value]) => (typeof value === 'number' ? value : Number.NaN)) }
}

function isNumber({ table }: Split, label: string): boolean {
  const type = columnType(requireColumn(table, label))
  return type === 'integer' || type === 'number'
}

interface Classes {
  readonly truth: readonly string[]
  readonly classes: readonly string[]
}

function told(values: FeatureValues, { truth, classes }: Classes): number {
  // Of two classes one tells it all; of very many only the commonest twenty are tried.
  const tried = classes.length === 2 ? classes.slice(1) : commonest(truth, maxClasses)
  return Math.max(
    ...tried.map((name) =>
      against(
        values,
        Uint8Array.from(truth, (one) => (one === name ? 1 : 0)),
      ),
    ),
  )
}

function against(values: FeatureValues, positive: Uint8Array): number {
  if (values.kind === 'texts') return separation(outOfFoldRates(values.data, positive), positive)
  return Math.max(separation(withMissing(values.data, -Infinity), positive), separation(withMissing(values.data, Infinity), positive))
}

function withMissing(values: Float64Array, as: number): Float64Array {
  return values.map((value) => (Number.isNaN(value) ? as : value))
}

function correlated(values: FeatureValues, amounts: Float64Array): number {
  if (values.kind === 'texts') return 0
  return Math.max(...[-Infinity, Infinity].map((as) => Math.abs(rankCorrelation(withMissing(values.data, as), amounts))))
}

function commonest(truth: readonly string[], limit: number): readonly string[] {
  const counts = new Map<string, number>()
  for (const name of truth) counts.set(name, (counts.get(name) ?? 0) + 1)
  const ordered = [...counts].toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
  return ordered.slice(0, limit).map(([name]) => name)
}
