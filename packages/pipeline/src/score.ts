import type { CutPlan, DataPlan, ModelPlan, ThresholdPlan } from '@seaworthy/config'
import type { Session } from '@seaworthy/datasets'
import type { Scored } from '@seaworthy/evaluation'
import { InferenceError, type Model, nearestName, type PredictionKind } from '@seaworthy/inference'
import type { Rows } from '@seaworthy/metrics'
import type { Warning } from '@seaworthy/record'
import { PipelineError } from './errors.ts'
import type { LockedDataset } from './locked-data.ts'
import { openedPictures } from './pictures/opened-pictures.ts'
import type { RowCollector } from './row-collector.ts'
import { ClusterTable } from './scored/cluster-table.ts'
import { columnOfUnits, type Grouping } from './scored/grouping.ts'
import { positiveOf, predictionKinds, tableOfTask } from './scored/table-of-task.ts'
import { decidedAt, type Threshold, thresholdOf, unknownThreshold } from './scored/threshold.ts'
import { WeightTable } from './scored/weight-table.ts'
import { SliceTable } from './slice-table.ts'

/** A model as it answers for the rows of a dataset: one whose answers were made beforehand has others for each. */
export type ModelOn = (model: Model, dataset: LockedDataset) => Promise<Model>

export interface ScoreRequest {
  readonly session: Session
  readonly model: ModelPlan
  readonly dataset: LockedDataset
  readonly candidate: Model
  readonly baseline: Model | null
  /** Left out: both answer for any rows. */
  readonly on?: ModelOn
  /** How gates cut the rows. */
  readonly slices: readonly CutPlan[]
  /** Who reads more of the rows while they pass. */
  readonly collector?: RowCollector | null
}

export interface ScoredSet {
  readonly scored: Scored
  /** `day of date`, the cluster column, `query`, or `row`. */
  readonly unit: string
  readonly clusters: number
  /** Where several rows are one unit; null: each row is one. */
  readonly grouping: Grouping | null
  /** What a reader should know: above which score rows count as positive, that a model ran elsewhere than asked for. */
  readonly warnings: readonly Warning[]
}

/**
 * One ordered pass over the rows of a dataset: each batch feeds both models, so position is identity and nothing is joined.
 * What stays per row: label, what both models say, cluster and slice codes. Where the policy has a threshold, scores become decisions.
 * @throws {PipelineError} `COLUMN_UNDECLARED`, `LABEL_INVALID`, `WEIGHT_INVALID`, `UNIT_MIXED`, `TASK_UNSUPPORTED`, `THRESHOLD_UNKNOWN`
 * @throws {InferenceError} as `Model.predict`
 */
export async function scoreDataset(request: ScoreRequest): Promise<ScoredSet> {
  return await decidedSet(await passOver(request), request)
}

async function passOver(request: ScoreRequest): Promise<ScoredSet> {
  const { session, dataset, model, on = anyRows, collector = null } = request
  const candidate = await on(request.candidate, dataset)
  const baseline = request.baseline && (await on(request.baseline, dataset))
  const { plan, files, reading, window } = dataset
  const kind = predictionKinds[model.task]
  const label = labelOf(plan, model.name)
  const positive = positiveOf(model, candidate)
  const rows = window ? await session.count({ files, reading, window }) : await session.rows(files, reading)
  const models = [candidate, ...(baseline ? [baseline] : [])]
  const tables = {
    task: await tableOfTask({ session, model, dataset, candidate, positive, rows, label, paired: baseline !== null }),
    cluster: new ClusterTable(rows, plan),
    weight: new WeightTable(rows, plan.weight),
    slices: new SliceTable(rows, request.slices),
  }
  await requireInputs({ ...request, candidate }, models)
  collector?.begin(rows)
  const readers = [...Object.values(tables), ...models, ...(collector ? [collector] : [])]
  const columns = [...new Set(readers.flatMap((reader) => reader.columns))]
  // Production may come from a time before the output had its name.
  const outputOf = (one: Model) =>
    one === candidate || one.outputs.some(({ name }) => name === model.evaluate.output) ? model.evaluate.output : null
  let at = 0
  const seen = { columns: [...new Set(models.flatMap(({ pictures }) => pictures))], images: dataset.images }
  const reads = { files, reading, window, columns, ...wholeLabel(kind, label), ...(seen.columns.length > 0 ? { batchRows: picturedRows } : {}) }
  for await (const rowsAsRead of session.read(reads)) {
    const batch = await openedPictures(rowsAsRead, { ...seen, at })
    const answer = (one: Model) => one.predict(batch, { kind, positive, firstRow: at, output: outputOf(one) })
    await tables.task.append(rowsAsRead, at, { candidate: await answer(candidate), baseline: baseline && (await answer(baseline)) })
    for (const table of [tables.cluster, tables.weight, tables.slices, ...(collector ? [collector] : [])]) table.append(rowsAsRead, at)
    at += batch.rows
  }
  const warnings = models.flatMap(({ notes }) => notes).map((message) => ({ code: 'MODEL_NOTE', message }))
  return { ...scoredSet(tables, at), warnings }
}

/** Rows whose images are held at once, decoded. */
const picturedRows = 16

// Labels that are lists come in JSON, which other columns of lists do not.
function wholeLabel(kind: PredictionKind, label: string): { readonly as?: ReadonlyMap<string, 'text'> } {
  return kind === 'detection' || kind === 'segmentation' || kind === 'text' ? { as: new Map([[label, 'text']]) } : {}
}

const anyRows: ModelOn = async (model) => model

async function decidedSet(set: ScoredSet, request: ScoreRequest): Promise<ScoredSet> {
  const plan = request.model.evaluate.threshold
  if (plan === null) return set
  const { candidate, baseline } = request
  const own = await thresholdOf(plan, () => rowsToChooseOn(request, candidate))
  const production = baseline && (await thresholdOf(plan, () => rowsToChooseOn(request, baseline)))
  const { scored } = set
  return {
    ...set,
    scored: {
      ...scored,
      candidate: decidedAt(scored.candidate, own),
      baseline: scored.baseline && production && decidedAt(scored.baseline, production),
    },
    warnings: [...set.warnings, thresholdNote(plan, own, production)],
  }
}

async function rowsToChooseOn({ session, model, dataset, on }: ScoreRequest, one: Model): Promise<Rows> {
  const { threshold } = model.evaluate
  const name = threshold?.kind === 'chosen' ? threshold.dataset : ''
  const rows = dataset.siblings?.get(name)
  if (!rows) throw unknownThreshold(name, 'the model has no data of that name here')
  const set = await passOver({ session, model, dataset: rows, candidate: one, baseline: null, slices: [], ...(on ? { on } : {}) })
  return set.scored.candidate
}

function thresholdNote(plan: ThresholdPlan, own: Threshold, production: Threshold | null): Warning {
  const written = ({ value }: Threshold) => String(Number(value.toPrecision(6)))
  const values = production && plan.kind === 'chosen' ? `${written(own)} (production's: above ${written(production)})` : written(own)
  const how = plan.kind === 'chosen' ? `, where ${plan.metric} is best on "${plan.dataset}"` : ''
  return { code: 'THRESHOLD', message: `a score counts as positive above ${values}${how}` }
}

interface Tables {
  readonly task: Awaited<ReturnType<typeof tableOfTask>>
  readonly cluster: ClusterTable
  readonly weight: WeightTable
  readonly slices: SliceTable
}

function scoredSet({ task, cluster, weight, slices }: Tables, rows: number): Omit<ScoredSet, 'warnings'> {
  const { candidate, baseline, grouping, unit: noun } = task.done(weight.weight)
  const { unit, clusters, ordered, cluster: codes } = cluster.done(grouping)
  return {
    scored: { candidate, baseline, cluster: codes, ordered, slices: slices.done().map((column) => columnOfUnits(column, grouping)) },
    unit: unit === 'row' ? (noun ?? unit) : unit,
    clusters: clusters ?? grouping?.names.length ?? rows,
    grouping,
  }
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
