import { describe, expect, it } from 'vitest'
import { comparableColumns, dataChanges } from './data-changes.ts'
import type { ColumnProfile, Profile } from './profile.ts'

const plain = { missing: 0, distinct: null, numeric: null, categories: null, datetime: null } as const

function numeric(name: string, counts: readonly number[], more: Partial<ColumnProfile> = {}): ColumnProfile {
  const count = counts.reduce((sum, one) => sum + one, 0)
  return { ...plain, name, kind: 'numeric', count, numeric: { min: 0, max: 3, mean: 1, standardDeviation: 1, edges: [1, 2], counts }, ...more }
}
function categorical(name: string, categories: Record<string, number>): ColumnProfile {
  const entries = Object.entries(categories).map(([value, count]) => ({ value, count }))
  return { ...plain, name, kind: 'categorical', count: entries.reduce((sum, { count }) => sum + count, 0), categories: entries }
}
const profile = (...columns: readonly ColumnProfile[]): Profile => ({
  schema: 'seaworthy.profile/1',
  rows: Math.max(...columns.map(({ count, missing }) => count + missing)),
  window: null,
  columns,
})
const compare = (before: Profile, after: Profile, label: string | null = null) => {
  const common = new Set(comparableColumns(before, after).columns.map(({ name }) => name))
  const afterOnBins = { ...after, columns: after.columns.filter(({ name }) => common.has(name)) }
  return dataChanges({ version: '1.0.0', before, after, afterOnBins, label })
}

describe('dataChanges', () => {
  it('names columns that came, went and changed their kind, first', () => {
    const before = profile(numeric('a', [500, 300, 200]), numeric('gone', [1000, 0, 0]), numeric('b', [500, 300, 200]))
    const after = profile(numeric('a', [500, 300, 200]), categorical('b', { x: 1000 }), categorical('fresh', { x: 1000 }))
    expect(compare(before, after).columns.map(({ name, change }) => `${name} ${change}`)).toEqual(['fresh added', 'gone removed', 'b type', 'a none'])
  })

  it('calls a shift one that is large and beyond chance', () => {
    const { columns } = compare(profile(numeric('a', [500, 300, 200])), profile(numeric('a', [200, 300, 500])))
    expect(columns).toMatchObject([{ name: 'a', change: 'shifted', shifted: true }])
    expect(columns[0]?.psi).toBeCloseTo(0.55, 2)
    expect(compare(profile(numeric('a', [500, 300, 200])), profile(numeric('a', [505, 297, 198]))).columns).toMatchObject([{ change: 'none' }])
  })

  it('shows the balance of labels that are words, and of a number with two values', () => {
    const words = compare(profile(categorical('y', { no: 800, yes: 200 })), profile(categorical('y', { no: 500, yes: 500 })), 'y')
    expect(words.labels).toEqual([
      { value: 'no', before: 0.8, after: 0.5 },
      { value: 'yes', before: 0.2, after: 0.5 },
    ])
    const binary = (mean: number) =>
      numeric('y', [1000, 0, 0], { distinct: 2, numeric: { min: 0, max: 1, mean, standardDeviation: 0.4, edges: [1, 2], counts: [1000, 0, 0] } })
    expect(compare(profile(binary(0.25)), profile(binary(0.5)), 'y').labels).toEqual([
      { value: '0', before: 0.75, after: 0.5 },
      { value: '1', before: 0.25, after: 0.5 },
    ])
  })

  it('says nothing of labels that are amounts, or not there', () => {
    const amounts = profile(numeric('y', [500, 300, 200]))
    expect(compare(amounts, amounts, 'y').labels).toBeNull()
    expect(compare(amounts, amounts, 'z').labels).toBeNull()
  })

  it('shows rows and missing values of both', () => {
    const found = compare(profile(numeric('a', [100, 0, 0], { missing: 100 })), profile(numeric('a', [300, 0, 0])))
    expect([found.rows, found.columns[0]?.missing]).toEqual([
      { before: 200, after: 300 },
      { before: 0.5, after: 0 },
    ])
  })
})
