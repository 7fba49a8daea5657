import type { Model } from '@seaworthy/inference'
import type { EvaluateBody, Warning } from '@seaworthy/record'
import type { Gathered } from '../evaluate.ts'
import type { Line } from '../line.ts'
import { datasetDigest } from '../locked-data.ts'
import type { Plan } from '../plan-document.ts'
import { rowsKind } from '../policy.ts'
import { requireConfig } from '../repository-files.ts'
import { maskOf } from './explaining/mask.ts'
import { SearchColumns } from './searching/search-columns.ts'

/** More columns are not searched: two conditions on each pair of them are enough to look at. */
const mostColumns = 20

/** Kinds of rows that have a loss of their own. */
const searchedKinds: ReadonlySet<string> = new Set(['binary', 'multiclass', 'regression'])

/** The columns of a search, to be collected while the rows pass. */
export interface Search {
  readonly collector: SearchColumns
  readonly columnsLeft: number
}

interface Models extends Pick<Gathered, 'policies' | 'dataset'> {
  readonly plan: Pick<Plan, 'tree'>
  readonly candidate: SearchedModel
  readonly baseline: { readonly model: SearchedModel } | null
}
type SearchedModel = Pick<Model, 'columns' | 'digest'>

/**
 * What is searched for weak slices: the columns by which gates cut, then those that the models read, twenty at most and none that the
 * contract calls personal. Null where nobody asked for an explanation, and where the models are the same.
 */
export async function searchOf(line: Line, { plan, policies, dataset, candidate, baseline }: Models): Promise<Search | null> {
  const { model } = policies.judging
  const { explain, gates } = model.evaluate
  if (!explain || !searchedKinds.has(rowsKind[model.task]) || baseline?.model.digest === candidate.digest) return null
  const mask = maskOf(await requireConfig(line.tree, plan.tree), { dataset, policies })
  const cut = gates.flatMap(({ by }) => by.flatMap(({ parts }) => parts.map(({ column }) => column)))
  const truth = dataset.plan.label
  const every = new Set([...cut, ...candidate.columns, ...(baseline?.model.columns ?? [])])
  const columns = [...every].filter((column) => column !== truth && !mask.isPersonal(column)).slice(0, mostColumns)
  const isShown = (column: string): boolean => !mask.hidesGrid(column, { kind: 'string', data: [] })
  return {
    collector: new SearchColumns({ columns, isShown, quotedEdge: (edge) => Number(mask.gridValue(edge)) }),
    columnsLeft: every.size - columns.length,
  }
}

/** What the section says of weak slices. */
export interface Searched {
  readonly body: Pick<EvaluateBody, 'weakSlices' | 'weakSliceSearch'>
  readonly warnings: readonly Warning[]
}

/** Slices that nobody declared and on which the candidate does worse; see `findWeakSlices`. */
export async function weakSlicesOf(search: Search | null, { set, dataset }: Pick<Gathered, 'set' | 'dataset'>): Promise<Searched> {
  if (!search) return { body: {}, warnings: [] }
  const { findWeakSlices } = await import('@seaworthy/evaluation')
  const { collector, columnsLeft } = search
  const found = findWeakSlices({ scored: set.scored, ...collector.done(), columnsLeft, testSet: datasetDigest(dataset) })
  if (!found) return { body: { weakSlices: [], weakSliceSearch: null }, warnings: [] }
  return { body: { weakSlices: found.weakSlices, weakSliceSearch: found.search }, warnings: found.warnings }
}
