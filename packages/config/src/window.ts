export type WindowUnit = 'day' | 'week' | 'month' | 'year'

/** A stretch of the calendar. */
export interface Span {
  readonly count: number
  readonly unit: WindowUnit
}

/** Which rows of a source belong to a dataset, by its time column. */
export type WindowRule =
  | { readonly kind: 'all' }
  | { readonly kind: 'last'; readonly count: number; readonly unit: WindowUnit }
  | { readonly kind: 'before'; readonly dataset: string }

export const spanPattern = '^[1-9][0-9]{0,2} (day|week|month|year)s?$'
export const windowPattern = '^(all|last [1-9][0-9]{0,2} (day|week|month|year)s?|before [A-Za-z0-9][A-Za-z0-9._-]*)$'

/**
 * @example parseSpan('2 weeks') // { count: 2, unit: 'week' }
 */
export function parseSpan(text: string): Span | null {
  if (!new RegExp(spanPattern).test(text)) return null
  const [count, unit] = text.split(' ')
  return { count: Number(count), unit: (unit ?? '').replace(/s$/, '') as WindowUnit }
}

/**
 * Reads `all`, `last N unit` or `before DATASET`; null for anything else.
 * @example parseWindow('last 1 month') // { kind: 'last', count: 1, unit: 'month' }
 */
export function parseWindow(text: string): WindowRule | null {
  if (!new RegExp(windowPattern).test(text)) return null
  if (text === 'all') return { kind: 'all' }
  if (text.startsWith('before ')) return { kind: 'before', dataset: text.slice('before '.length) }
  const span = parseSpan(text.slice('last '.length))
  return span && { kind: 'last', ...span }
}
