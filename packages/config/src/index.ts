export { type CutPart, type CutPlan, planCut } from './cut.ts'
export { parseDuration } from './duration.ts'
export { ConfigError, type ConfigErrorCode, configMissing, lockMissing, type Problem } from './errors.ts'
export { configJsonSchema, configSchemaId } from './json-schema.ts'
export type { Lock, LockedFile, LockedSource } from './lock.ts'
export { parseShare } from './margin.ts'
export type { MetricComplaint, MetricNames } from './metric-names.ts'
export { isAddress } from './names.ts'
export { type ParseConfigOptions, parseConfig } from './parse-config.ts'
export { parseLock } from './parse-lock.ts'
export {
  type CommandPlan,
  type Config,
  type DataPlan,
  type DeployPlan,
  type Direction,
  type Effect,
  type EvaluatePlan,
  type EvidenceLevel,
  type GatePlan,
  type LeakageEffect,
  type LeakageKind,
  leakageKinds,
  type ModelPlan,
  type MonitorPlan,
  type PredictPlan,
  type RetrainPlan,
  type RetrainReason,
  type Rule,
  type RunPlan,
  type Task,
  type ThresholdPlan,
  type TrainPlan,
  tasks,
  type WaiverPlan,
} from './plan.ts'
export { serializeLock } from './serialize-lock.ts'
export { matchesSource, trainSources } from './sources.ts'
export { parseSpan, parseWindow, type Span, type WindowRule, type WindowUnit } from './window.ts'
