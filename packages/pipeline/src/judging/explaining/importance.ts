import type { Batch, BatchColumn, Model } from '@seaworthy/inference'
import { type Metric, MetricsError, type Rows } from '@seaworthy/metrics'
import type { Explanation } from '@seaworthy/record'
import { RandomSource, seedOf } from '@seaworthy/stats'
import { ask, type Question } from '../probing/answers.ts'
import type { Pair } from '../probing/pair.ts'
import { rowsWith } from './rows-with.ts'

const shuffles = 3

export interface ExplainedSample extends Pair<Model> {
  readonly batch: Batch
  /** The units of the batch with their truth. */
  readonly truth: Rows
  readonly question: Question
  /** Above which scores decide for the class. */
  readonly thresholds: { readonly candidate: number; readonly baseline: number }
  readonly seed: string
  /** No further column is begun once the time is over. */
  isOver(): boolean
}

/**
 * Permutation importance (Breiman, 2001): how much worse a metric gets, in the mean of three shuffles, when one column is shuffled
 * among the rows; the same shuffles for both models. The most important to the candidate first. Columns that were not reached are
 * left out; none are there where the metric says nothing of these rows.
 */
export async function importance(sample: ExplainedSample, metric: Metric): Promise<Explanation['importance']> {
  const own = await baseValue(sample.candidate, sample, metric)
  const other = sample.baseline && (await baseValue(sample.baseline, sample, metric))
  if (own === null) return []
  const columns = [...new Set([sample.candidate, sample.baseline].flatMap((model) => model?.columns ?? []))]
  const found: { column: string; candidate: number; baseline: number | null }[] = []
  for (const column of columns) {
    if (sample.isOver()) break
    const shuffled = shuffledBatches(sample, column)
    const candidate = await loss({ model: sample.candidate, base: own, column, shuffled }, sample, metric)
    const baseline = sample.baseline && other !== null ? await loss({ model: sample.baseline, base: other, column, shuffled }, sample, metric) : null
    found.push({ column, candidate: candidate ?? 0, baseline })
  }
  return found.sort((a, b) => b.candidate - a.candidate || (b.baseline ?? 0) - (a.baseline ?? 0))
}

interface Shuffled {
  readonly model: Model
  readonly base: number
  readonly column: string
  readonly shuffled: readonly Batch[]
}

/** How much worse; null where the model does not read the column. */
async function loss({ model, base, column, shuffled }: Shuffled, sample: ExplainedSample, metric: Metric): Promise<number | null> {
  if (!model.columns.includes(column)) return null
  let sum = 0
  for (const batch of shuffled) sum += worseBy(metric, base, (await measuredValue(model, batch, { sample, metric })) ?? base)
  return sum / shuffled.length
}

function worseBy({ better }: Metric, base: number, value: number): number {
  if (better === 'neither') return Math.abs(value - base)
  return better === 'higher' ? base - value : value - base
}

function baseValue(model: Model, sample: ExplainedSample, metric: Metric): Promise<number | null> {
  return measuredValue(model, sample.batch, { sample, metric })
}

interface Measuring {
  readonly sample: ExplainedSample
  readonly metric: Metric
}

/** Null where the metric has no value on these rows, such as with one class only. */
async function measuredValue(model: Model, batch: Batch, { sample, metric }: Measuring): Promise<number | null> {
  const { truth, question, thresholds } = sample
  const rows = rowsWith(truth, await ask(model, batch, question), model === sample.baseline ? thresholds.baseline : thresholds.candidate)
  if (rows === null) return null
  try {
    const { value } = metric.measure(rows)
    return Number.isFinite(value) ? value : null
  } catch (error) {
    if (error instanceof MetricsError) return null
    throw error
  }
}

function shuffledBatches({ batch, seed }: ExplainedSample, column: string): readonly Batch[] {
  return Array.from({ length: shuffles }, (_, shuffle) => {
    const order = shuffledOrder(batch.rows, new RandomSource(seedOf(`${seed} ${column} ${shuffle}`)))
    const values = batch.values.get(column)
    return values ? { rows: batch.rows, values: new Map(batch.values).set(column, reordered(values, order)) } : batch
  })
}

/** Fisher and Yates. */
function shuffledOrder(length: number, random: RandomSource): Uint32Array {
  const order = Uint32Array.from({ length }, (_, at) => at)
  for (let at = length - 1; at > 0; at--) {
    const other = random.below(at + 1)
    const kept = order[at] as number
    order[at] = order[other] as number
    order[other] = kept
  }
  return order
}

function reordered(column: BatchColumn, order: Uint32Array): BatchColumn {
  if (column.kind === 'number') return { kind: 'number', data: Float64Array.from(order, (row) => column.data[row] as number) }
  return { kind: 'string', data: Array.from(order, (row) => column.data[row] ?? null) }
}
