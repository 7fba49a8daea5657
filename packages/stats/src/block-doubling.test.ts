import { describe, expect, it } from 'vitest'
import { blockDoubling, blockDoublingOfClusters } from './block-doubling.ts'
import { clusteredEstimate } from './clustered-estimate.ts'
import { expectClose, readReference } from './fixtures/read-reference.ts'
import { RandomSource } from './random.ts'
import { seedOf } from './seed.ts'

interface Case {
  readonly values: number[]
  readonly blockLength: number
  readonly levels: [blockLength: number, blocks: number, standardError: number][]
}

function autoregressive(length: number, memory: number): Float64Array {
  const random = new RandomSource(seedOf(`memory ${memory}`))
  const values = new Float64Array(length)
  for (let at = 0; at < length; at++) values[at] = memory * (values[at - 1] ?? 0) + random.uniform() - 0.5
  return values
}

describe('blockDoubling', () => {
  it.each(readReference<Case[]>('blocks').map((given) => [given.values.length, given] as const))('agrees with pyblock on %i values', (_, given) => {
    const found = blockDoubling(Float64Array.from(given.values))
    expect(found.levels.map(({ blockLength, blocks }) => [blockLength, blocks])).toEqual(
      given.levels.map(([blockLength, blocks]) => [blockLength, blocks]),
    )
    found.levels.forEach((level, at) => {
      expectClose(level.standardError, given.levels[at]?.[2] as number)
    })
    expect([found.blockLength, found.settled, found.degreesOfFreedom]).toEqual([given.blockLength, true, found.blocks - 1])
  })

  it('finds the error that an autoregressive series has, several times that of independent values', () => {
    const found = blockDoubling(autoregressive(20_000, 0.8))
    const independent = Math.sqrt(1 / 12 / (1 - 0.64) / 20_000)
    expect(found.standardError / independent).toBeGreaterThan(2.5)
    expect(found.standardError / independent).toBeLessThan(3.3)
  })

  it('says that it has not settled, and takes the largest error of 10 blocks or more, on short series', () => {
    const found = blockDoubling(autoregressive(40, 0.9))
    const allowed = found.levels.filter(({ blocks }) => blocks >= 10)
    expect(allowed.map(({ blocks }) => blocks)).toEqual([40, 20, 10])
    expect([found.settled, found.standardError]).toEqual([false, Math.max(...allowed.map(({ standardError }) => standardError))])
  })

  it('takes single values where there are fewer than 20, and has not settled', () => {
    expect(blockDoubling(Float64Array.of(0, 2, 0, 2))).toEqual({
      blockLength: 1,
      blocks: 4,
      standardError: Math.sqrt(1 / 3),
      degreesOfFreedom: 3,
      settled: false,
      levels: [
        { blockLength: 1, blocks: 4, standardError: Math.sqrt(1 / 3) },
        { blockLength: 2, blocks: 2, standardError: 0 },
      ],
    })
  })

  it('has no error, and has settled, where nothing varies', () => {
    expect(blockDoubling(new Float64Array(50).fill(3))).toMatchObject({ standardError: 0, blockLength: 1, settled: true })
  })

  it.each([
    ['TOO_FEW_CLUSTERS', Float64Array.of(1)],
    ['TOO_FEW_CLUSTERS', new Float64Array(0)],
    ['NOT_FINITE', Float64Array.of(1, 2, Number.NaN)],
  ])('refuses with %s', (code, values) => {
    expect(() => blockDoubling(values)).toThrow(expect.objectContaining({ code }))
  })
})

describe('blockDoublingOfClusters', () => {
  const influence = Float64Array.of(-3, 1, 0, 4, -1, -1)
  const cluster = Int32Array.of(0, 0, 2, 2, 5, 5)

  it('begins with the clustered standard error', () => {
    for (const codes of [cluster, null]) {
      const [first] = blockDoublingOfClusters({ influence, cluster: codes }).levels
      expect(first?.standardError).toBeCloseTo(clusteredEstimate({ influence, cluster: codes }).standardError, 14)
    }
  })

  it.each([
    ['EMPTY_SAMPLE', new Float64Array(0), null],
    ['LENGTH_MISMATCH', influence, Int32Array.of(0)],
    ['OUT_OF_RANGE', influence, Int32Array.of(0, 1, 2, 3, 4, -5)],
    ['TOO_FEW_CLUSTERS', influence, new Int32Array(6)],
    ['NOT_FINITE', Float64Array.of(Number.NaN, 1), null],
  ])('refuses with %s', (code, given, codes) => {
    expect(() => blockDoublingOfClusters({ influence: given, cluster: codes })).toThrow(expect.objectContaining({ code }))
  })
})
