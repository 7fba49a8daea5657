import type { Span, WindowRule } from './window.ts'

export const tasks = [
  'binary-classification',
  'multiclass-classification',
  'multilabel-classification',
  'regression',
  'ranking',
  'forecasting',
  'clustering',
  'detection',
  'segmentation',
  'text',
] as const
export type Task = (typeof tasks)[number]

export const rules = ['non_inferior', 'superior', 'no_regression', 'at_least', 'at_most'] as const
export type Rule = (typeof rules)[number]

export const effects = ['block', 'warn'] as const
export type Effect = (typeof effects)[number]

export const evidenceLevels = ['measured', 'predicted', 'reported'] as const
export type EvidenceLevel = (typeof evidenceLevels)[number]

export const leakageKinds = ['duplicate_rows', 'shared_ids', 'time_overlap', 'conflicting_labels', 'label_in_feature'] as const
export type LeakageKind = (typeof leakageKinds)[number]

export const leakageEffects = ['block', 'warn', 'off'] as const
export type LeakageEffect = (typeof leakageEffects)[number]

export const retrainReasons = ['calibration', 'decay'] as const
export type RetrainReason = (typeof retrainReasons)[number]

/** `seaworthy.yml`, read, with every default filled in. */
export interface Config {
  readonly version: 1
  /** Whether values of the data may be quoted in comments. */
  readonly samples: 'show' | 'hide'
  readonly signing: 'auto' | 'required'
  /** In the order of the file. */
  readonly models: readonly ModelPlan[]
}

export interface ModelPlan {
  readonly name: string
  /** The model's folder from the repository's root: `.` or `models/a`. */
  readonly path: string
  readonly task: Task
  readonly positive: string | number | null
  readonly data: readonly DataPlan[]
  readonly leakage: Readonly<Record<LeakageKind, LeakageEffect>>
  readonly train: TrainPlan | null
  /** A file of metrics that was made elsewhere, from the repository's root; then `train` is null. */
  readonly metrics: string | null
  readonly evaluate: EvaluatePlan
  readonly release: { readonly onMerge: string | null }
  readonly deploy: readonly DeployPlan[]
  readonly monitor: MonitorPlan | null
}

export interface DataPlan {
  readonly name: string
  /** A glob from the repository's root, or an address; the lock names its files. */
  readonly source: string
  readonly contract: string | null
  /** The object of the contract; null where it has one only. */
  readonly object: string | null
  /** Other tables that the contract names: name to source, sorted by name. */
  readonly references: readonly { readonly name: string; readonly source: string }[]
  /** Columns that name the unit of a row. */
  readonly id: readonly string[]
  readonly window: WindowRule
  /** Its own time column, or with `before X` that of X. */
  readonly time: string | null
  readonly label: string | null
  readonly cluster: string | null
}

export interface TrainPlan {
  readonly run: string
  /** From the model's folder. */
  readonly params: string | null
  /** Under `$OUT`: a file or a folder. */
  readonly model: string
  /** Under `$OUT`. */
  readonly metrics: string | null
  readonly timeoutMs: number
  readonly env: Readonly<Record<string, string>>
  /** Globs from the model's folder; null: the default of {@link trainSources}. */
  readonly sources: readonly string[] | null
  readonly seed: number
}

export interface EvaluatePlan {
  readonly dataset: string
  readonly primary: string
  /** The primary metric first, then those listed, then those only gated. */
  readonly metrics: readonly string[]
  readonly gates: readonly GatePlan[]
}

/** One rule about one metric. */
export interface GatePlan {
  readonly metric: string
  readonly rule: Rule
  /** A margin in the metric's own unit, or the threshold of `at_least` and `at_most`. */
  readonly bound: number
  readonly by: readonly string[]
  readonly onFail: Effect
  readonly inconclusive: Effect
  readonly evidence: EvidenceLevel
}

export interface DeployPlan {
  readonly stage: string
  readonly run: string
  readonly smoke: string | null
  readonly timeoutMs: number
}

export interface MonitorPlan {
  readonly source: string
  readonly time: string
  readonly label: string | null
  readonly window: Span
  readonly retrain: RetrainPlan
}

export interface RetrainPlan {
  readonly on: readonly RetrainReason[]
  /** `[k, n]`: a reason counts once it showed in k of the last n windows. */
  readonly ofLast: readonly [number, number]
  readonly newRows: number | null
  readonly maxAgeDays: number | null
  readonly cooldownMs: number
}
