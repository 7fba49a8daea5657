import { RandomSource, type Seed } from '@seaworthy/stats'

/**
 * Numbers of rows drawn without replacement (Floyd, 1987), each set of them as likely, ascending; all rows where there are no more.
 * @example drawRows({ rows: 3, size: 5, seed: [1, 2, 3, 4] }) // 0, 1, 2
 */
export function drawRows({ rows, size, seed }: { readonly rows: number; readonly size: number; readonly seed: Seed }): Uint32Array {
  if (rows <= size) return Uint32Array.from({ length: rows }, (_, row) => row)
  const random = new RandomSource(seed)
  const drawn = new Set<number>()
  for (let last = rows - size; last < rows; last++) {
    const row = random.below(last + 1)
    drawn.add(drawn.has(row) ? last : row)
  }
  return Uint32Array.from(drawn).sort()
}
