import type { Policy } from '@seaworthy/evaluation'
import type { Batch } from '@seaworthy/inference'
import { type Metric, MetricsError, metric, selectUnits } from '@seaworthy/metrics'
import type { Explanation, Warning } from '@seaworthy/record'
import { seedOf } from '@seaworthy/stats'
import type { Gathered } from '../evaluate.ts'
import type { Line } from '../line.ts'
import { datasetDigest } from '../locked-data.ts'
import { requireConfig } from '../repository-files.ts'
import { dependence } from './explaining/dependence.ts'
import { type Disagreement, disagreements } from './explaining/disagreement.ts'
import { type ExplainedSample, importance } from './explaining/importance.ts'
import { type Mask, maskOf } from './explaining/mask.ts'
import { sampledUnits } from './explaining/sampled-units.ts'
import { questionOf } from './probes.ts'
import { pickRows, readRows } from './probing/read-rows.ts'
import { thresholdIn } from './probing/threshold-in.ts'

/** Rows that models are asked of again and again: about so many, as queries are taken whole. */
const explainedRows = 1000
const mostRows = 20_000
const maxMs = 20_000
const maxImportance = 200
/** Columns whose dependence is drawn, and that a row is shown with. */
const mostColumns = { dependence: 5, shown: 20 }

/** What the models go by. */
export interface Explained {
  readonly explanation: Explanation | null
  readonly warnings: readonly Warning[]
}

/**
 * Importance of columns to both models, how predictions depend on the most important ones, and the rows on which the models disagree
 * most. On a thousand rows, or as many in whole queries, drawn by the test set's digest, in 20 s at most.
 */
export async function explain(line: Line, gathered: Gathered): Promise<Explained> {
  const { policies, dataset, set, plan } = gathered
  const { model, policy } = policies.judging
  const question = questionOf(gathered)
  if (!model.evaluate.explain || question === null) return nothing
  const { candidate, baseline: truthOfBaseline } = set.scored
  const models = modelsOf(gathered)
  const mask = maskOf(await requireConfig(line.tree, plan.tree), gathered)
  const apart = models.baseline && truthOfBaseline ? disagreements(candidate, truthOfBaseline) : []
  const seed = datasetDigest(dataset)
  const { units, rows: at } = sampledUnits(candidate, set.grouping, { size: explainedRows, seed: seedOf(`${seed} explanation`) })
  if (at.length > mostRows) return nothing
  const columns = [...new Set([models.candidate, models.baseline].flatMap((one) => one?.columns ?? []))]
  const rows = Uint32Array.from(new Set([...at, ...apart.map(({ row }) => row)])).sort()
  const read = await readRows(await line.engines.session(), dataset, { at: rows, columns })
  const deadline = line.clock.monotonicMs() + maxMs
  const batch = pickRows(read, placesIn(rows, at))
  const sample: ExplainedSample = {
    ...models,
    batch,
    truth: selectUnits(candidate, units),
    question,
    thresholds: { candidate: thresholdIn(candidate), baseline: thresholdIn(truthOfBaseline ?? candidate) },
    seed,
    isOver: () => line.clock.monotonicMs() > deadline,
  }
  const primary = primaryMetric(policy)
  const ranked = primary ? await importance(sample, primary) : []
  const important = ranked.length > 0 ? ranked.map(({ column }) => column) : columns
  const dependences = await dependencesOf(sample, important, mask)
  return {
    explanation: {
      metric: policy.primary,
      rows: at.length,
      importance: ranked.slice(0, maxImportance),
      dependence: dependences,
      disagreements: shownRows(apart, { read, rows, columns: important, mask }),
    },
    warnings: sample.isOver() ? [tooLong(ranked.length, columns.length)] : [],
  }
}

const nothing: Explained = { explanation: null, warnings: [] }

// A probe or a measure of fairness is no metric of rows alone: then columns have no importance.
function primaryMetric({ primary, kind }: Policy): Metric | null {
  try {
    return metric(primary, kind)
  } catch (error) {
    if (error instanceof MetricsError) return null
    throw error
  }
}

// Where the bytes are the same, production says what the candidate says.
function modelsOf({ candidate, baseline }: Gathered): Pick<ExplainedSample, 'candidate' | 'baseline'> {
  const other = baseline?.model ?? null
  return { candidate, baseline: other?.digest === candidate.digest ? null : other }
}

async function dependencesOf(sample: ExplainedSample, columns: readonly string[], mask: Mask): Promise<Explanation['dependence']> {
  const found: Explanation['dependence'][number][] = []
  for (const column of columns) {
    if (found.length === mostColumns.dependence || sample.isOver()) break
    const own = mask.hidesGrid(column, sample.batch.values.get(column)) ? null : await dependence(sample, column)
    if (own) found.push({ column, points: own.points.map((point) => ({ ...point, value: mask.gridValue(point.value) })) })
  }
  return found
}

interface Shown {
  readonly read: Batch
  /** Numbers of the rows that were read, ascending. */
  readonly rows: Uint32Array
  /** The most important first. */
  readonly columns: readonly string[]
  readonly mask: Mask
}

function shownRows(apart: readonly Disagreement[], { read, rows, columns, mask }: Shown): Explanation['disagreements'] {
  const shown = columns.filter((column) => !mask.isPersonal(column)).slice(0, mostColumns.shown)
  return apart.map(({ row, label, ...said }) => {
    const at = rows.indexOf(row)
    const value = (column: string): string => textOf(read.values.get(column)?.data[at])
    return mask.hidesRows
      ? { row, label: null, ...said, values: null }
      : { row, label, ...said, values: Object.fromEntries(shown.map((column) => [column, value(column)])) }
  })
}

function textOf(value: string | number | null | undefined): string {
  return value === null || value === undefined || Number.isNaN(value) ? '(missing)' : String(value).slice(0, 200)
}

/** Where some numbers stand in a list that holds them. */
function placesIn(list: Uint32Array, wanted: Uint32Array): Uint32Array {
  const places = new Map([...list].map((number, at) => [number, at]))
  return wanted.map((number) => places.get(number) as number)
}

function tooLong(reached: number, columns: number): Warning {
  return {
    code: 'EXPLANATION_CUT',
    message: `the explanation took ${maxMs / 1000} s and was ended: importance is known of ${reached} of ${columns} columns`,
  }
}
