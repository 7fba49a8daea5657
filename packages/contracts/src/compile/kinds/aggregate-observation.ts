import type { CheckOf } from '../../check.ts'
import { type Finding, undecided } from '../compiled.ts'
import { compareDecimals } from './aggregate-decimal.ts'
import type { AggregateSource } from './aggregate-source.ts'

/** What was measured. */
export type Observation =
  | { readonly kind: 'number'; readonly value: number }
  /** A number of the database in digits: exact, however long. */
  | { readonly kind: 'digits'; readonly digits: string }
  /** A text, day or time, which the database compared with the bounds. */
  | { readonly kind: 'text'; readonly text: string; readonly within: boolean }
  | { readonly kind: 'none'; readonly message: string }

/** SQL that yields some values, and what they say. */
export interface Measuring {
  readonly sql: readonly string[]
  read(values: readonly unknown[]): Observation
}
export type Bounds = Pick<CheckOf<'aggregate'>, 'minimum' | 'maximum'>
export type Measurer = (source: AggregateSource, asked: { readonly bounds: Bounds }) => Measuring

export function observed(value: number): Observation {
  return { kind: 'number', value }
}
export function nothing(message: string): Observation {
  return { kind: 'none', message }
}

/** Compares with both ends of a range. Numbers are compared as their shortest decimals, so that 0.1 is 0.1 in any type. */
export function judge(found: Observation, bounds: Bounds): Finding {
  switch (found.kind) {
    case 'none':
      return undecided(found.message)
    case 'number':
      return Number.isNaN(found.value)
        ? undecided('the values yield no number')
        : verdict(shown(String(found.value)), inside(String(found.value), bounds))
    case 'digits':
      return verdict(shown(found.digits), inside(found.digits, bounds))
    case 'text':
      return verdict(found.text, found.within)
  }
}

function verdict(value: number | string, within: boolean): Finding {
  return { outcome: within ? 'pass' : 'fail', observed: value, failed: 0, share: 0, message: null }
}

// A number where it says the same as the digits; infinities and long digits stay texts, since JSON has no numbers for them.
function shown(digits: string): number | string {
  const value = Number(digits)
  return Number.isFinite(value) && compareDecimals(String(value), digits) === 0 ? value : digits
}

function inside(digits: string, { minimum, maximum }: Bounds): boolean {
  const low = minimum === null ? 1 : compareDecimals(digits, String(minimum.value))
  const high = maximum === null ? -1 : compareDecimals(digits, String(maximum.value))
  return (minimum?.exclusive ? low > 0 : low >= 0) && (maximum?.exclusive ? high < 0 : high <= 0)
}
