import { MetricsError, type MetricsErrorCode } from '../errors.ts'
import type { Numbers } from './numbers.ts'
import { requireLength, requireWeight } from './requirements.ts'
import { picked, pickedOrNull } from './select.ts'

/** What a metric of ranked lists reads. The unit is the query: two models may list different items for it. */
export interface RankingRows {
  readonly kind: 'ranking'
  /** Where the items of each query start, and at the end their number: queries + 1 numbers. */
  readonly starts: Uint32Array
  /** Of each item, at least 0. */
  readonly relevance: Float64Array
  /** Of each item; the list is by descending score, equal scores in the order of the file. */
  readonly score: Numbers
  /** The item's number, the same in every query; null: unknown. */
  readonly item: Int32Array | null
  /** 0 where nobody judged an item, whose relevance is then 0; null or absent: all listed items are judged. */
  readonly judged?: Uint8Array | null
  /** How often each item was met in training, by item number. */
  readonly popularity: Float64Array | null
  /** How many relevant items there are for each query, listed or not; null: those listed. */
  readonly relevant: Float64Array | null
  /** Of each query. */
  readonly weight: Float64Array | null
}

export type ItemRanking = RankingRows & { readonly item: Int32Array; readonly popularity: Float64Array }

/**
 * Refuses lists that no metric may be computed from; nothing is dropped silently. Queries and their items are counted from 0.
 * @throws {MetricsError} `EMPTY_ROWS`, `LENGTH_MISMATCH`, `LABEL_INVALID`, `SCORE_INVALID`, `WEIGHT_INVALID`.
 */
export function requireRanking(rows: RankingRows): void {
  const { starts, relevance, score, judged, weight } = rows
  if (starts.length < 2) throw new MetricsError('EMPTY_ROWS', 'there are no queries to measure on')
  const items = requireStarts(starts)
  requireItems(items, relevance.length, 'relevances')
  requireItems(items, score.length, 'scores')
  refuseItem(starts, firstUnfit(relevance, isRelevance), 'LABEL_INVALID', (at) => `relevance ${relevance[at]}, not a finite number of at least 0`)
  refuseItem(starts, firstUnfit(score, Number.isFinite), 'SCORE_INVALID', (at) => `score ${score[at]}, not a finite number`)
  if (judged) {
    requireItems(items, judged.length, 'marks of judgement')
    const wrong = judged.findIndex((mark, at) => mark > 1 || (mark === 0 && relevance[at] !== 0))
    refuseItem(
      starts,
      wrong,
      'LABEL_INVALID',
      (at) => `relevance ${relevance[at]} and the mark ${judged[at]}: an item that is not judged has relevance 0`,
    )
  }
  requireRelevant(rows)
  if (weight) requireWeight(weight, starts.length - 1)
}

/**
 * Refuses lists whose items, or how often each was met in training, are not known.
 * @throws {MetricsError} as {@link requireRanking}, and `ITEMS_MISSING`, `ITEM_INVALID`.
 */
export function requireKnownItems(rows: RankingRows): asserts rows is ItemRanking {
  requireNamedItems(rows)
  const { starts, item, popularity } = rows
  if (popularity === null)
    throw new MetricsError('ITEMS_MISSING', 'how often each item was met in training is not known', { hint: 'give a popularity for each item' })
  const odd = popularity.findIndex((count) => !(count >= 0 && count < Infinity))
  if (odd >= 0)
    throw new MetricsError('ITEM_INVALID', `item ${odd} was met ${popularity[odd]} times`, { hint: 'a popularity is a finite count of at least 0' })
  refuseItem(
    starts,
    item.findIndex((number) => number >= popularity.length),
    'ITEM_INVALID',
    (at) => `the number ${item[at]}, and there are ${popularity.length} popularities`,
  )
}

/**
 * Refuses lists whose items are not known, or that name one twice.
 * @throws {MetricsError} as {@link requireRanking}, and `ITEMS_MISSING`, `ITEM_INVALID`.
 */
export function requireNamedItems(rows: RankingRows): asserts rows is RankingRows & { readonly item: Int32Array } {
  requireRanking(rows)
  const { starts, item } = rows
  if (item === null)
    throw new MetricsError('ITEMS_MISSING', 'the lists have relevances and scores, but no item numbers', { hint: 'name the column of items' })
  requireItems(starts[starts.length - 1] as number, item.length, 'item numbers')
  refuseItem(
    starts,
    item.findIndex((number) => number < 0),
    'ITEM_INVALID',
    (at) => `the number ${item[at]}`,
  )
  refuseItem(starts, firstRepeated(starts, item), 'ITEM_INVALID', (at) => `the number ${item[at]}, which the list has already`)
}

function requireStarts(starts: Uint32Array): number {
  const back = starts.findIndex((start, query) => start < (query === 0 ? 0 : (starts[query - 1] as number)))
  if (back > 0 || starts[0] !== 0) {
    throw new MetricsError(
      'LENGTH_MISMATCH',
      `query ${Math.max(0, back)} starts at item ${starts[Math.max(0, back)]}, before the end of the one before or after the first item`,
    )
  }
  return starts[starts.length - 1] as number
}

function requireItems(items: number, length: number, what: string): void {
  if (items !== length) throw new MetricsError('LENGTH_MISMATCH', `${items} listed items have ${length} ${what}`)
}

function isRelevance(value: number): boolean {
  return value >= 0 && value < Infinity
}

function firstUnfit(values: Numbers, isFit: (value: number) => boolean): number {
  for (let at = 0; at < values.length; at++) if (!isFit(values[at] as number)) return at
  return -1
}

function firstRepeated(starts: Uint32Array, item: Int32Array): number {
  const largest = item.reduce((most, number) => Math.max(most, number), 0)
  // Item numbers that run on fit an array of their own; far apart ones are kept by name.
  const isDense = largest <= 4 * item.length + 1024
  const lastQuery = isDense ? new Int32Array(largest + 1) : new Map<number, number>()
  for (let query = 0; query + 1 < starts.length; query++) {
    for (let at = starts[query] as number; at < (starts[query + 1] as number); at++) {
      const number = item[at] as number
      const last = lastQuery instanceof Map ? lastQuery.get(number) : lastQuery[number]
      if (last === query + 1) return at
      if (lastQuery instanceof Map) lastQuery.set(number, query + 1)
      else lastQuery[number] = query + 1
    }
  }
  return -1
}

function requireRelevant({ starts, relevance, relevant }: RankingRows): void {
  if (relevant === null) return
  requireLength(relevant.length, 'numbers of relevant items', starts.length - 1)
  for (let query = 0; query < relevant.length; query++) {
    let listed = 0
    for (let at = starts[query] as number; at < (starts[query + 1] as number); at++) if ((relevance[at] as number) > 0) listed++
    if (Number.isInteger(relevant[query]) && (relevant[query] as number) >= listed) continue
    throw new MetricsError('LABEL_INVALID', `query ${query} is said to have ${relevant[query]} relevant items and lists ${listed}`, {
      hint: 'the number of relevant items is whole, and counts those that are listed',
    })
  }
}

function refuseItem(starts: Uint32Array, at: number, code: MetricsErrorCode, what: (at: number) => string): void {
  if (at < 0) return
  let query = 0
  while ((starts[query + 1] as number) <= at) query++
  const hint = 'queries and the items of each are counted from 0; mend or remove the item: nothing is dropped silently'
  throw new MetricsError(code, `item ${at - (starts[query] as number)} of query ${query} has ${what(at)}`, { hint })
}

/** The queries at some places, in that order. */
export function selectRanking(rows: RankingRows, units: Uint32Array): RankingRows {
  const starts = new Uint32Array(units.length + 1)
  units.forEach((query, at) => {
    starts[at + 1] = (starts[at] as number) + (rows.starts[query + 1] as number) - (rows.starts[query] as number)
  })
  const items = new Uint32Array(starts[units.length] as number)
  units.forEach((query, at) => {
    const from = rows.starts[query] as number
    for (let place = starts[at] as number; place < (starts[at + 1] as number); place++) items[place] = from + place - (starts[at] as number)
  })
  return {
    kind: rows.kind,
    starts,
    relevance: picked(rows.relevance, items),
    score: picked(rows.score, items),
    item: pickedOrNull(rows.item, items),
    judged: pickedOrNull(rows.judged ?? null, items),
    popularity: rows.popularity,
    relevant: pickedOrNull(rows.relevant, units),
    weight: pickedOrNull(rows.weight, units),
  }
}
