import type { Batch, BatchColumn } from '@seaworthy/inference'
import { normalQuantile, RandomSource, seedOf } from '@seaworthy/stats'
import { typo } from './typo.ts'

export type Perturbation = 'noise' | 'missing' | 'swap' | 'typo'

export interface PerturbRequest {
  readonly kind: Perturbation
  /** The columns that the model reads; the others stay as they are. */
  readonly columns: readonly string[]
  /** A text by which it is drawn. A column gets the same noise whatever other columns a model reads. */
  readonly seed: string
}

/** How far noise moves a number: its standard deviation, as a share of the column's. */
const noiseShare = 0.05
/** A column of texts with more different values than this is no category. */
const maxCategories = 100

/**
 * The rows with what data get wrong. `noise`: every number is moved by a normal amount of 5 % of its column's standard deviation,
 * rounded where all of the column are whole. In the others each row is changed in one column, drawn: `missing` takes its value away,
 * `swap` puts another category of the sample in its place, `typo` mistypes a text. Null where no column can be changed so.
 */
export function perturb(batch: Batch, { kind, columns, seed }: PerturbRequest): Batch | null {
  const open = columns.filter((name) => isOpen(batch.values.get(name), kind))
  if (open.length === 0) return null
  const chosen = kind === 'noise' ? null : drawn(batch.rows, open.length, new RandomSource(seedOf(`${seed} ${kind}`)))
  const changed = open.map((name, place): [string, BatchColumn] => {
    const random = new RandomSource(seedOf(`${seed} ${kind} ${name}`))
    const column = batch.values.get(name) as BatchColumn
    return [name, perturbed(column, kind, { random, applies: (row) => chosen === null || chosen[row] === place })]
  })
  return { rows: batch.rows, values: new Map([...batch.values, ...changed]) }
}

function isOpen(column: BatchColumn | undefined, kind: Perturbation): column is BatchColumn {
  if (column === undefined) return false
  switch (kind) {
    case 'noise':
      return column.kind === 'number' && spreadOf(column.data) > 0
    case 'missing':
      return true
    case 'swap':
      return column.kind === 'string' && inRange(categoriesOf(column.data).length, 2, maxCategories)
    case 'typo':
      return column.kind === 'string' && column.data.some((value) => value !== null && value !== '')
  }
}

interface Drawing {
  readonly random: RandomSource
  applies(row: number): boolean
}

function perturbed(column: BatchColumn, kind: Perturbation, { random, applies }: Drawing): BatchColumn {
  if (column.kind === 'number') {
    const { data } = column
    if (kind === 'missing') return { kind: 'number', data: data.map((value, row) => (applies(row) ? Number.NaN : value)) }
    return { kind: 'number', data: noisy(data, random) }
  }
  const { data } = column
  const categories = kind === 'swap' ? categoriesOf(data) : []
  const next = (value: string | null): string | null => {
    if (kind === 'missing') return null
    if (kind === 'swap') return otherThan(categories, value, random)
    return value === null ? null : typo(value, random)
  }
  return { kind: 'string', data: data.map((value, row) => (applies(row) ? next(value) : value)) }
}

function noisy(data: Float64Array, random: RandomSource): Float64Array {
  const whole = data.every((value) => Number.isNaN(value) || Number.isInteger(value))
  const spread = noiseShare * spreadOf(data)
  return data.map((value) => {
    // The middle of one of 2^53 steps: never 0 or 1, whose quantiles are infinite.
    const moved = value + spread * normalQuantile(random.uniform() + 2 ** -54)
    return whole ? Math.round(moved) : moved
  })
}

/** Standard deviation of the numbers that are there. */
function spreadOf(data: Float64Array): number {
  const present = data.filter((value) => Number.isFinite(value))
  if (present.length < 2) return 0
  const mean = present.reduce((sum, value) => sum + value, 0) / present.length
  return Math.sqrt(present.reduce((sum, value) => sum + (value - mean) ** 2, 0) / present.length)
}

function categoriesOf(data: readonly (string | null)[]): readonly string[] {
  return [...new Set(data)].filter((value) => value !== null).sort()
}

function otherThan(categories: readonly string[], value: string | null, random: RandomSource): string {
  const others = categories.filter((one) => one !== value)
  return others[random.below(others.length)] as string
}

function drawn(rows: number, bound: number, random: RandomSource): Uint32Array {
  return Uint32Array.from({ length: rows }, () => random.below(bound))
}

function inRange(value: number, least: number, most: number): boolean {
  return value >= least && value <= most
}
