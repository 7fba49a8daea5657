/**
 * Where a function that only falls, or only rises, passes 0 between two ends: halved until no number lies between. Where it passes
 * outside, the end that is nearer.
 * @example bisect({ from: 0, to: 2, falls: true, f: (x) => 1 - x }) // 1
 */
export function bisect({
  from,
  to,
  falls,
  f,
}: {
  readonly from: number
  readonly to: number
  readonly falls: boolean
  readonly f: (x: number) => number
}): number {
  let [low, high] = [from, to]
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (f(middle) > 0 === falls) low = middle
    else high = middle
  }
  return falls ? low : high
}
