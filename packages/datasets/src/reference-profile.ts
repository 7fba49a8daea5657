import { type Check, type CheckOf, nearest, type Reference } from '@seaworthy/contracts'

/** As much of a column's profile as a check of its distribution needs. */
export interface ReferenceColumn {
  readonly name: string
  readonly kind: 'numeric' | 'categorical' | 'datetime'
  readonly count: number
  readonly distinct: number | null
  /** Bin i holds values above edge i - 1 and up to edge i; both ends are null where they are hidden. */
  readonly numeric: {
    readonly min: number | null
    readonly max: number | null
    readonly edges: readonly number[]
    readonly counts: readonly number[]
  } | null
  readonly categories: readonly { readonly value: string; readonly count: number }[] | null
  /** Whether its values stand there in a form that no data can be compared with. */
  readonly hidden?: boolean | undefined
}
export interface ReferenceProfile {
  readonly columns: readonly ReferenceColumn[]
}

/** Checks that compare with no profile any more. */
export interface WithProfile {
  readonly checks: readonly Check[]
  /** Those that could not be given a distribution, as they are among `checks`, and why. */
  readonly faults: ReadonlyMap<Check, string>
}

/**
 * Gives each check of drift from a reference profile the distribution of its column: numbers in the bins of the profile, categories
 * by their counts. Other checks stay the same objects.
 */
export function withReferenceProfile(checks: readonly Check[], profile: ReferenceProfile | null): WithProfile {
  const faults = new Map<Check, string>()
  const resolved = checks.map((check): Check => {
    if (check.kind !== 'drift' || check.reference.kind !== 'profile') return check
    const reference = profile === null ? 'the check needs a reference profile, and none was given' : columnReference(check, profile)
    if (typeof reference !== 'string') return { ...check, reference }
    faults.set(check, reference)
    return check
  })
  return { checks: resolved, faults }
}

function columnReference({ column }: CheckOf<'drift'>, { columns }: ReferenceProfile): Reference | string {
  const found = columns.find(({ name }) => name === column)
  if (!found)
    return missing(
      column,
      columns.map(({ name }) => name),
    )
  if (found.count === 0) return `column "${column}" of the reference profile has no values`
  switch (found.kind) {
    case 'numeric':
      return found.numeric ? binned(found.numeric) : `the reference profile keeps no bins of column "${column}"`
    case 'categorical':
      return listed(found)
    case 'datetime':
      return `the reference profile keeps no distribution of the times of column "${column}"`
  }
}

function missing(column: string, names: readonly string[]): string {
  const close = nearest(column, names)
  return `the reference profile has no column "${column}"${close === null ? '' : ` (did you mean "${close}"?)`}`
}

function listed({ name, count, distinct, categories, hidden }: ReferenceColumn): Reference | string {
  if (hidden) return `the values of column "${name}" are hidden in the reference profile: there is nothing to compare with`
  const kept = categories ?? []
  const total = kept.reduce((sum, category) => sum + category.count, 0)
  if (total < count)
    return `the reference profile keeps ${kept.length} of ${distinct === null ? 'the many' : `the ${distinct}`} distinct values of column "${name}": too few to compare with`
  return { kind: 'values', values: kept.map(({ value }) => value), weights: kept.map((category) => category.count) }
}

// The profile's bins end with their edge, those of a check before it.
function binned({ min, max, edges, counts }: NonNullable<ReferenceColumn['numeric']>): Reference {
  const starts = [min ?? Number.NEGATIVE_INFINITY, ...edges.map(above)]
  const last = starts.at(-1) ?? Number.NEGATIVE_INFINITY
  const end = Math.max(max ?? Number.POSITIVE_INFINITY, above(last))
  return { kind: 'bins', edges: [...starts, end], weights: counts, tails: [0, 0] }
}

/** The least double above a number. */
function above(value: number): number {
  if (!Number.isFinite(value)) return value
  if (value === 0) return Number.MIN_VALUE
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  view.setBigInt64(0, view.getBigInt64(0) + (value > 0 ? 1n : -1n))
  return view.getFloat64(0)
}
