import type { RankingRows } from '@seaworthy/metrics'
import { gatheredBy } from './gathered.ts'
import { columnFor, type Header, refuseLack, requireColumnFor } from './header.ts'
import { type Layout, labelOf, predictionOf, scoreOf, type Wanted } from './layout.ts'
import { placesOf, renumbered } from './numbering.ts'
import { type PredictionTable, refusal } from './prediction-table.ts'
import { weightColumn, weightsIn } from './weights.ts'

interface Columns {
  readonly query: Wanted
  readonly label: Wanted
  /** Scores, or ranks from the best on. */
  readonly order: Wanted
  readonly isRank: boolean
  readonly item: Wanted | null
  readonly popularity: Wanted | null
  readonly relevant: Wanted | null
  readonly weight: readonly Wanted[]
}

/**
 * Ranked lists, a row for each query and item: `query`, the relevance as the label (missing where nobody judged the item), and a
 * `score` (or a `rank`, 1 being the best). Rows of a query need not stand together. `item` tells items apart across queries, `popularity`
 * how often each was met in training, `relevant` how many relevant ones a query has, listed or not.
 */
export function rankingLayout(header: Header): Layout {
  const columns = columnsOf(header)
  const { query, label, order, item, popularity, relevant, weight } = columns
  const others = [item, popularity, relevant].filter((wanted) => wanted !== null)
  return {
    columns: [query, label, order, ...others, ...weight],
    vocabulary: (table) => (item === null ? [] : table.codes(item.column).values),
    build: (table, items) => build(table, columns, items),
  }
}

function columnsOf(header: Header): Columns {
  const score = columnFor(header, 'score') ?? columnFor(header, 'prediction') ?? columnFor(header, 'probability')
  const rank = columnFor(header, 'rank')
  const item = columnFor(header, 'item')
  const [popularity, relevant] = [columnFor(header, 'popularity'), columnFor(header, 'relevant')]
  const order = score ?? rank ?? refuseLack(header, ['score', 'rank'])
  return {
    query: { column: requireColumnFor(header, 'query'), as: 'codes', what: 'query', code: 'ID_INVALID' },
    label: { ...labelOf(requireColumnFor(header, 'label')), as: 'number', missing: 'taken' },
    order: { ...scoreOf(order), as: 'number' },
    isRank: score === null,
    item: item === null ? null : { column: item, as: 'codes', what: 'item', code: 'ID_INVALID' },
    popularity: popularity === null || item === null ? null : { ...predictionOf(popularity, 'popularity'), as: 'number' },
    relevant: relevant === null ? null : { ...labelOf(relevant), as: 'number' },
    weight: weightColumn(header),
  }
}

function build(table: PredictionTable, columns: Columns, items: readonly string[]): ReturnType<Layout['build']> {
  const queries = table.codes(columns.query.column)
  const { starts, order } = gatheredBy(queries.codes, queries.values.length)
  const relevance = table.numbers(columns.label.column)
  const negative = relevance.findIndex((value) => value < 0)
  if (negative >= 0)
    throw refusal(
      'LABEL_INVALID',
      { file: table.file, row: negative, column: columns.label.column },
      `the relevance is ${relevance[negative]}, below 0`,
    )
  const begins = starts.subarray(0, -1).map((start) => order[start] as number)
  const scores = table.numbers(columns.order.column)
  const weights = weightsIn(table, columns.weight)
  const ofQuery = (numbers: Float64Array) => Float64Array.from(begins, (row) => numbers[row] as number)
  const rows: RankingRows = {
    kind: 'ranking',
    starts,
    relevance: Float64Array.from(order, (row) => relevance[row] || 0),
    score: Float64Array.from(order, (row) => (columns.isRank ? -(scores[row] as number) : (scores[row] as number))),
    ...itemsOf(table, columns, { items, order }),
    judged: relevance.some(Number.isNaN) ? Uint8Array.from(order, (row) => (Number.isNaN(relevance[row]) ? 0 : 1)) : null,
    relevant: columns.relevant === null ? null : ofQuery(table.numbers(columns.relevant.column)),
    weight: weights && ofQuery(weights),
  }
  return { rows, begins }
}

interface Listed {
  readonly items: readonly string[]
  readonly order: Uint32Array
}

function itemsOf(table: PredictionTable, { item, popularity, query }: Columns, { items, order }: Listed): Pick<RankingRows, 'item' | 'popularity'> {
  if (item === null) return { item: null, popularity: null }
  const coded = table.codes(item.column)
  const { codes } = renumbered(coded, placesOf(coded.values, items))
  requireOnce(table, { item, query }, codes)
  const counts = popularity && table.numbers(popularity.column)
  const of = counts && new Float64Array(items.length)
  if (counts && of) for (let row = 0; row < codes.length; row++) of[codes[row] as number] = counts[row] as number
  return { item: Int32Array.from(order, (row) => codes[row] as number), popularity: of }
}

// An item that a list names twice is counted twice by every metric.
function requireOnce(table: PredictionTable, { item, query }: { readonly item: Wanted; readonly query: Wanted }, codes: ArrayLike<number>): void {
  const queries = table.codes(query.column)
  const seen = new Set<number>()
  for (let row = 0; row < codes.length; row++) {
    const pair = (queries.codes[row] as number) * 2 ** 26 + (codes[row] as number)
    if (seen.has(pair)) {
      const said = `the item repeats in query "${queries.values[queries.codes[row] as number]}"`
      throw refusal('ID_INVALID', { file: table.file, row, column: item.column }, said, 'each list names an item once')
    }
    seen.add(pair)
  }
}
