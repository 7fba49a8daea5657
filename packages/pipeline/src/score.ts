import type { DataPlan, ModelPlan } from '@seaworthy/config'
import type { Batch, BatchColumn, Session } from '@seaworthy/datasets'
import type { CodedColumn, Scored } from '@seaworthy/evaluation'
import { InferenceError, type Model, nearestName } from '@seaworthy/inference'
import type { Codes } from '@seaworthy/metrics'
import { PipelineError } from './errors.ts'
import type { LockedDataset } from './locked-data.ts'

const dayMs = 86_400_000

export interface ScoreRequest {
  readonly session: Session
  readonly model: ModelPlan
  readonly dataset: LockedDataset
  readonly candidate: Model
  readonly baseline: Model | null
  /** Columns by which gates ask for slices. */
  readonly slices: readonly string[]
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
  readonly slices: readonly string[]
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
  readonly #slices: readonly Coder[]
  readonly #clusterColumn: string | null
  #filled = 0

  constructor(n: number, options: TableOptions) {
    this.#options = options
    this.#label = new Uint8Array(n)
    this.#candidate = new Float64Array(n)
    this.#baseline = options.paired ? new Float64Array(n) : null
    this.#clusterColumn = options.plan.cluster ?? options.plan.time
    this.#cluster = this.#clusterColumn ? new Coder(n) : null
    this.#slices = options.slices.map(() => new Coder(n))
    this.columns = [...(this.#clusterColumn ? [this.#clusterColumn] : []), ...options.slices]
  }

  get filled(): number {
    return this.#filled
  }

  append(batch: Batch, candidate: Float64Array, baseline: Float64Array | null): void {
    const at = this.#filled
    this.#candidate.set(candidate, at)
    if (baseline) this.#baseline?.set(baseline, at)
    const { label, positive, slices, plan } = this.#options
    readLabels(column(batch, label), { into: this.#label, at, positive, name: label })
    if (this.#clusterColumn) this.#cluster?.append(column(batch, this.#clusterColumn), at, plan.cluster === null)
    for (const [index, name] of slices.entries()) this.#slices[index]?.append(column(batch, name), at, false)
    this.#filled += batch.rows
  }

  done(): ScoredSet {
    const { plan, slices } = this.#options
    const coded = slices.map((name, index): CodedColumn => ({ column: name, ...coding(this.#slices[index]) }))
    const cluster = this.#cluster ? Int32Array.from(this.#cluster.codes) : null
    const truth = { kind: 'binary', label: this.#label, prediction: null, weight: null } as const
    const unit = plan.cluster ?? (plan.time ? `day of ${plan.time}` : 'row')
    return {
      scored: {
        candidate: { ...truth, score: this.#candidate },
        baseline: this.#baseline && { ...truth, score: this.#baseline },
        cluster,
        slices: coded,
      },
      unit,
      clusters: this.#cluster?.size ?? this.#filled,
    }
  }
}

// A byte for each row until the 257th value appears, two until the 65,537th.
function wideEnough(codes: Codes, code: number): Codes {
  if (code === 256 && codes instanceof Uint8Array) return Uint16Array.from(codes)
  return code === 65536 && codes instanceof Uint16Array ? Int32Array.from(codes) : codes
}

/** Values of a column as small integers, in order of appearance. */
class Coder {
  #codes: Codes
  readonly #known = new Map<string | number, number>()

  constructor(n: number) {
    this.#codes = new Uint8Array(n)
  }

  get codes(): Codes {
    return this.#codes
  }

  get size(): number {
    return this.#known.size
  }
  get values(): readonly string[] {
    return [...this.#known.keys()].map(String)
  }

  append(values: BatchColumn, at: number, asDay: boolean): void {
    const { data } = values
    for (let row = 0; row < data.length; row++) {
      const raw = data[row] ?? 'null'
      const value = asDay && typeof raw === 'number' ? Math.floor(raw / dayMs) : raw
      let code = this.#known.get(value)
      if (code === undefined) {
        code = this.#known.size
        this.#known.set(value, code)
        this.#codes = wideEnough(this.#codes, code)
      }
      this.#codes[at + row] = code
    }
  }
}

function coding(coder: Coder | undefined): { readonly codes: Codes; readonly values: readonly string[] } {
  return { codes: coder?.codes ?? new Uint8Array(), values: coder?.values ?? [] }
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
