import type { Batch } from '@seaworthy/datasets'
import type { RankingRows } from '@seaworthy/metrics'
import { Coder } from '../coder.ts'
import { groupRows, inUnitOrder, ofUnits } from './grouping.ts'
import { keysOf } from './keys-of-rows.ts'
import { columnOf, readNumbers, strangeLabel } from './labels.ts'
import { NumberStore } from './number-store.ts'
import type { Answers, JudgedRows, TableOptions, TaskTable } from './task-table.ts'

export interface RankingOptions extends TableOptions {
  /** The columns that name a query. */
  readonly query: readonly string[]
}

/** Ranked lists: each row is an item of a query, its label how relevant it is. The unit is the query. */
export class RankingTable implements TaskTable {
  readonly columns: readonly string[]
  readonly #options: RankingOptions
  readonly #relevance: Float64Array
  readonly #query: Coder
  readonly #candidate: NumberStore
  readonly #baseline: NumberStore | null

  constructor(options: RankingOptions) {
    this.#options = options
    this.columns = [options.label, ...options.query]
    this.#relevance = new Float64Array(options.rows)
    this.#query = new Coder(options.rows)
    this.#candidate = new NumberStore(options.rows)
    this.#baseline = options.paired ? new NumberStore(options.rows) : null
  }

  append(batch: Batch, at: number, { candidate, baseline }: Answers): void {
    const { label: name, query } = this.#options
    readNumbers(columnOf(batch, name), { name, at }, this.#relevance)
    for (let row = at; row < at + batch.rows; row++) {
      const value = this.#relevance[row] as number
      if (value < 0) throw strangeLabel({ name, row, value }, { known: 'a relevance is at least 0', hint: 'mend the data' })
    }
    this.#query.append(keysOf(batch, query), at)
    if (candidate.kind === 'ranking') this.#candidate.append(candidate.score, { at })
    if (baseline?.kind === 'ranking') this.#baseline?.append(baseline.score, { at })
  }

  done(weight: Float64Array | null): JudgedRows {
    const grouping = groupRows('query', { codes: this.#query.codes, names: this.#query.values })
    const truth = {
      kind: 'ranking' as const,
      starts: grouping.starts,
      relevance: inUnitOrder(this.#relevance, grouping),
      item: null,
      popularity: null,
      relevant: null,
      weight: weight && ofUnits(weight, grouping, 'weight'),
    }
    const rows = (store: NumberStore): RankingRows => ({
      ...truth,
      score: inUnitOrder(store.values ?? new Float64Array(this.#options.rows), grouping),
    })
    return { candidate: rows(this.#candidate), baseline: this.#baseline && rows(this.#baseline), grouping }
  }
}
