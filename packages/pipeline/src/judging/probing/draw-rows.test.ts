import { seedOf } from '@seaworthy/stats'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawRows } from './draw-rows.ts'

describe('drawRows', () => {
  it('takes all rows where there are no more', () => {
    expect(drawRows({ rows: 3, size: 3, seed: seedOf('a') })).toEqual(Uint32Array.of(0, 1, 2))
    expect(drawRows({ rows: 0, size: 3, seed: seedOf('a') })).toEqual(new Uint32Array())
  })

  it('draws as many different rows as asked for, ascending, the same for one seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 50 }), fc.string(), (rows, size, text) => {
        const drawn = drawRows({ rows, size, seed: seedOf(text) })
        expect(new Set(drawn).size).toBe(Math.min(rows, size))
        expect([...drawn]).toEqual([...drawn].toSorted((a, b) => a - b))
        expect(drawn.every((row) => row < rows)).toBe(true)
        expect(drawRows({ rows, size, seed: seedOf(text) })).toEqual(drawn)
      }),
    )
  })

  it('draws every row as often as any other', () => {
    const counts = new Array<number>(10).fill(0)
    for (let draw = 0; draw < 2000; draw++)
      for (const row of drawRows({ rows: 10, size: 3, seed: seedOf(`${draw}`) })) counts[row] = (counts[row] ?? 0) + 1
    // 600 each in the mean, with a standard deviation of 20.5.
    expect(counts.every((count) => Math.abs(count - 600) < 82)).toBe(true)
  })
})
