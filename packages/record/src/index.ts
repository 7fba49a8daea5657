export type {
  EvaluateBody,
  Evidence,
  EvidenceLevel,
  Explanation,
  FairGroups,
  Finding,
  PolicySource,
  Rule,
  Waiver,
  WeakSlice,
} from './bodies/evaluate.ts'
export type { ColumnDrift, DeployBody, MonitorBody, PromoteBody, PublishBody } from './bodies/events.ts'
export { type BinaryPlot, maxPoints, type Plots, type RegressionPlot } from './bodies/plots.ts'
export type { TrainBody } from './bodies/train.ts'
export type {
  CheckResult,
  ContractChange,
  DataChanges,
  DatasetReport,
  LeakageFinding,
  PersonalData,
  ValidateBody,
} from './bodies/validate.ts'
export {
  type Assembled,
  assemble,
  type CandidateRecord,
  type ExpectedKeys,
  maxRecordBytes,
  modelOf,
  parseRecord,
  recordDigest,
  sectionsOf,
  serializeRecord,
} from './candidate-record.ts'
export { canonicalDigest, canonicalJson, type Json } from './canonical.ts'
export { type Digest, digestOf, isDigest, shortDigest } from './digest.ts'
export { RecordError, type RecordErrorCode } from './errors.ts'
export { sectionJsonSchema, sectionSchemaId } from './json-schema.ts'
export { type KeyParts, stageKey } from './key.ts'
export {
  type Bodies,
  type CandidateStage,
  candidateStages,
  maxSectionBytes,
  maxSectionDepth,
  parseCapped,
  parseSection,
  type Section,
  type Stage,
  sectionDigest,
  sectionSchema,
  serializeSection,
  stages,
} from './section.ts'
export { blockingChecks, blockingLeakage, dataBlockers, type Verdict, verdictOf, verdictOfFindings } from './verdict.ts'
export type { Artifact, RunIdentity, Tool, Warning, Window } from './wire.ts'
