import { describe, expect, it } from 'vitest'
import { rowPhase } from './spread-rows.ts'

describe('rowPhase', () => {
  it('spreads rows evenly, also those of any period', () => {
    for (const period of [1, 2, 3, 7, 10, 100]) {
      const chosen = Array.from({ length: 20_000 }, (_, at) => at * period).filter((row) => rowPhase(row) < 0.25).length
      expect(Math.abs(chosen / 20_000 - 0.25)).toBeLessThan(0.002)
    }
  })
})
