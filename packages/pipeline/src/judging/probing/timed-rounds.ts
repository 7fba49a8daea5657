import type { TimedSample } from '@seaworthy/stats'
import type { Pair } from './pair.ts'

export interface TimedRoundsRequest extends Pair<Task> {
  /** A clock that never goes back. */
  monotonicMs(): number
  readonly rounds: number
  /** Of each model, one after the other, in each round. */
  readonly callsPerRound: number
  /** No round begins later than this after the first. */
  readonly maxMs: number
}
/** One call; they are counted from 0. */
export type Task = (call: number) => Promise<unknown>

export interface TimedRounds {
  readonly candidate: TimedSample
  readonly baseline: TimedSample | null
  readonly rounds: number
}

/** A clock's smallest step: what takes less is said to take this. */
const leastMs = 1e-6

/**
 * Milliseconds of each call, candidate and baseline in turn: A B, B A, A B, …, so that neither always comes second. A round of
 * each before them is not counted. At least two rounds are made, whatever they take.
 */
export async function timedRounds({ candidate, baseline, monotonicMs, rounds, callsPerRound, maxMs }: TimedRoundsRequest): Promise<TimedRounds> {
  const times = { candidate: [] as number[], baseline: [] as number[] }
  const sides = [{ task: candidate, into: times.candidate }, ...(baseline ? [{ task: baseline, into: times.baseline }] : [])]
  for (const { task } of sides) for (let call = 0; call < callsPerRound; call++) await task(call)
  const begin = monotonicMs()
  let made = 0
  while (made < rounds && (made < 2 || monotonicMs() - begin < maxMs)) {
    for (const { task, into } of made % 2 === 0 ? sides : sides.toReversed()) {
      for (let call = 0; call < callsPerRound; call++) {
        const start = monotonicMs()
        await task(made * callsPerRound + call)
        into.push(Math.max(leastMs, monotonicMs() - start))
      }
    }
    made++
  }
  const sample = (value: readonly number[]): TimedSample => ({
    value: Float64Array.from(value),
    round: Int32Array.from(value, (_, call) => Math.floor(call / callsPerRound)),
  })
  return { candidate: sample(times.candidate), baseline: baseline ? sample(times.baseline) : null, rounds: made }
}
