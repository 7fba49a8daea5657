const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const

/** The two greatest units of a duration, cut off below. @example describeDuration(93_784_000) // '1 d 2 h' */
export function describeDuration(durationMs: number): string {
  let rest = durationMs
  const parts = units.map(([name, ms]) => {
    const count = Math.floor(rest / ms)
    rest -= count * ms
    return [name, count] as const
  })
  const first = parts.findIndex(([, count]) => count > 0)
  if (first < 0) return '0 ms'
  const shown = parts.slice(first, first + 2).filter(([, count]) => count > 0)
  return shown.map(([name, count]) => `${count} ${name}`).join(' ')
}
