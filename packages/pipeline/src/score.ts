import type { CutPlan, DataPlan, ModelPlan } from '@seaworthy/config'
import type { Batch, BatchColumn, Session } from '@seaworthy/datasets'
import type { Scored } from '@seaworthy/evaluation'
import { InferenceError, type Model, type Numbers, nearestName } from '@seaworthy/inference'
import { Coder } from './coder.ts'
import { PipelineError } from './errors.ts'
import type { LockedDataset } from './locked-data.ts'
import { SliceTable } from './slice-table.ts'

const dayMs = 86_400_000

export interface ScoreRequest {
  readonly session: Session
  readonly model: ModelPlan
  readonly dataset: LockedDataset
  readonly candidate: Model
  readonly baseline: Model | null
  /** How gates cut the rows. */
  readonly slices: readonly CutPlan[]
}

export interface ScoredSet {
  readonly scored: Scored
  /** `day of date`, the cluster column, or `row`. */
  readonly unit: string
  readonly clusters: number
}

/**
 * One ordered pass over the rows of a dataset: each batch feeds both models, so position is identity and nothing is joined.
 * What stays per row: label, two scores, cluster and slice codes.
 */
export async function scoreDataset(request: ScoreRequest): Promise<ScoredSet> {
  const { session, dataset, candidate, baseline, model } = request
  const { plan } = dataset
  const label = labelOf(plan, model.name)
  const n = dataset.window
    ? await session.count({ files: dataset.files, reading: dataset.reading, window: dataset.window })
    : await session.rows(dataset.files, dataset.reading)
  const table = new ScoredTable(n, { label, positive: model.positive, slices: request.slices, plan, paired: baseline !== null })
  const models = [candidate, ...(baseline ? [baseline] : [])]
  await requireInputs(request, models)
  const columns = [...new Set([label, ...table.columns, ...models.flatMap((one) => one.columns)])]
  for await (const batch of session.read({ files: dataset.files, reading: dataset.reading, window: dataset.window, columns })) {
    const options = { positive: model.positive, firstRow: table.filled }
    const scores = await candidate.score(batch, options)
    table.append(batch, scores, baseline ? await baseline.score(batch, options) : null)
  }
  return table.done()
}

/** A model that reads what the data lack is told by its own name, before a row is read. */
async function requireInputs({ session, dataset, candidate, model }: ScoreRequest, models: readonly Model[]): Promise<void> {
  const names = (await session.columns(dataset.files, dataset.reading)).map((column) => column.name)
  for (const one of models) {
    const missing = one.columns.find((column) => !names.includes(column))
    if (missing === undefined) continue
    const who = one === candidate ? `the candidate of "${model.name}"` : `production's "${model.name}"`
    const nearest = nearestName(missing, names)
    throw new InferenceError('INPUT_MISSING', `${who} reads a column "${missing}", which the data "${dataset.plan.name}" lack`, {
      hint: nearest === null ? `they have: ${names.join(', ')}` : `the nearest column is "${nearest}"`,
    })
  }
}

function labelOf(plan: DataPlan, model: string): string {
  if (plan.label) return plan.label
  throw new PipelineError('COLUMN_UNDECLARED', `data "${plan.name}" of model "${model}" declares no label`, {
    hint: `add \`label: COLUMN\` to models.${model}.data.${plan.name}`,
  })
}

interface TableOptions {
  readonly label: string
  readonly positive: string | number | null
  readonly slices: readonly CutPlan[]
  readonly plan: DataPlan
  readonly paired: boolean
}

/** Grows by batches into the typed arrays that the evaluation reads. */
class ScoredTable {
  readonly columns: readonly string[]
  readonly #options: TableOptions
  readonly #label: Uint8Array
  readonly #candidate: Float64Array
  readonly #baseline: Float64Array | null
  readonly #cluster: Coder | null
  readonly #slices: SliceTable
  readonly #clusterColumn: string | null
  #filled = 0

  constructor(n: number, options: TableOptions) {
    this.#options = options
    this.#label = new Uint8Array(n)
    this.#candidate = new Float64Array(n)
    this.#baseline = options.paired ? new Float64Array(n) : null
    this.#clusterColumn = options.plan.cluster ?? options.plan.time
    this.#cluster = this.#clusterColumn ? new Coder(n) : null
    this.#slices = new SliceTable(n, options.slices)
    this.columns = [...(this.#clusterColumn ? [this.#clusterColumn] : []), ...this.#slices.columns]
  }

  get filled(): number {
    return this.#filled
  }

  append(batch: Batch, candidate: Numbers, baseline: Numbers | null): void {
    const at = this.#filled
    this.#candidate.set(candidate, at)
    if (baseline) this.#baseline?.set(baseline, at)
    const { label, positive, plan } = this.#options
    readLabels(column(batch, label), { into: this.#label, at, positive, name: label })
    if (this.#clusterColumn) this.#cluster?.append(unitsIn(column(batch, this.#clusterColumn), plan.cluster === null), at)
    this.#slices.append(batch, at)
    this.#filled += batch.rows
  }

  done(): ScoredSet {
    const { plan } = this.#options
    const cluster = this.#cluster ? Int32Array.from(this.#cluster.codes) : null
    const truth = { kind: 'binary', label: this.#label, prediction: null, weight: null } as const
    const unit = plan.cluster ?? (plan.time ? `day of ${plan.time}` : 'row')
    return {
      scored: {
        candidate: { ...truth, score: this.#candidate },
        baseline: this.#baseline && { ...truth, score: this.#baseline },
        cluster,
        slices: this.#slices.done(),
        ordered: plan.cluster === null && plan.time !== null,
      },
      unit,
      clusters: this.#cluster?.size ?? this.#filled,
    }
  }
}

/** The day of each time, or the values as they are. */
function unitsIn({ kind, data }: BatchColumn, asDay: boolean): BatchColumn['data'] {
  return asDay && kind === 'number' ? data.map((value) => Math.floor(value / dayMs)) : data
}

function column(batch: Batch, name: string): BatchColumn {
  const found = batch.values.get(name)
  if (found) return found
  throw new PipelineError('COLUMN_UNDECLARED', `the test data have no column "${name}"`)
}

// Two values at most, one of them the positive one: anything else is a label that nobody declared.
function readLabels(
  values: BatchColumn,
  { into, at, positive, name }: { readonly into: Uint8Array; readonly at: number; readonly positive: string | number | null; readonly name: string },
): void {
  const wanted = positive ?? 1
  const { data } = values
  for (let row = 0; row < data.length; row++) {
    const value = data[row]
    if (value === null || value === undefined || Number.isNaN(value)) {
      throw new PipelineError('LABEL_INVALID', `row ${at + row} of the test window has no label in "${name}"`, {
        hint: 'rows without a label cannot be judged: let the contract require it',
      })
    }
    into[at + row] = String(value) === String(wanted) ? 1 : 0
  }
}
