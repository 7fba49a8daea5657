/** Where one stretch of sorted rows ends: the rank after its last row. */
export interface StretchLimits {
  readonly stretches: number
  /** No stretch is shorter; fewer rows than this make one. */
  readonly fewestRows: number
}

/**
 * Cuts sorted rows into stretches of about equal length that end where a group of tied rows ends; a short rest joins the last.
 * @example stretches(Uint32Array.of(1, 2, 3, 4, 5), { stretches: 2, fewestRows: 1 }) // [3, 5]
 */
export function stretches(groupEnds: Uint32Array, { stretches: wanted, fewestRows }: StretchLimits): readonly number[] {
  const rows = groupEnds.at(-1) ?? 0
  const length = Math.max(fewestRows, rows / wanted)
  const ends: number[] = []
  let start = 0
  for (const end of groupEnds) {
    if (end - start < length) continue
    ends.push(end)
    start = end
  }
  if (start === rows) return ends
  if (rows - start < length / 2 || rows - start < fewestRows) ends.pop()
  return [...ends, rows]
}
