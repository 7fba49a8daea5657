const secondMs = 1000
const dayMs = 86_400 * secondMs
const units: readonly (readonly [number, readonly string[]])[] = [
  [secondMs, ['s', 'sec', 'second', 'seconds']],
  [60 * secondMs, ['m', 'min', 'minute', 'minutes']],
  [3600 * secondMs, ['h', 'hr', 'hour', 'hours']],
  [dayMs, ['d', 'day', 'days']],
  [7 * dayMs, ['w', 'wk', 'week', 'weeks']],
  [30 * dayMs, ['mo', 'month', 'months']],
  [365 * dayMs, ['y', 'yr', 'year', 'years']],
]
const known = new Map(units.flatMap(([ms, names]) => names.map((name) => [name, ms] as const)))

/** The units of an age that are read. */
export const ageUnits: readonly string[] = [...known.keys()]

/**
 * Milliseconds of a unit of age, null for an unknown one. A month is 30 days and a year 365. A capital M is a month to ISO 8601, or
 * a minute after a T: it is unknown.
 * @example ageUnitMs('h') // 3600000
 */
export function ageUnitMs(unit: string): number | null {
  return unit.trim() === 'M' ? null : (known.get(unit.trim().toLowerCase()) ?? null)
}

/**
 * An age as a number and its unit, null where it is none.
 * @example readAgeMs('36h') // 129600000
 */
export function readAgeMs(text: string): number | null {
  const found = /^\s*(\d+(?:\.\d+)?)\s*([A-Za-z]+)\s*$/.exec(text)
  const unit = found && ageUnitMs(found[2] ?? '')
  return unit === null ? null : Number(found?.[1]) * unit
}
