import { MetricsError } from '../errors.ts'

/** A number in an id: `0.3` in `f1@0.3`. */
export interface Parameter {
  /** What it is: `threshold`. */
  readonly what: string
  readonly least: number
  readonly most: number
  /** Whether `least` itself is one; it is by default. `most` always is. */
  readonly aboveLeast?: true
  readonly whole?: true
}

/**
 * The number that an id ends in, written as JavaScript prints it, so that one metric has one id.
 * @throws {MetricsError} `METRIC_PARAMETER`.
 * @example numberIn('f1@0.3', '0.3', { what: 'threshold', least: 0, most: 1 }) // 0.3
 */
export function numberIn(id: string, text: string, parameter: Parameter): number {
  const value = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
  if (!isWithin(value, parameter))
    throw new MetricsError('METRIC_PARAMETER', `"${text}" is no ${parameter.what} of a metric "${id}"`, { hint: rangeHint(parameter) })
  const canonical = String(value === 0 ? 0 : value)
  if (text === canonical) return value
  throw new MetricsError('METRIC_PARAMETER', `"${id}" does not write its ${parameter.what} in the shortest way`, {
    hint: `write "${id.slice(0, id.length - text.length)}${canonical}"`,
  })
}

function isWithin(value: number, { least, most, aboveLeast, whole }: Parameter): boolean {
  if (!Number.isFinite(value) || value > most || (whole && !Number.isInteger(value))) return false
  return aboveLeast ? value > least : value >= least
}

function rangeHint({ what, least, most, aboveLeast, whole }: Parameter): string {
  const kind = whole ? 'a whole number' : 'a number'
  if (least === -Number.MAX_VALUE) return `the ${what} is any finite number`
  const from = aboveLeast ? `above ${least}` : `from ${least}`
  return `the ${what} is ${kind} ${from}${most === Number.MAX_VALUE ? '' : ` to ${most}`}`
}

/** What follows the start of an id; null where it does not start so. */
export function after(start: string, id: string): string | null {
  return id.startsWith(start) ? id.slice(start.length) : null
}
