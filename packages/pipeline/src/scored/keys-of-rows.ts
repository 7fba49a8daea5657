import type { Batch } from '@seaworthy/datasets'
import { columnOf } from './labels.ts'

/** What names each row's series or query: a value, or of several columns their values together. */
export function keysOf(batch: Batch, columns: readonly string[]): ArrayLike<string | number | null> {
  const [first, ...others] = columns.map((name) => columnOf(batch, name).data)
  if (first === undefined) return new Uint8Array(batch.rows)
  if (others.length === 0) return first
  return Array.from({ length: batch.rows }, (_, row) => [first, ...others].map((data) => String(data[row] ?? 'null')).join(' · '))
}
