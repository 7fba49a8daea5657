import type { Batch } from '@seaworthy/inference'
import { describe, expect, it } from 'vitest'
import { latency, throughput } from './speed.ts'

const batch: Batch = { rows: 3, values: new Map([['x', { kind: 'number', data: Float64Array.of(1, 2, 3) }]]) }

/** Models that take some time for each row, by a clock that only they move. */
function speeds(ms: { readonly candidate: number; readonly baseline: number | null }) {
  let now = 0
  const sizes = new Set<number>()
  const model =
    (perRow: number) =>
    async ({ rows }: Batch) => {
      now += perRow * rows
      sizes.add(rows)
    }
  const ask = { candidate: model(ms.candidate), baseline: ms.baseline === null ? null : model(ms.baseline) }
  return { sizes, request: { ask, batch, seed: 'x', monotonicMs: () => now } }
}

describe('latency', () => {
  it('is that of calls with one row, with its ratio to production’s', async () => {
    const { request, sizes } = speeds({ candidate: 3, baseline: 2 })
    const [p95] = await latency(request, ['latency_p95'])
    expect(p95).toMatchObject({ id: 'latency_p95', units: 1000, clusters: 40, ratio: { value: 1.5, interval: [1.5, 1.5] } })
    expect(p95?.candidate.value).toBeCloseTo(3, 9)
    expect(p95?.baseline?.value).toBeCloseTo(2, 9)
    expect([...sizes]).toEqual([1])
  })

  it('has no ratio without production', async () => {
    const { request } = speeds({ candidate: 3, baseline: null })
    expect((await latency(request, ['latency_p50', 'latency_p99'])).map(({ id, baseline, ratio }) => ({ id, baseline, ratio }))).toEqual([
      { id: 'latency_p50', baseline: null, ratio: null },
      { id: 'latency_p99', baseline: null, ratio: null },
    ])
  })
})

describe('throughput', () => {
  it('is rows in a second, in batches of 4,096, however few rows there are', async () => {
    const { request, sizes } = speeds({ candidate: 0.5, baseline: 1 })
    const found = await throughput(request)
    expect(found.candidate.value).toBeCloseTo(2000, 6)
    expect(found.ratio?.value).toBeCloseTo(2, 9)
    expect([...sizes]).toEqual([4096])
  })
})
