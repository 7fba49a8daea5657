import type { Probed } from '@seaworthy/evaluation'
import type { Batch } from '@seaworthy/inference'
import { ratioInterval, seedOf, type TimedSample } from '@seaworthy/stats'
import type { Pair } from './pair.ts'
import { pickRows } from './read-rows.ts'
import { type Task, type TimedRounds, timedRounds } from './timed-rounds.ts'

export interface SpeedRequest {
  readonly ask: Pair<(batch: Batch) => Promise<unknown>>
  readonly batch: Batch
  readonly seed: string
  monotonicMs(): number
}

/** What a service answers with: one row in each call. 1,000 calls of each model, or as many whole rounds as 10 s hold. */
const oneByOne = { rounds: 40, callsPerRound: 25, maxMs: 10_000 }
/** What a nightly job scores with. 40 batches of each model, or as many whole rounds as 10 s hold. */
const inBatches = { rounds: 20, callsPerRound: 2, maxMs: 10_000 }
export const throughputRows = 4096

export const latencyQuantiles: Readonly<Record<string, number>> = { latency_p50: 0.5, latency_p95: 0.95, latency_p99: 0.99 }

/** How long one call with one row takes, at each quantile asked for. */
export async function latency(request: SpeedRequest, ids: readonly string[]): Promise<readonly Probed[]> {
  const { batch, ask } = request
  const single = Array.from({ length: Math.min(batch.rows, 100) }, (_, row) => pickRows(batch, Uint32Array.of(row)))
  const each =
    (one: (batch: Batch) => Promise<unknown>): Task =>
    (call) =>
      one(single[call % single.length] as Batch)
  const timed = await timedRounds({ ...oneByOne, ...tasks(ask, each), monotonicMs: request.monotonicMs })
  return ids.map((id) => compared(id, timed, { quantile: latencyQuantiles[id] ?? 0.5, seed: request.seed }))
}

/** Rows that are scored in a second, in batches of 4,096: the rows of the sample, again and again. */
export async function throughput(request: SpeedRequest): Promise<Probed> {
  const { batch, ask } = request
  const large = pickRows(
    batch,
    Uint32Array.from({ length: throughputRows }, (_, row) => row % batch.rows),
  )
  const timed = await timedRounds({ ...inBatches, ...tasks(ask, (one) => () => one(large)), monotonicMs: request.monotonicMs })
  const perSecond = ({ value, round }: TimedSample): TimedSample => ({ round, value: value.map((ms) => throughputRows / (ms / 1000)) })
  const rates = { ...timed, candidate: perSecond(timed.candidate), baseline: timed.baseline && perSecond(timed.baseline) }
  return compared('throughput', rates, { quantile: 0.5, seed: request.seed })
}

function tasks({ candidate, baseline }: SpeedRequest['ask'], make: (one: (batch: Batch) => Promise<unknown>) => Task): Pair<Task> {
  return { candidate: make(candidate), baseline: baseline && make(baseline) }
}

/** A quantile of two models measured in turn, each with its interval over the rounds, and their ratio. */
export function compared(
  id: string,
  { candidate, baseline, rounds }: TimedRounds,
  { quantile, seed }: { readonly quantile: number; readonly seed: string },
): Probed {
  const draws = { quantile, rounds, seed: seedOf(`${seed} ${id}`) }
  // A side by itself is its ratio to one that is always 1.
  const alone = (sample: TimedSample) => {
    const { ratio, interval } = ratioInterval({ ...draws, candidate: sample, baseline: { ...sample, value: sample.value.map(() => 1) } })
    return { value: ratio, interval }
  }
  const ratio = baseline && ratioInterval({ ...draws, candidate, baseline })
  return {
    id,
    candidate: alone(candidate),
    baseline: baseline && alone(baseline),
    ratio: ratio && { value: ratio.ratio, interval: ratio.interval },
    units: candidate.value.length,
    clusters: rounds,
  }
}
