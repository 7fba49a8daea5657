import { describe, expect, it } from 'vitest'
import { expectInfluence } from '../influence.contract.ts'
import type { RankingRows } from '../rows/ranking-rows.ts'
import { rankingFamilies } from './families.ts'

/** Lists in ranked order: the scores fall from item to item. */
function ranked(lists: readonly (readonly number[])[], more: Partial<RankingRows> = {}): RankingRows {
  const starts = Uint32Array.from([0, ...lists.map((_, at) => lists.slice(0, at + 1).flat().length)])
  const relevance = Float64Array.from(lists.flat())
  const score = relevance.map((_, at) => -at)
  return { kind: 'ranking', starts, relevance, score, item: null, popularity: null, relevant: null, weight: null, ...more }
}

function metric(id: string) {
  for (const family of rankingFamilies) {
    const found = family.parse(id)
    if (found) return found
  }
  return null
}

const measure = (id: string, rows: RankingRows) => metric(id)?.measure(rows)
const ids = rankingFamilies.flatMap((family) => family.ids)
const known = { item: Int32Array.of(0, 1, 1, 2), popularity: Float64Array.of(1, 3, 0, 4) }

describe('the catalogue of ranking metrics', () => {
  it('offers ids that name the metric they are parsed to', () => {
    expect(ids.map((id) => metric(id)?.id)).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('knows which way is better', () => {
    const other = ids.filter((id) => metric(id)?.better !== 'higher').map((id) => [id, metric(id)?.better])
    const cuts = [10, 1, 5, 100]
    expect(other).toEqual([...cuts.map((cut) => [`fall_out@${cut}`, 'lower']), ...cuts.map((cut) => [`popularity@${cut}`, 'neither'])])
  })

  it.each([
    ['ndcg@0', 'a whole number from 1 on: ndcg@10'],
    ['ndcg@010', 'write ndcg@10'],
    ['ndcg@1e1', 'write ndcg@10'],
    ['ndcg@2.5', 'a whole number from 1 on: ndcg@10'],
    ['map@', 'a whole number from 1 on: map@10'],
    ['recall@-1', 'a whole number from 1 on: recall@10'],
    ['precision@ten', 'a whole number from 1 on: precision@10'],
    ['hit_rate@5 ', 'write hit_rate@5'],
  ])('refuses %s', (id, hint) => {
    expect(() => metric(id)).toThrow(expect.objectContaining({ name: 'MetricsError', code: 'METRIC_PARAMETER', hint }))
  })

  it.each(['precision', 'recall', 'hit_rate', 'coverage', 'NDCG', 'ndcg10', 'mrr_10', 'bpref@3'])('has no %s', (id) => {
    expect(metric(id)).toBeNull()
  })
})

describe('the examples of the documentation', () => {
  it('are exact', () => {
    expect(measure('ndcg', ranked([[1, 0, 2]], { score: new Float64Array(3) }))?.value).toBe(0.8099531166420328)
    expect(measure('map', ranked([[1, 0, 1]]))?.value).toBe((1 + 2 / 3) / 2)
    expect(measure('mrr', ranked([[0, 0, 1]]))?.value).toBe(1 / 3)
    expect(measure('precision@2', ranked([[1, 0, 1]]))?.value).toBe(0.5)
    expect(measure('recall@2', ranked([[1, 0, 1]]))?.value).toBe(0.5)
    expect(
      measure(
        'hit_rate@1',
        ranked([
          [1, 0],
          [0, 1],
        ]),
      )?.value,
    ).toBe(0.5)
    expect(measure('bpref', ranked([[1, 0, 1, 0]]))?.value).toBe(0.75)
    expect(measure('fall_out@2', ranked([[1, 0, 0]]))?.value).toBe(0.5)
    expect(measure('auc', ranked([[1, 0, 1]], { score: Float64Array.of(3, 2, 2) }))?.value).toBe(0.75)
    const first = { item: Int32Array.of(0, 0), popularity: Float64Array.of(1, 3, 0, 0) }
    expect(measure('coverage@1', ranked([[1], [1]], first))?.value).toBe(0.25)
    expect(measure('novelty@1', ranked([[1]], { item: Int32Array.of(0), popularity: Float64Array.of(1, 3) }))?.value).toBe(2)
    expect(measure('popularity@2', ranked([[1, 0]], { item: Int32Array.of(0, 1), popularity: Float64Array.of(1, 3) }))?.value).toBe(2)
    expect(
      measure(
        'personalization@2',
        ranked(
          [
            [1, 0],
            [0, 1],
          ],
          known,
        ),
      )?.value,
    ).toBeCloseTo(0.5, 15)
  })

  it('divide precision by K where fewer are listed', () => {
    expect(measure('precision@10', ranked([[1, 1]]))?.value).toBe(0.2)
  })

  it('count relevant items that are not listed', () => {
    const rows = ranked([[1, 0]], { relevant: Float64Array.of(4) })
    expect(measure('recall@10', rows)?.value).toBe(0.25)
    expect(measure('ndcg@2', rows)?.value).toBe(1 / (1 + 1 / Math.log2(3)))
  })

  it('keep the order of the file where scores are equal', () => {
    const score = new Float64Array(2)
    expect(measure('mrr', ranked([[0, 1]], { score }))?.value).toBe(0.5)
    expect(measure('mrr', ranked([[1, 0]], { score }))?.value).toBe(1)
  })
})

describe('warnings', () => {
  const relevance = [[1, 0], [0, 0], [], [1, 1]]

  it.each([
    ['ndcg', '2 of 4 queries have no relevant item; each counts as 0'],
    ['recall@1', '2 of 4 queries have no relevant item; each counts as 0'],
    ['fall_out@1', '2 of 4 queries have no irrelevant item; each counts as 1'],
    ['auc', '3 of 4 queries have no pair of a relevant and an irrelevant item; each counts as 0'],
  ])('of %s count the queries it is not defined for', (id, message) => {
    expect(measure(id, ranked(relevance))?.warnings).toEqual([{ code: 'EMPTY_QUERIES', message }])
  })

  it('leave out queries whose weight is 0', () => {
    expect(measure('ndcg', ranked(relevance, { weight: Float64Array.of(1, 0, 0, 1) }))?.warnings).toEqual([])
  })

  it('count items that training never met, and queries without items', () => {
    const rows = ranked([[1, 0], [], [0, 1]], known)
    const unseen = { code: 'UNSEEN_ITEMS', message: '1 listed items were never met in training; each counts as met once' }
    const empty = { code: 'EMPTY_QUERIES', message: '1 of 3 queries have no items; each counts as 0' }
    expect(measure('novelty@2', rows)?.warnings).toEqual([empty, unseen])
    expect(measure('novelty@2', { ...rows, weight: Float64Array.of(1, 0, 0) })?.warnings).toEqual([])
    expect(measure('popularity@2', rows)?.warnings).toEqual([empty])
  })

  it('say that one query has no other to differ from', () => {
    const rows = ranked(
      [
        [1, 0],
        [0, 1],
      ],
      { ...known, weight: Float64Array.of(0, 3) },
    )
    const message = 'fewer than two queries count: there is no pair of lists to compare'
    expect(measure('personalization@2', rows)).toEqual({ value: Number.NaN, influence: null, warnings: [{ code: 'TOO_FEW_ROWS', message }] })
    expect(metric('personalization@2')?.reweigh?.(rows)(Float64Array.of(0, 3))).toBeNaN()
  })
})

describe('influence', () => {
  const lists = Array.from({ length: 40 }, (_, query) =>
    Array.from({ length: 3 + (query % 5) }, (_, at) => Math.max(0, ((query * 7 + at * 3) % 6) - 2)),
  )
  const size = lists.flat().length
  const rows = ranked(lists, {
    item: Int32Array.from(lists.flatMap((list, query) => list.map((_, at) => (query * 5 + at * 11) % 23))),
    popularity: Float64Array.from({ length: 23 }, (_, at) => (at * at) % 17),
    score: Float64Array.from({ length: size }, (_, at) => (at * 13) % 7),
  })
  const weight = Float64Array.from(lists, (_, query) => query % 4)

  const smooth = [...new Set(ids.map((id) => id.replace(/@.*/, '@2')))].filter((id) => id !== 'coverage@2')
  it.each(smooth)('of each query on %s is that of its weight', (id) => {
    const one = metric(id)
    if (one === null) throw new Error(id)
    expectInfluence(one, rows, { slack: 0.03 })
    expectInfluence(one, { ...rows, weight }, { slack: 0 })
  })

  it('is not known of catalogue coverage, which is resampled', () => {
    expect(metric('coverage@5')?.inference).toBe('resampled')
    expect(measure('coverage@5', rows)?.influence).toBeNull()
    expect(metric('coverage@5')?.reweigh?.(rows)(new Float64Array(40))).toBeNaN()
  })
})

describe.each(ids)('%s refuses', (id) => {
  const two = () =>
    ranked(
      [
        [1, 0],
        [0, 1],
      ],
      known,
    )
  it.each<[string, string, Partial<RankingRows>, string]>([
    ['no queries', 'EMPTY_ROWS', { starts: Uint32Array.of(0) }, 'no queries'],
    ['starts that go back', 'LENGTH_MISMATCH', { starts: Uint32Array.of(0, 3, 2) }, 'query 2 starts at item 2'],
    ['a first list that starts late', 'LENGTH_MISMATCH', { starts: Uint32Array.of(1, 2, 4) }, 'query 0 starts at item 1'],
    ['fewer scores than items', 'LENGTH_MISMATCH', { score: Float64Array.of(1, 2) }, '4 listed items have 2 scores'],
    ['more relevances than items', 'LENGTH_MISMATCH', { relevance: new Float64Array(5) }, '4 listed items have 5 relevances'],
    ['a negative relevance', 'LABEL_INVALID', { relevance: Float64Array.of(0, 0, 0, -1) }, 'item 1 of query 1 has relevance -1'],
    ['a relevance that is NaN', 'LABEL_INVALID', { relevance: Float64Array.of(0, Number.NaN, 0, 0) }, 'item 1 of query 0 has relevance NaN'],
    ['a score that is NaN', 'SCORE_INVALID', { score: Float32Array.of(0, 0, Number.NaN, 0) }, 'item 0 of query 1 has score NaN'],
    ['an infinite score', 'SCORE_INVALID', { score: Float64Array.of(-Infinity, 0, 0, 0) }, 'item 0 of query 0 has score -Infinity'],
    [
      'fewer relevant items than it lists',
      'LABEL_INVALID',
      { relevant: Float64Array.of(1, 0) },
      'query 1 is said to have 0 relevant items and lists 1',
    ],
    ['half a relevant item', 'LABEL_INVALID', { relevant: Float64Array.of(1.5, 1) }, 'query 0 is said to have 1.5 relevant items'],
    [
      'a relevant item that is not judged',
      'LABEL_INVALID',
      { judged: Uint8Array.of(0, 1, 1, 1) },
      'item 0 of query 0 has relevance 1 and the mark 0',
    ],
    ['a weight for each item', 'LENGTH_MISMATCH', { weight: new Float64Array(4) }, '4 weights'],
    ['a negative weight', 'WEIGHT_INVALID', { weight: Float64Array.of(1, -1) }, 'the weight of row 1 is -1'],
    ['weights that are all 0', 'WEIGHT_INVALID', { weight: new Float64Array(2) }, 'every weight is 0'],
  ])('%s', (_, code, wrong, message) => {
    expect(() => measure(id, { ...two(), ...wrong })).toThrow(
      expect.objectContaining({ name: 'MetricsError', code, message: expect.stringContaining(message) }),
    )
  })
})

describe.each(['coverage@5', 'novelty@5', 'popularity@5', 'personalization@5'])('%s refuses', (id) => {
  it.each<[string, string, Partial<RankingRows>, string]>([
    ['lists without items', 'ITEMS_MISSING', { item: null }, 'no item numbers'],
    ['a negative item', 'ITEM_INVALID', { item: Int32Array.of(0, -1, 1, 2) }, 'item 1 of query 0 has the number -1'],
    [
      'an item that a list has twice',
      'ITEM_INVALID',
      { item: Int32Array.of(0, 1, 2, 2) },
      'item 1 of query 1 has the number 2, which the list has already',
    ],
  ])('%s', (_, code, wrong, message) => {
    const rows = {
      ...ranked(
        [
          [1, 0],
          [0, 1],
        ],
        known,
      ),
      ...wrong,
    }
    expect(() => measure(id, rows)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }))
    expect(() => metric(id)?.reweigh?.(rows)).toThrow(expect.objectContaining({ code }))
  })
})

describe.each(['coverage@5', 'novelty@5', 'popularity@5'])('%s refuses', (id) => {
  it.each<[string, string, Float64Array | null, string]>([
    ['items without a popularity', 'ITEMS_MISSING', null, 'is not known'],
    ['an item beyond the popularities', 'ITEM_INVALID', Float64Array.of(1, 1), 'item 1 of query 1 has the number 2, and there are 2 popularities'],
    ['a negative popularity', 'ITEM_INVALID', Float64Array.of(1, -1, 1), 'item 1 was met -1 times'],
    ['a popularity that is NaN', 'ITEM_INVALID', Float64Array.of(1, 1, Number.NaN), 'item 2 was met NaN times'],
  ])('%s', (_, code, popularity, message) => {
    const rows = {
      ...ranked(
        [
          [1, 0],
          [0, 1],
        ],
        known,
      ),
      popularity,
    }
    expect(() => measure(id, rows)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }))
  })
})
