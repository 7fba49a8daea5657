import type { Session } from '@seaworthy/datasets'
import type { LockedDataset } from '../locked-data.ts'
import { keysOf } from './keys-of-rows.ts'
import { columnOf } from './labels.ts'

/** How far a series moves from one row to the next: the errors of a forecast that says "as last time". */
export interface NaiveErrors {
  /** Mean absolute difference. */
  readonly absolute: number
  /** Mean squared difference. */
  readonly squared: number
}

export interface History {
  readonly dataset: LockedDataset
  readonly label: string
  readonly series: readonly string[]
}

interface Point {
  readonly time: number | string
  readonly value: number
}

/**
 * The errors of the naive forecast of one step within training rows, by series: what MASE and RMSSE divide by. Rows of a series are
 * taken by time where the data have one, else as they stand; rows without a label are passed over.
 */
export async function naiveErrors(session: Session, { dataset, label, series }: History): Promise<ReadonlyMap<string, NaiveErrors>> {
  const { files, reading, window, plan } = dataset
  const columns = [...new Set([label, ...series, ...(plan.time ? [plan.time] : [])])]
  const points = new Map<string, Point[]>()
  let row = 0
  for await (const batch of session.read({ files, reading, window, columns })) {
    const keys = keysOf(batch, series)
    const values = columnOf(batch, label).data
    const times = plan.time ? columnOf(batch, plan.time).data : null
    for (let at = 0; at < batch.rows; at++, row++) {
      const value = Number(values[at] ?? Number.NaN)
      if (!Number.isFinite(value)) continue
      const key = String(keys[at] ?? 'null')
      const known = points.get(key)
      const point = { time: times?.[at] ?? row, value }
      if (known) known.push(point)
      else points.set(key, [point])
    }
  }
  return new Map([...points].map(([key, all]) => [key, errorsOf(all)]))
}

function errorsOf(points: readonly Point[]): NaiveErrors {
  const sorted = points.toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
  let [absolute, squared] = [0, 0]
  for (let at = 1; at < sorted.length; at++) {
    const step = (sorted[at]?.value ?? 0) - (sorted[at - 1]?.value ?? 0)
    absolute += Math.abs(step)
    squared += step ** 2
  }
  const steps = sorted.length - 1
  return steps < 1 ? { absolute: Number.NaN, squared: Number.NaN } : { absolute: absolute / steps, squared: squared / steps }
}
