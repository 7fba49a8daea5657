import { type Check, type CheckOf, checkFinding, type Finding } from '@seaworthy/contracts'
import type { ColumnStatistics, Footers } from './footer-statistics.ts'

/**
 * What the footers prove of a check without a row being read: that no value is null, or none beyond a range. Null where they prove
 * nothing: they are never taken to show that a check fails, and not asked where only some rows count.
 * @example footerProof(notNull, { statistics: new Map([['n', { nulls: 0, bounds: null }]]), rows: 3 })?.outcome // 'pass'
 */
export function footerProof(check: Check, { statistics, rows }: Footers): Finding | null {
  if (!('where' in check) || check.where !== null) return null
  const found = 'column' in check ? statistics.get(check.column) : undefined
  if (!found) return null
  const proven = (check.kind === 'not_null' && found.nulls === 0) || (check.kind === 'range' && within(check, found))
  if (!proven) return null
  const finding = checkFinding(check, { failed: 0, considered: rows, valued: rows - (found.nulls ?? 0) })
  return finding.outcome === 'pass' ? finding : null
}

function within({ minimum, maximum }: CheckOf<'range'>, { bounds, nulls }: ColumnStatistics): boolean {
  if (!bounds || nulls === null) return false
  const low = minimum && least(minimum.value, minimum.exclusive)
  const high = maximum && greatest(maximum.value, maximum.exclusive)
  if (low === undefined || high === undefined) return false
  return (low === null || bounds.least >= low) && (high === null || bounds.greatest <= high)
}

/** The least integer (or microsecond) within a lower bound; undefined where it is not told exactly. */
function least(value: number | string, exclusive: boolean): bigint | undefined {
  const exact = typeof value === 'number' ? wholeAbove(value) : exactText(value)
  if (exact === undefined) return undefined
  return exclusive && (typeof value === 'string' || Number.isInteger(value)) ? exact + 1n : exact
}

function greatest(value: number | string, exclusive: boolean): bigint | undefined {
  const above = least(typeof value === 'number' ? -value : value, false)
  if (above === undefined) return undefined
  const exact = typeof value === 'number' ? -above : above
  return exclusive && (typeof value === 'string' || Number.isInteger(value)) ? exact - 1n : exact
}

function wholeAbove(value: number): bigint | undefined {
  return Number.isFinite(value) ? BigInt(Math.ceil(value)) : undefined
}

const time = /^([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]([0-9]{2}:[0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6}))?)?)?$/

function exactText(text: string): bigint | undefined {
  if (/^-?[0-9]+$/.test(text)) return BigInt(text)
  const [found, day, clock = '00:00', seconds = '00', fraction = ''] = time.exec(text) ?? []
  if (found === undefined) return undefined
  const seconds1970 = Date.parse(`${day}T${clock}:${seconds}Z`) / 1000
  return Number.isNaN(seconds1970) ? undefined : BigInt(seconds1970) * 1_000_000n + BigInt(fraction.padEnd(6, '0'))
}
