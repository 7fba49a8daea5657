export { type Candidate, gatherCandidates, type SectionReader } from './candidates.ts'
export { type DataState, dataStatus, fetchLocked, type SourceStatus } from './data-status.ts'
export { type DeployRequest, deploy } from './deploy.ts'
export { PipelineError, type PipelineErrorCode } from './errors.ts'
export { type EvaluateRequest, evaluate } from './evaluate.ts'
export { importModel } from './import-model.ts'
export { type Hub, type Line, requireHub, requireRegistry } from './line.ts'
export { type LocalRequest, runLocally } from './local.ts'
export { checkLock, measureLock, writeLock } from './lock.ts'
export { markName } from './mark-name.ts'
export { type MonitorRequest, monitor } from './monitor.ts'
export { type PlanRequest, planChange, workOf } from './plan.ts'
export { type ModelOrigin, type Plan, type PlannedModel, parsePlan, plannedModelNamed } from './plan-document.ts'
export { rowsKind } from './policy.ts'
export type {
  Branches,
  Clock,
  Commands,
  CommitStatus,
  DataSources,
  Deployments,
  Dispatches,
  Engines,
  Files,
  Identity,
  Issue,
  Issues,
  Log,
  Mark,
  PullComment,
  PullRequest,
  Pulls,
  RepositoryRole,
  RunArtifact,
  Runs,
  SectionStore,
  SourceTree,
  StageFailure,
  Statuses,
  StatusState,
  StoredSection,
  WorkflowRun,
} from './ports.ts'
export { decidedAt } from './predictions/decided-at.ts'
export { defaultMetrics } from './predictions/default-metrics.ts'
export { type DetectionsRequest, readDetections } from './predictions/detections.ts'
export type { TableKind } from './predictions/layout.ts'
export type { PairedPredictions } from './predictions/paired.ts'
export { type PairedRequest, pairedDetections, pairedPredictions } from './predictions/paired-predictions.ts'
export type { Predictions, PredictionsRequest } from './predictions/predictions.ts'
export { readPredictions } from './predictions/read-predictions.ts'
export { truthDigest } from './predictions/truth.ts'
export { type PromoteRequest, promote, type RollbackRequest, rollback } from './promote.ts'
export { publish } from './publish.ts'
export { type Pulled, type PullRequestedVersion, pull } from './pull.ts'
export { type Reported, renderRun, report, reportComment, reportFork, reportNotPlanned, reportPending } from './report.ts'
export { type ReportedPull, reportExpired } from './report-expired.ts'
export { configPath, lineWorkflow, lockPath, modelNamed, publicKeyPath, readConfig, requireConfig } from './repository-files.ts'
export { historyOf, type Opened, openRetraining } from './retrain.ts'
export { parseFailure } from './run-sections.ts'
export { planShip } from './ship.ts'
export { type TrainHost, train } from './train.ts'
export { validate } from './validate.ts'
