import { MetricsError } from './errors.ts'

/** Which numbers a parameter of a metric's id may be. */
export interface NumberParameter {
  /** In words: `a share between 0 and 1`. */
  readonly what: string
  allows(value: number): boolean
}

export const wholeFromOne: NumberParameter = { what: 'a whole number from 1', allows: (value) => Number.isSafeInteger(value) && value >= 1 }
export const openShare: NumberParameter = { what: 'a number between 0 and 1, both excluded', allows: (value) => value > 0 && value < 1 }
export const aboveZero: NumberParameter = { what: 'a number above 0', allows: (value) => value > 0 }

/**
 * The number in an id, which is written in one way only, so that a metric has one id.
 * @throws {MetricsError} `METRIC_PARAMETER`, with the id in its one form where the number is right and written otherwise.
 * @example numberParameter('ece_15', '15', wholeFromOne) // 15
 */
export function numberParameter(id: string, text: string, { what, allows }: NumberParameter): number {
  const value = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
  if (!Number.isFinite(value) || !allows(value))
    throw new MetricsError('METRIC_PARAMETER', `"${text}" in "${id}" is not ${what}`, { hint: `give ${what}` })
  const canonical = String(value)
  if (canonical === text) return value
  const at = id.lastIndexOf(text)
  throw new MetricsError('METRIC_PARAMETER', `"${text}" in "${id}" is written otherwise`, {
    hint: `write ${id.slice(0, at)}${canonical}${id.slice(at + text.length)}`,
  })
}
