import { describe, expect, it } from 'vitest'
import { type TimedRoundsRequest, timedRounds } from './timed-rounds.ts'

/** A clock that only calls move. */
function calls(ms: { readonly A: number; readonly B: number }, options: Partial<TimedRoundsRequest> = {}) {
  let now = 0
  const made: string[] = []
  const task = (name: 'A' | 'B') => async (call: number) => {
    now += ms[name]
    made.push(`${name}${call}`)
  }
  const request = { rounds: 3, callsPerRound: 2, maxMs: 1000, monotonicMs: () => now, candidate: task('A'), baseline: task('B'), ...options }
  return { made, timed: timedRounds(request) }
}

describe('timedRounds', () => {
  it('calls both models in turn, each first in every second round, after a round that is not counted', async () => {
    const { made, timed } = calls({ A: 2, B: 5 })
    expect(await timed).toEqual({
      candidate: { value: Float64Array.of(2, 2, 2, 2, 2, 2), round: Int32Array.of(0, 0, 1, 1, 2, 2) },
      baseline: { value: Float64Array.of(5, 5, 5, 5, 5, 5), round: Int32Array.of(0, 0, 1, 1, 2, 2) },
      rounds: 3,
    })
    expect(made.join(' ')).toBe('A0 A1 B0 B1 A0 A1 B0 B1 B2 B3 A2 A3 A4 A5 B4 B5')
  })

  it('ends with the round in which its time is over, and after two at the earliest', async () => {
    expect((await calls({ A: 400, B: 100 }, { rounds: 40 }).timed).rounds).toBe(2)
    expect((await calls({ A: 40_000, B: 1 }).timed).rounds).toBe(2)
    expect((await calls({ A: 100, B: 50 }, { rounds: 40 }).timed).rounds).toBe(4)
  })

  it('times one model alone, and never says that a call took no time', async () => {
    const { timed } = calls({ A: 0, B: 0 }, { baseline: null, rounds: 2 })
    expect(await timed).toEqual({ candidate: { value: new Float64Array(4).fill(1e-6), round: Int32Array.of(0, 0, 1, 1) }, baseline: null, rounds: 2 })
  })
})
