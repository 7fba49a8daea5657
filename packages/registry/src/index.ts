export type { Clock, Decision } from './assign.ts'
export { RegistryError, type RegistryErrorCode } from './errors.ts'
export { keyHint, keySigner, type Signer } from './key.ts'
export { type SignedFiles, signModel, verifyModelSignature } from './model-signature.ts'
export { isAssetName, isName } from './names.ts'
export type {
  Asset,
  AssetInput,
  CommitInput,
  CommitObject,
  GitObjects,
  GitPerson,
  RefEntry,
  Refs,
  RegistryPorts,
  Release,
  Releases,
  Sha,
  TagInput,
  TagObject,
} from './ports.ts'
export type { PromoteRequest } from './promote.ts'
export type { Published, PublishRequest } from './publish.ts'
export { type PublishPlan, planPublish } from './publish-plan.ts'
export { type NewestVersion, openRegistry, type Registry, type RegistryOptions, type StageState } from './registry.ts'
export type { Claim } from './registry-commit.ts'
export { profileFile, type ReleaseFile } from './release-file.ts'
export type { RollbackRequest } from './rollback.ts'
export type { StageEntry } from './stage-log.ts'
export { type Assignment, predicateTypes } from './stage-statement.ts'
export { parseStageTag, type StageTag, stageTag } from './stage-tag.ts'
export type { SignatureState, Trust } from './trust.ts'
export type { VerifiedVersion } from './verified-version.ts'
export { compareVersions, formatVersion, nextVersion, parseVersion, parseVersionTag, type Version, versionTag } from './version.ts'
export type { VersionEntry } from './version-list.ts'
