import type { RankingRows, RegressionRows } from '@seaworthy/metrics'
import { describe, expect, it } from 'vitest'
import { groupRows } from '../../scored/grouping.ts'
import { sampledUnits } from './sampled-units.ts'

const seed = [1, 2, 3, 4] as const

describe('sampledUnits', () => {
  it('are rows where each row is a unit, all of them where they are few', () => {
    const label = new Float64Array(5)
    const rows: RegressionRows = { kind: 'regression', label, prediction: label, quantiles: null, interval: null, weight: null }
    const all = Uint32Array.of(0, 1, 2, 3, 4)
    expect(sampledUnits(rows, null, { size: 9, seed })).toEqual({ units: all, rows: all })
    const { units, rows: drawn } = sampledUnits(rows, null, { size: 2, seed })
    expect([units.length, drawn]).toEqual([2, units])
  })

  it('are whole queries, their rows query by query though they stand apart', () => {
    const grouping = groupRows('query', { codes: Uint8Array.of(1, 0, 1, 2, 0, 1), names: ['a', 'b', 'c'] })
    const relevance = new Float64Array(6)
    const rest = { relevant: null, item: null, popularity: null, weight: null }
    const rows: RankingRows = { kind: 'ranking', starts: grouping.starts, relevance, score: relevance, ...rest }
    expect(sampledUnits(rows, grouping, { size: 6, seed })).toEqual({ units: Uint32Array.of(0, 1, 2), rows: Uint32Array.of(1, 4, 0, 2, 5, 3) })
    const { units, rows: drawn } = sampledUnits(rows, grouping, { size: 1, seed })
    expect(units).toHaveLength(1)
    expect(drawn).toEqual([Uint32Array.of(1, 4), Uint32Array.of(0, 2, 5), Uint32Array.of(3)][units[0] ?? 0])
  })
})
