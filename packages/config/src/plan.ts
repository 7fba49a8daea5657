import type { CutPlan } from './cut.ts'
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

export const rules = ['non_inferior', 'superior', 'no_regression', 'at_least', 'at_most', 'at_least_times', 'at_most_times'] as const
export type Rule = (typeof rules)[number]

export const effects = ['block', 'warn'] as const
export type Effect = (typeof effects)[number]

export const directions = ['higher', 'lower'] as const
export type Direction = (typeof directions)[number]

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
  /** Images that columns of the rows name: a glob or an address. Left out where there are none, so that equal plans stay equal. */
  readonly images?: string
  readonly window: WindowRule
  /** Its own time column, or with `before X` that of X. */
  readonly time: string | null
  readonly label: string | null
  readonly cluster: string | null
  /** Column with what each row counts. */
  readonly weight: string | null
  /** How long before its window no row may be trained on: labels that ripen, features that look back. */
  readonly embargoMs: number
  /** How long its labels take to be final: a window ends so long before the newest row. */
  readonly matureMs: number
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
  /** How often it is trained, each time with the next seed; then the recipe is judged. */
  readonly repeat: number
  /** Its own predictions of the rows that it was given, at the top of `$OUT`, to be held against what the model says here. */
  readonly predictions: string | null
}

export interface EvaluatePlan {
  readonly dataset: string
  readonly primary: string
  /** The primary metric first, then those listed, then those only gated. */
  readonly metrics: readonly string[]
  readonly gates: readonly GatePlan[]
  /** Above what score a row counts as positive: a number, or the best on another dataset by a metric. */
  readonly threshold: ThresholdPlan | null
  /** The output of a model file that answers, where several could; production's model is read by it where it has it. */
  readonly output: string | null
  /** Whether each release is also held against the last one that was shown better. */
  readonly anchor: boolean
  /** A second test set, opened once, at publishing. */
  readonly confirm: string | null
  readonly predict: PredictPlan | null
  /** A harness that measures both models by itself; then nothing else scores them. */
  readonly run: RunPlan | null
  /** Which way is better, of the metrics that only another tool knows. */
  readonly declared: Readonly<Record<string, Direction>>
  /** Whether importance, dependence and disagreement are computed. */
  readonly explain: boolean
  readonly waivers: WaiverPlan
}

export type ThresholdPlan =
  | { readonly kind: 'fixed'; readonly value: number }
  | { readonly kind: 'chosen'; readonly dataset: string; readonly metric: string }

/** A command of the policy that is given a model. */
export interface CommandPlan {
  readonly run: string
  /** Whose command: that of the base branch, or of the pull request (then its evidence is weaker still, and said). */
  readonly from: 'base' | 'head'
  readonly timeoutMs: number
}

/** A command that turns a model and rows without labels into predictions. */
export type PredictPlan = CommandPlan

/** A command that measures a model and leaves results that are read by their content. */
export interface RunPlan extends CommandPlan {
  readonly network: boolean
}

export interface WaiverPlan {
  /** Logins that may let a finding pass; empty: nobody. */
  readonly approvers: readonly string[]
  readonly expiresMs: number
}

/** One rule about one metric. */
export interface GatePlan {
  readonly metric: string
  readonly rule: Rule
  /** A margin in the metric's own unit, the threshold of `at_least` and `at_most`, or the ratio of `at_most_times`. */
  readonly bound: number
  /** The margin is a share of production's value, and `bound` that share. */
  readonly relative: boolean
  readonly on: 'bound' | 'point'
  readonly by: readonly CutPlan[]
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
