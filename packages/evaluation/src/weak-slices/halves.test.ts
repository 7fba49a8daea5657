import { describe, expect, it } from 'vitest'
import { halvesOf } from './halves.ts'

describe('halving rows by their clusters', () => {
  it('puts each row into one half, each cluster into one, and half of the clusters into each', () => {
    const cluster = Int32Array.from({ length: 1000 }, (_, row) => 7 * (row % 20))
    const { finding, testing, clusters } = halvesOf(1000, cluster, 'sha256:a')
    expect([...finding, ...testing].sort((a, b) => a - b)).toEqual([...cluster.keys()])
    const seen = [finding, testing].map((half) => new Set(Array.from(half, (row) => cluster[row])))
    expect([clusters, seen[0]?.size, seen[1]?.size]).toEqual([20, 10, 10])
    expect([...(seen[0] ?? [])].filter((one) => seen[1]?.has(one))).toEqual([])
  })

  it('takes each row as a cluster where there are none', () => {
    const { finding, testing, clusters } = halvesOf(101, null, 'sha256:a')
    expect([finding.length, testing.length, clusters]).toEqual([50, 51, 101])
  })

  it('is drawn by the test set alone', () => {
    expect(halvesOf(100, null, 'sha256:a')).toEqual(halvesOf(100, null, 'sha256:a'))
    expect(halvesOf(100, null, 'sha256:a').finding).not.toEqual(halvesOf(100, null, 'sha256:b').finding)
  })

  it('has no rows of none, and one row to test with of one', () => {
    const none = Uint32Array.of()
    expect(halvesOf(0, null, 'sha256:a')).toEqual({ finding: none, testing: none, clusters: 0 })
    expect(halvesOf(1, null, 'sha256:a')).toEqual({ finding: none, testing: Uint32Array.of(0), clusters: 1 })
  })

  it('keeps the rows of each half in their order, and depends on where a cluster is first seen, not on its number', () => {
    const cluster = Int32Array.from({ length: 60 }, (_, row) => row % 6)
    const { finding, testing } = halvesOf(60, cluster, 'sha256:a')
    expect([finding, testing]).toEqual([finding.toSorted(), testing.toSorted()])
    expect(
      halvesOf(
        60,
        cluster.map((code) => 100 - code),
        'sha256:a',
      ),
    ).toEqual(halvesOf(60, cluster, 'sha256:a'))
  })
})
