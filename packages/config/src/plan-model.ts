import { parseDuration } from './duration.ts'
import { normalPath } from './names.ts'
import type {
  DataPlan,
  DeployPlan,
  EvaluatePlan,
  EvidenceLevel,
  ModelPlan,
  MonitorPlan,
  PredictPlan,
  RunPlan,
  Task,
  ThresholdPlan,
  TrainPlan,
} from './plan.ts'
import { fourFifths, planDirections, planGates } from './plan-gates.ts'
import type { RawModel } from './schema.ts'
import { parseSpan, parseWindow } from './window.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** A model's plan from what the file says, after every check; each default is filled in here and nowhere else. */
export function planModel(name: string, raw: RawModel): ModelPlan {
  const onMerge = raw.release?.on_merge ?? 'production'
  return {
    name,
    path: normalPath(raw.path ?? '.'),
    task: raw.task as Task,
    positive: raw.positive ?? null,
    data: planData(raw.data ?? {}),
    leakage: { ...defaultLeakage, ...given(raw.leakage ?? {}) },
    train: raw.train ? planTrain(raw.train) : null,
    metrics: raw.metrics ?? null,
    evaluate: planEvaluate(raw),
    release: { onMerge: onMerge === 'none' ? null : onMerge },
    deploy: Object.entries(raw.deploy ?? {}).map(([stage, deploy]) => planDeploy(stage, deploy)),
    monitor: raw.monitor ? planMonitor(raw.monitor) : null,
  }
}

const defaultLeakage: ModelPlan['leakage'] = {
  duplicate_rows: 'warn',
  shared_ids: 'block',
  time_overlap: 'block',
  conflicting_labels: 'warn',
  label_in_feature: 'warn',
}

function given(leakage: NonNullable<RawModel['leakage']>): Partial<ModelPlan['leakage']> {
  return Object.fromEntries(Object.entries(leakage).filter(([, effect]) => effect !== undefined))
}

function planData(data: NonNullable<RawModel['data']>): readonly DataPlan[] {
  return Object.entries(data).map(
    ([name, { source, contract, object, references, id, images, window, time, label, cluster, weight, embargo, mature }]) => {
      const rule = parseWindow(window ?? 'all') ?? { kind: 'all' as const }
      const inherited = rule.kind === 'before' ? data[rule.dataset]?.time : undefined
      return {
        name,
        source,
        contract: contract ?? null,
        object: object ?? null,
        references: Object.entries(references ?? {})
          .map(([table, from]) => ({ name: table, source: from }))
          .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
        id: typeof id === 'string' ? [id] : (id ?? []),
        ...(images === undefined ? {} : { images }),
        window: rule,
        time: time ?? inherited ?? null,
        label: label ?? null,
        cluster: cluster ?? null,
        weight: weight ?? null,
        embargoMs: durationOr(embargo, 0),
        matureMs: durationOr(mature, 0),
      }
    },
  )
}

function planTrain(train: NonNullable<RawModel['train']>): TrainPlan {
  return {
    run: train.run,
    params: train.params ?? null,
    model: normalPath(train.model),
    metrics: train.metrics ?? null,
    timeoutMs: durationOr(train.timeout, 6 * hourMs),
    env: train.env ?? {},
    sources: train.sources ?? null,
    seed: train.seed ?? 0,
    repeat: train.repeat ?? 1,
    predictions: train.predictions ?? null,
  }
}

function planEvaluate(raw: RawModel): EvaluatePlan {
  const gates = raw.evaluate?.gates ?? raw.gates ?? {}
  const fair = fourFifths(raw.evaluate?.fairness?.four_fifths ?? [], defaultEvidence(raw))
  const gated = [...Object.keys(gates), ...fair.map(({ metric }) => metric)]
  const primary = raw.evaluate?.primary ?? gated[0] ?? ''
  return {
    dataset: raw.evaluate?.dataset ?? 'test',
    primary,
    metrics: [...new Set([primary, ...(raw.evaluate?.metrics ?? []), ...gated])],
    gates: [...planGates(gates, defaultEvidence(raw)), ...fair],
    threshold: planThreshold(raw.evaluate?.threshold),
    output: raw.evaluate?.output ?? null,
    anchor: raw.evaluate?.anchor ?? true,
    confirm: raw.evaluate?.confirm ?? null,
    predict: planPredict(raw.evaluate?.predict),
    run: planRun(raw.evaluate?.run),
    declared: planDirections(gates),
    explain: raw.evaluate?.explain ?? true,
    waivers: { approvers: raw.evaluate?.waivers?.approvers ?? [], expiresMs: durationOr(raw.evaluate?.waivers?.expires, 7 * dayMs) },
  }
}

type RawEvaluate = NonNullable<RawModel['evaluate']>

function planThreshold(raw: RawEvaluate['threshold']): ThresholdPlan | null {
  if (raw === undefined) return null
  return typeof raw === 'number' ? { kind: 'fixed', value: raw } : { kind: 'chosen', dataset: raw.from, metric: raw.maximize }
}

function planPredict(raw: RawEvaluate['predict']): PredictPlan | null {
  return raw ? { run: raw.run, from: raw.from ?? 'base', timeoutMs: durationOr(raw.timeout, hourMs) } : null
}

function planRun(raw: RawEvaluate['run']): RunPlan | null {
  return raw ? { run: raw.run, from: raw.from ?? 'base', timeoutMs: durationOr(raw.timeout, 2 * hourMs), network: raw.network ?? false } : null
}

// A file of metrics can only report; a weights-only file can be run by our own code. A harness sees the truth, and so does the code that
// any other file brings into it.
function defaultEvidence(raw: RawModel): EvidenceLevel {
  if (!raw.train) return 'reported'
  if (raw.evaluate?.run) return /\.(onnx|safetensors|gguf)$/i.test(raw.train.model) ? 'measured' : 'reported'
  return raw.train.model.toLowerCase().endsWith('.onnx') ? 'measured' : 'predicted'
}

function planDeploy(stage: string, { run, smoke, timeout }: NonNullable<RawModel['deploy']>[string]): DeployPlan {
  return { stage, run, smoke: smoke ?? null, timeoutMs: durationOr(timeout, hourMs / 6) }
}

function planMonitor({ data, window, retrain }: NonNullable<RawModel['monitor']>): MonitorPlan {
  const maxAgeMs = retrain?.max_age === undefined ? null : parseDuration(retrain.max_age)
  return {
    source: data.source,
    time: data.time,
    label: data.label ?? null,
    window: parseSpan(window) ?? { count: 1, unit: 'week' },
    retrain: {
      on: retrain?.on ?? [],
      ofLast: retrain?.of_last ?? [2, 3],
      newRows: retrain?.new_rows ?? null,
      maxAgeDays: maxAgeMs === null ? null : maxAgeMs / dayMs,
      cooldownMs: durationOr(retrain?.cooldown, 7 * dayMs),
    },
  }
}

function durationOr(text: string | undefined, fallbackMs: number): number {
  return (text === undefined ? null : parseDuration(text)) ?? fallbackMs
}
