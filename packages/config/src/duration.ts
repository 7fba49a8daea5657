const msPerUnit: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }
const longestMs = 365 * 86_400_000

export const durationPattern = '^[1-9][0-9]{0,5}(s|m|h|d|w)$'

/**
 * The milliseconds of a duration: one whole number and one unit of s, m, h, d, w. Null for anything else, or beyond a year.
 * @example parseDuration('30m') // 1_800_000
 */
export function parseDuration(text: string): number | null {
  if (!new RegExp(durationPattern).test(text)) return null
  const ms = Number(text.slice(0, -1)) * (msPerUnit[text.slice(-1)] ?? Number.NaN)
  return ms <= longestMs ? ms : null
}
