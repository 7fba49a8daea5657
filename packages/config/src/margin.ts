/** A margin as it is written: a number in the metric's own unit, or a share of production's value, like "2%". */
export type RawMargin = number | string

export const sharePattern = '^(0|[1-9][0-9]{0,2})(\\.[0-9]{1,6})?%$'

/**
 * The share that a text names; null for anything else.
 * @example parseShare('2.5%') // 0.025
 */
export function parseShare(text: string): number | null {
  return new RegExp(sharePattern).test(text) ? Number((Number(text.slice(0, -1)) / 100).toPrecision(12)) : null
}
