import { nothingMeasured } from '../counted-values.ts'
import { numericSummary } from '../numeric-summary.ts'
import type { Sample } from '../profile/profile-sample.ts'
import type { Source } from '../profile/source.ts'
import { type ColumnProfile, type DerivedProfile, maxDistinct, type ShapeColumn } from '../profile.ts'
import { type DerivationPlan, derivationOf } from './derivation.ts'

export interface DerivedQuestion {
  /** Numbers about columns that are not shown are shapes and lengths: they are derived all the same. */
  readonly columns: readonly Pick<ColumnProfile, 'name' | 'type' | 'text'>[]
  /** The derived columns of a reference, with its edges; null to choose them by these data. */
  readonly like: readonly ShapeColumn[] | null
}

/** Numbers about the sampled texts, images and vectors, each as a numeric column `<column>.<measure>`; null where there are none. */
export async function derivedProfile(source: Source, sample: Sample, { columns, like }: DerivedQuestion): Promise<DerivedProfile | null> {
  const wanted = like && new Set(like.map(({ derivedFrom }) => derivedFrom?.column))
  const plans = columns
    .filter(({ name }) => wanted?.has(name) ?? true)
    .map((column) => derivationOf(column, wanted !== null))
    .filter((plan) => plan !== null)
  const edges = new Map(like?.map(({ name, numeric }) => [name, numeric?.edges ?? []]))
  const derived: ColumnProfile[] = []
  for (const plan of plans) {
    const values = await measuredValues(source, sample, plan)
    for (const [at, measure] of plan.measures.entries()) {
      const name = `${plan.column}.${measure}`
      if (like !== null && !edges.has(name)) continue
      const column = derivedColumn(values[at] ?? [], edges.get(name) ?? null)
      // What is missing of every value, such as the size of what is no image, is no column.
      if (column.count > 0 || like !== null)
        derived.push({ ...column, name, missing: sample.rows - column.count, derivedFrom: { column: plan.column, measure } })
    }
  }
  return derived.length === 0 ? null : { rows: sample.rows, columns: derived }
}

async function measuredValues({ engine }: Source, { relation, original }: Sample, plan: DerivationPlan): Promise<readonly (readonly number[])[]> {
  const values = plan.measures.map((): number[] => [])
  using reading = await engine.stream(`select ${plan.sql} from ${plan.isLarge ? original : relation}`)
  for (;;) {
    const chunk = await reading.result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) return values
    for (const value of chunk.getColumnValues(0))
      for (const [at, number] of plan.measure(value).entries()) if (number !== null && Number.isFinite(number)) values[at]?.push(number)
  }
}

function derivedColumn(values: readonly number[], edges: readonly number[] | null): Omit<ColumnProfile, 'name' | 'missing' | 'derivedFrom'> {
  const ascending = Float64Array.from(values).sort()
  const counts = new Map<number, number>()
  for (const value of ascending) counts.set(value, (counts.get(value) ?? 0) + 1)
  const numeric = numericSummary({ values: Float64Array.from(counts.keys()), counts: Float64Array.from(counts.values()) }, edges)
  const distinct = counts.size > maxDistinct ? null : counts.size
  const rest = { order: null, hidden: false, personal: [] } as const
  return { ...nothingMeasured, kind: 'numeric', type: 'DOUBLE', count: values.length, distinct, numeric, ...rest }
}
