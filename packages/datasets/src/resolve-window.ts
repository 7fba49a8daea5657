import type { Engine } from './engine.ts'
import { DatasetsError } from './errors.ts'
import type { Table } from './table.ts'
import { earlier, lastWindow, type ResolvedWindow, timeRange, type WindowRule } from './window.ts'

export interface WindowQuestion {
  readonly rule: WindowRule
  readonly time: string | null
  /** For `before`: the window of the dataset that it names. */
  readonly until?: ResolvedWindow | null
  /** For `last`: how long rows take to ripen; the window ends so long before the newest time. */
  readonly matureMs?: number
  /** For `before`: the gap that is left between the two. */
  readonly embargoMs?: number
}

/** A rule as times. Null takes all rows. */
export async function resolveWindow(
  engine: Engine,
  table: () => Promise<Table>,
  { rule, time, until, matureMs = 0, embargoMs = 0 }: WindowQuestion,
): Promise<ResolvedWindow | null> {
  if (rule.kind === 'all') return null
  if (rule.kind === 'before') {
    if (!until?.after)
      throw new DatasetsError('WINDOW_UNRESOLVED', `the window of "${rule.dataset}" has no beginning, so nothing lies before it`, {
        hint: `give "${rule.dataset}" a window such as "last 1 month"`,
      })
    return { time: time ?? until.time, after: null, until: earlier(until.after, embargoMs) }
  }
  if (time === null)
    throw new DatasetsError('WINDOW_UNRESOLVED', `"last ${rule.count} ${rule.unit}" needs a time column`, { hint: 'add time: COLUMN' })
  const range = await timeRange(engine, await table(), time)
  if (!range) throw new DatasetsError('WINDOW_UNRESOLVED', `the column "${time}" holds no time at all`)
  return lastWindow(earlier(range.max, matureMs), { time, count: rule.count, unit: rule.unit })
}
