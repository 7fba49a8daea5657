/**
 * Benjamini and Hochberg's (1995) adjusted p-values, in the order given: the false discovery rate over all columns looked at.
 * @example benjaminiHochberg([0.01, 0.04, 0.03]) // [0.03, 0.04, 0.04]
 */
export function benjaminiHochberg(pValues: readonly number[]): readonly number[] {
  const descending = pValues.map((p, at) => ({ p, at })).sort((a, b) => b.p - a.p)
  const adjusted = new Array<number>(pValues.length).fill(1)
  let smallest = 1
  descending.forEach(({ p, at }, position) => {
    smallest = Math.min(smallest, (p * pValues.length) / (pValues.length - position))
    adjusted[at] = smallest
  })
  return adjusted
}
