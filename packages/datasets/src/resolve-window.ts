import type { Engine } from './engine.ts'
import { DatasetsError } from './errors.ts'
import type { Table } from './table.ts'
import { lastWindow, type ResolvedWindow, timeRange, type WindowRule } from './window.ts'

export interface WindowQuestion {
  readonly rule: WindowRule
  readonly time: string | null
  /** For `before`: the window of the dataset that it names. */
  readonly until?: ResolvedWindow | null
}

/** A rule as times. Null takes all rows. */
export async function resolveWindow(
  engine: Engine,
  table: () => Promise<Table>,
  { rule, time, until }: WindowQuestion,
): Promise<ResolvedWindow | null> {
  if (rule.kind === 'all') return null
  if (rule.kind === 'before') {
    if (!until?.after)
      throw new DatasetsError('WINDOW_UNRESOLVED', `the window of "${rule.dataset}" has no beginning, so nothing lies before it`, {
        hint: `give "${rule.dataset}" a window such as "last 1 month"`,
      })
    return { time: time ?? until.time, after: null, until: until.after }
  }
  if (time === null)
    throw new DatasetsError('WINDOW_UNRESOLVED', `"last ${rule.count} ${rule.unit}" needs a time column`, { hint: 'add time: COLUMN' })
  const range = await timeRange(engine, await table(), time)
  if (!range) throw new DatasetsError('WINDOW_UNRESOLVED', `the column "${time}" holds no time at all`)
  return lastWindow(range.max, { time, count: rule.count, unit: rule.unit })
}
