import { type Rows, unitsOf } from '@seaworthy/metrics'
import type { Seed } from '@seaworthy/stats'
import type { Grouping } from '../../scored/grouping.ts'
import { drawRows } from '../probing/draw-rows.ts'

/** Some units, and the rows of the test set that they are made of, unit by unit. */
export interface SampledUnits {
  readonly units: Uint32Array
  readonly rows: Uint32Array
}

export interface SampleSize {
  /** About so many rows; one unit at least. */
  readonly size: number
  readonly seed: Seed
}

/** Units drawn without replacement, each set of so many as likely. Where several rows are one unit, units are drawn whole. */
export function sampledUnits(rows: Rows, grouping: Grouping | null, { size, seed }: SampleSize): SampledUnits {
  const units = unitsOf(rows)
  if (grouping === null) {
    const drawn = drawRows({ rows: units, size, seed })
    return { units: drawn, rows: drawn }
  }
  const { starts, order } = grouping
  const drawn = drawRows({ rows: units, size: Math.max(1, Math.round((size * units) / order.length)), seed })
  return { units: drawn, rows: Uint32Array.from([...drawn].flatMap((unit) => [...order.subarray(starts[unit], starts[unit + 1])])) }
}
