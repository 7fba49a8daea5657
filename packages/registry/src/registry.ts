import type { CandidateRecord, PromoteBody } from '@seaworthy/record'
import type { Clock } from './assign.ts'
import { findClaim, readClaims } from './claim.ts'
import { RegistryError } from './errors.ts'
import { type FetchedVersion, fetchModel } from './fetch-model.ts'
import type { Signer } from './key.ts'
import type { RegistryPorts } from './ports.ts'
import { type PromoteRequest, promote } from './promote.ts'
import { type Published, type PublishRequest, publish } from './publish.ts'
import { type PublishPlan, planPublish } from './publish-plan.ts'
import { type Claim, readClaimedRecord } from './registry-commit.ts'
import { type RollbackRequest, rollback } from './rollback.ts'
import { listStageTags, readStageEntry, type StageEntry } from './stage-log.ts'
import type { Trust } from './trust.ts'
import { type VerifiedVersion, verifyVersion } from './verified-version.ts'
import { normalVersion } from './version.ts'
import { listVersions, type VersionEntry } from './version-list.ts'

export interface RegistryOptions extends RegistryPorts {
  readonly trust: Trust
  /** Left out: what is made is unsigned, where trust allows that. */
  readonly signer?: Signer | null
  readonly clock: Clock
}

export interface StageState {
  readonly current: StageEntry | null
  /** The newest statement is a rollback: merges do not promote. */
  readonly held: boolean
  /** Oldest first, `current` last. */
  readonly history: readonly StageEntry[]
}

/** Versions and stages of models, kept as tags and releases of one repository. Everything read is verified before it is given. */
export interface Registry {
  /** The versions that have a tag, lowest first: names only, nothing verified. One call. */
  versions(model: string): Promise<readonly VersionEntry[]>
  /** What a commit of main becomes: see {@link planPublish}. One call, and one for each version. */
  plan(model: string, sourceCommit: string): Promise<PublishPlan>
  /** The record of a claimed version, released or not: what is published when an interrupted run is finished. */
  record(claim: Claim): Promise<CandidateRecord>
  /** One version, verified; `latest` is the highest that was released. */
  version(model: string, version: string): Promise<VerifiedVersion>
  /** The log of a stage, every statement verified. One call, and one for each assignment. */
  stages(model: string, stage: string): Promise<StageState>
  /** The version in a stage (`production` if left out), its newest statement and itself verified; null where none was assigned. */
  production(model: string, stage?: string): Promise<VerifiedVersion | null>
  /** Downloads a version into an empty or absent folder, verified before it is there. */
  fetchModel(version: VerifiedVersion, into: string): Promise<FetchedVersion>
  publish(request: PublishRequest): Promise<Published>
  promote(request: PromoteRequest): Promise<PromoteBody>
  rollback(request: RollbackRequest): Promise<PromoteBody>
}

/**
 * The registry of a repository.
 * @example const registry = openRegistry({ ...ports, trust: { mode: 'auto', publicKeyPem: null }, clock: { now: Date.now } })
 */
export function openRegistry(options: RegistryOptions): Registry {
  const { trust, releases, objects } = options
  const ports = { ...options, signer: options.signer ?? null }
  return {
    versions: (model) => listVersions(ports.refs, model),
    plan: async (model, sourceCommit) => {
      const entries = await listVersions(ports.refs, model)
      return planPublish({ model, sourceCommit, claims: await readClaims(objects, entries) })
    },
    record: (claim) => readClaimedRecord(objects, claim),
    version: (model, version) =>
      version === 'latest' ? latestVersion(ports, trust, model) : verifyVersion(ports, trust, { model, version: normalVersion(version) }),
    stages: (model, stage) => readStage(ports, trust, { model, stage }),
    production: (model, stage = 'production') => versionInStage(ports, trust, { model, stage }),
    fetchModel: (version, into) => fetchModel(version, { releases, trust, into }),
    publish: (request) => publish(ports, request),
    promote: (request) => promote(ports, request),
    rollback: (request) => rollback(ports, request),
  }
}

async function latestVersion(ports: RegistryPorts, trust: Trust, model: string): Promise<VerifiedVersion> {
  for (const { version, tag } of (await listVersions(ports.refs, model)).toReversed())
    if ((await ports.releases.findByTag(tag, { drafts: false })).length > 0) return await verifyVersion(ports, trust, { model, version })
  throw new RegistryError('VERSION_UNKNOWN', `no version of ${model} was released`, { hint: 'merge a change, or publish one' })
}

async function readStage(ports: RegistryPorts, trust: Trust, at: { readonly model: string; readonly stage: string }): Promise<StageState> {
  const history: StageEntry[] = []
  for (const tag of await listStageTags(ports, at)) history.push(await readStageEntry(ports, trust, tag))
  const current = history.at(-1) ?? null
  return { current, held: current?.kind === 'rollback', history }
}

async function versionInStage(
  ports: RegistryPorts,
  trust: Trust,
  at: { readonly model: string; readonly stage: string },
): Promise<VerifiedVersion | null> {
  const newest = (await listStageTags(ports, at)).at(-1)
  if (!newest) return null
  const entry = await readStageEntry(ports, trust, newest)
  await requireUnmoved(ports, entry)
  return await verifyVersion(ports, trust, { model: at.model, version: entry.version })
}

// The stage's signed statement names the record; the version's own tag must still name the same.
async function requireUnmoved(ports: RegistryPorts, entry: StageEntry): Promise<void> {
  const claim = await findClaim(ports, entry)
  if (claim && claim.commit === entry.commit && claim.record === entry.record) return
  throw new RegistryError(
    'TAG_MOVED',
    `${entry.tag} was made for ${entry.version} at ${entry.commit}; its tag now names ${claim?.commit ?? 'nothing'}`,
    {
      hint: 'somebody moved a tag: point it back, or promote another version with --resume',
    },
  )
}
