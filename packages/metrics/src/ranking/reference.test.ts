import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { RankingRows } from '../rows/ranking-rows.ts'
import { rankingFamilies } from './families.ts'

interface Case {
  readonly name: string
  readonly starts: readonly number[]
  readonly relevance: readonly number[]
  readonly score: readonly number[]
  readonly item: readonly number[]
  readonly popularity: readonly number[]
  readonly relevant: readonly number[] | null
  readonly judged: readonly number[] | null
  readonly weight: readonly number[] | null
  readonly values: Readonly<Record<string, number | null>>
}

const reference = JSON.parse(readFileSync(new URL('fixtures/reference.json', import.meta.url), 'utf8')) as { readonly cases: readonly Case[] }

function rowsOf({ name, starts, relevance, score, item, popularity, relevant, judged, weight }: Case): RankingRows {
  return {
    kind: 'ranking',
    starts: Uint32Array.from(starts),
    relevance: Float64Array.from(relevance),
    score: name === 'float32 scores' ? Float32Array.from(score) : Float64Array.from(score),
    item: Int32Array.from(item),
    popularity: Float64Array.from(popularity),
    relevant: relevant && Float64Array.from(relevant),
    judged: judged && Uint8Array.from(judged),
    weight: weight && Float64Array.from(weight),
  }
}

function metricOf(id: string) {
  for (const family of rankingFamilies) {
    const metric = family.parse(id)
    if (metric) return metric
  }
  throw new Error(`no metric ${id}`)
}

describe.each(reference.cases)('on $name', (given) => {
  const rows = rowsOf(given)
  const one = rows.weight ?? new Float64Array(given.starts.length - 1).fill(1)

  it.each(Object.entries(given.values))('%s is as scikit-learn, trec_eval or its definition has it, to 1e-12', (id, expected) => {
    const { value } = metricOf(id).measure(rows)
    if (expected === null) expect(value).toBeNaN()
    else expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-12 * Math.max(Math.abs(expected), 1e-3))
  })

  it.each(Object.keys(given.values))('%s is the same where weights are handed in, and where each is doubled', (id) => {
    const metric = metricOf(id)
    const { value } = metric.measure(rows)
    const reweigh = metric.reweigh?.(rows) ?? (() => Number.NEGATIVE_INFINITY)
    for (const weight of [one, one.map((own) => 2 * own)]) {
      if (Number.isNaN(value)) expect(reweigh(weight)).toBeNaN()
      else expect(reweigh(weight)).toBeCloseTo(value, 12)
    }
  })
})
