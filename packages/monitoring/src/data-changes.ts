import type { DataChanges } from '@seaworthy/record'
import { compareProfiles } from './compare-profiles.ts'
import type { ColumnProfile, Profile } from './profile.ts'

export interface DataChangesQuestion {
  /** The version in production, whose training rows `before` describes. */
  readonly version: string
  readonly before: Profile
  /** Of the rows that are read now. */
  readonly after: Profile
  /** The same rows, counted on the bins of `before`: the columns that both have, in the same kind. */
  readonly afterOnBins: Profile
  /** Null where the data have none. */
  readonly label: string | null
}

const maxColumns = 500
const maxLabels = 20

/**
 * The data that training reads beside those that production was trained on: rows, columns that came, went or changed their kind,
 * the shift of each (population stability index; shifted as {@link compareProfiles} decides) and the balance of the labels.
 * Columns in the order: those that came or went, changed, shifted (largest first), the rest.
 */
export function dataChanges({ version, before, after, afterOnBins, label }: DataChangesQuestion): DataChanges {
  const drift = new Map(compareProfiles({ reference: onlyColumns(before, afterOnBins), current: afterOnBins }).map((one) => [one.column, one]))
  const now = new Map(after.columns.map((column) => [column.name, column]))
  const known = before.columns.map((column): ColumnChange => {
    const other = now.get(column.name)
    const found = drift.get(column.name)
    const missing = other ? { before: rate(column, before), after: rate(other, after) } : null
    const psi = found?.tests.find(({ method }) => method === 'psi')?.value ?? null
    const shifted = found?.drifted ?? false
    const change = !other ? 'removed' : other.kind !== column.kind ? 'type' : shifted ? 'shifted' : 'none'
    return { name: column.name, change, kind: other?.kind ?? column.kind, psi, missing, shifted }
  })
  const names = new Set(before.columns.map(({ name }) => name))
  const added = after.columns
    .filter(({ name }) => !names.has(name))
    .map(({ name, kind }): ColumnChange => ({ name, change: 'added', kind, psi: null, missing: null, shifted: false }))
  return {
    version,
    rows: { before: before.rows, after: after.rows },
    columns: [...added, ...known].toSorted(byWeight).slice(0, maxColumns),
    labels: label === null ? null : labelBalance(before, after, label),
  }
}

type ColumnChange = DataChanges['columns'][number]

/** Columns of a reference that another profile was counted like. */
export function comparableColumns(before: Profile, after: Profile): Profile {
  const kinds = new Map(after.columns.map(({ name, kind }) => [name, kind]))
  return { ...before, columns: before.columns.filter(({ name, kind }) => kinds.get(name) === kind) }
}

function onlyColumns(before: Profile, { columns }: Profile): Profile {
  const names = new Set(columns.map(({ name }) => name))
  return { ...before, columns: before.columns.filter(({ name }) => names.has(name)) }
}

function rate({ missing }: ColumnProfile, { rows }: Profile): number {
  return rows === 0 ? 0 : missing / rows
}

const weights = { added: 0, removed: 0, type: 1, shifted: 2, none: 3 } as const

function byWeight(one: ColumnChange, other: ColumnChange): number {
  return weights[one.change] - weights[other.change] || (other.psi ?? 0) - (one.psi ?? 0) || (one.name < other.name ? -1 : 1)
}

function labelBalance(before: Profile, after: Profile, label: string): DataChanges['labels'] {
  const [old, now] = [sharesOf(before, label), sharesOf(after, label)]
  if (!old || !now) return null
  const values = [...new Set([...old.keys(), ...now.keys()])]
  return values
    .map((value) => ({ value, before: old.get(value) ?? 0, after: now.get(value) ?? 0 }))
    .toSorted((one, other) => other.before - one.before || other.after - one.after || (one.value < other.value ? -1 : 1))
    .slice(0, maxLabels)
}

// A label that is a number of few values: each of its bins holds one of them.
function sharesOf(profile: Profile, label: string): ReadonlyMap<string, number> | null {
  const column = profile.columns.find(({ name }) => name === label)
  if (!column || column.count === 0) return null
  if (column.categories) return new Map(column.categories.map(({ value, count }) => [value, count / column.count]))
  const { numeric } = column
  if (!numeric || column.distinct !== 2 || numeric.min === null || numeric.max === null || numeric.mean === null) return null
  const high = (numeric.mean - numeric.min) / (numeric.max - numeric.min)
  return new Map([
    [String(numeric.min), 1 - high],
    [String(numeric.max), high],
  ])
}
