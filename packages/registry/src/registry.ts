import type { CandidateRecord, PromoteBody } from '@seaworthy/record'
import type { Clock } from './assign.ts'
import { readClaims } from './claim.ts'
import { fetchModel } from './fetch-model.ts'
import type { Signer } from './key.ts'
import { latestVersion, newestVersion } from './latest-version.ts'
import type { RegistryPorts } from './ports.ts'
import { type PromoteRequest, promote } from './promote.ts'
import { type Published, type PublishRequest, publish } from './publish.ts'
import { type PublishPlan, planPublish } from './publish-plan.ts'
import type { Claim } from './registry-commit.ts'
import { type RollbackRequest, rollback } from './rollback.ts'
import { smallFile } from './small-file.ts'
import type { StageEntry } from './stage-log.ts'
import { currentStage, formerInStage, requireInStage, stageHistory, versionInStage } from './stage-version.ts'
import type { Trust } from './trust.ts'
import { type VerifiedVersion, verifyVersion } from './verified-version.ts'
import { nextVersion, normalVersion } from './version.ts'
import { listVersions, type VersionEntry } from './version-list.ts'

export interface RegistryOptions extends RegistryPorts {
  readonly trust: Trust
  /** Left out: what is made is unsigned, where trust allows that. */
  readonly signer?: Signer | null
  readonly clock: Clock
}

/** What is in a stage now. */
export interface StageState extends StageEntry {
  /** The newest statement is a rollback: merges do not promote. */
  readonly held: boolean
}

/** The newest version of a model, released or not. */
export interface NewestVersion extends Claim {
  readonly record: CandidateRecord
  /** False: its run was interrupted, and publishing this very record finishes it. */
  readonly published: boolean
}

/** Versions and stages of models, kept as tags and releases of one repository. Everything read is verified before it is given. */
export interface Registry {
  /** The versions that have a tag, lowest first: names only, nothing verified. One call. */
  versions(model: string): Promise<readonly VersionEntry[]>
  /** The version that would be made next: `1.0.0`, or the next minor. One call. */
  nextVersion(model: string): Promise<string>
  /** What a commit of main becomes: see {@link planPublish}. One call, and one for each version. */
  plan(model: string, sourceCommit: string): Promise<PublishPlan>
  /** The highest version that has a tag, with its record; null without any. */
  newest(model: string): Promise<NewestVersion | null>
  /** One version, verified; `latest` is the highest that was released. */
  version(model: string, version: string): Promise<VerifiedVersion>
  /** What is in a stage, by its newest statement, verified; null where none was assigned. Nothing about the version is verified. */
  stage(model: string, stage: string): Promise<StageState | null>
  /** The log of a stage, oldest first, every statement verified. One call, and one for each assignment. */
  history(model: string, stage: string): Promise<readonly StageEntry[]>
  /** The version in a stage (`production` if left out), its newest statement and itself verified; null where none was assigned. */
  production(model: string, stage?: string): Promise<VerifiedVersion | null>
  /** As `production`, where there must be one. @throws {RegistryError} `VERSION_UNKNOWN` */
  require(model: string, stage: string): Promise<VerifiedVersion>
  /** The version that was in a stage before `version`, verified: what to go back to; null where there is none. */
  former(model: string, stage: string, version: string): Promise<VerifiedVersion | null>
  /** Downloads a version, verified before it is there; gives the paths of its files. */
  fetch(version: VerifiedVersion, into: string): Promise<readonly string[]>
  /** A small file of a version by its role (`profile`), held to its record; null where it has none. The model is not downloaded. */
  file(version: VerifiedVersion, role: string): Promise<Uint8Array | null>
  publish(request: PublishRequest): Promise<Published>
  promote(request: PromoteRequest): Promise<PromoteBody>
  rollback(request: RollbackRequest): Promise<PromoteBody>
}

/**
 * The registry of a repository.
 * @example const registry = openRegistry({ ...ports, trust: { mode: 'auto', publicKeyPem: null }, clock: { now: () => new Date() } })
 */
export function openRegistry(options: RegistryOptions): Registry {
  const ports = { ...options, signer: options.signer ?? null }
  const { trust, refs, objects, releases } = ports
  return {
    versions: (model) => listVersions(refs, model),
    nextVersion: async (model) => nextVersion((await listVersions(refs, model)).map(({ version }) => version)),
    plan: async (model, sourceCommit) => planPublish({ model, sourceCommit, claims: await readClaims(objects, await listVersions(refs, model)) }),
    newest: (model) => newestVersion(ports, model),
    version: (model, version) => (version === 'latest' ? latestVersion(ports, model) : verifyVersion(ports, trust, { name: model, version })),
    stage: (model, stage) => currentStage(ports, { model, stage }),
    history: (model, stage) => stageHistory(ports, { model, stage }),
    production: (model, stage = 'production') => versionInStage(ports, { model, stage }),
    require: (model, stage) => requireInStage(ports, { model, stage }),
    former: (model, stage, version) => formerInStage(ports, { model, stage, version: normalVersion(version) }),
    fetch: (version, into) => fetchModel(version, { releases, trust, into }),
    file: (version, role) => smallFile(releases, version, role),
    publish: (request) => publish(ports, request),
    promote: (request) => promote(ports, request),
    rollback: (request) => rollback(ports, request),
  }
}
