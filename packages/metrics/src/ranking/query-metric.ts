import type { MetricOf, MetricWarning } from '../metric.ts'
import { type RankingRows, requireRanking } from '../rows/ranking-rows.ts'
import { reweighMean } from '../unit-sums.ts'
import { weightedMean } from '../weighted-mean.ts'
import { perQuery, type RankedList } from './ranked-lists.ts'

/** A value for each query, of which a metric is the mean. */
export interface QueryValue extends Pick<MetricOf<'ranking'>, 'id' | 'title' | 'better' | 'range' | 'inference'> {
  /** Whether the value is not defined for a query; it then counts as `emptyValue`, as in torchmetrics. */
  isEmpty(list: RankedList): boolean
  readonly emptyValue: 0 | 1
  /** What such queries lack: `relevant item`. */
  readonly lacks: string
  of(list: RankedList, rows: RankingRows): number
}

/** The mean over queries, each by its weight; queries without a value are counted by `EMPTY_QUERIES`. */
export function queryMetric({ isEmpty, emptyValue, lacks, of, ...about }: QueryValue): MetricOf<'ranking'> {
  const measured = (rows: RankingRows) => {
    requireRanking(rows)
    let empty = 0
    const values = perQuery(rows, (list, query) => {
      if (!isEmpty(list)) return of(list, rows)
      if (rows.weight?.[query] !== 0) empty++
      return emptyValue
    })
    return { values, empty }
  }
  return {
    ...about,
    measure(rows) {
      const { values, empty } = measured(rows)
      return { ...weightedMean(values, rows.weight), warnings: emptyQueries({ empty, queries: values.length, emptyValue, lacks }) }
    },
    reweigh: (rows) => reweighMean(measured(rows).values),
  }
}

export function hasNoRelevant({ relevant }: RankedList): boolean {
  return relevant === 0
}

export function emptyQueries(found: { empty: number; queries: number; emptyValue: number; lacks: string }): readonly MetricWarning[] {
  const { empty, queries, emptyValue, lacks } = found
  if (empty === 0) return []
  return [{ code: 'EMPTY_QUERIES', message: `${empty} of ${queries} queries have no ${lacks}; each counts as ${emptyValue}` }]
}
