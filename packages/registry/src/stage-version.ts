import { findClaim } from './claim.ts'
import { RegistryError } from './errors.ts'
import { formerVersion } from './former-version.ts'
import type { RegistryPorts } from './ports.ts'
import type { StageState } from './registry.ts'
import { listStageTags, readStageEntry, type StageEntry } from './stage-log.ts'
import type { Trust } from './trust.ts'
import { type VerifiedVersion, verifyVersion } from './verified-version.ts'

type StageReader = RegistryPorts & { readonly trust: Trust }
interface StageName {
  readonly model: string
  readonly stage: string
}

/** The newest statement of a stage, verified; null where there is none. */
export async function currentStage(ports: StageReader, at: StageName): Promise<StageState | null> {
  const newest = (await listStageTags(ports, at)).at(-1)
  if (!newest) return null
  const entry = await readStageEntry(ports, ports.trust, newest)
  return { ...entry, held: entry.kind === 'rollback' }
}

/** Every statement of a stage, verified, oldest first. */
export async function stageHistory(ports: StageReader, at: StageName): Promise<readonly StageEntry[]> {
  const history: StageEntry[] = []
  for (const tag of await listStageTags(ports, at)) history.push(await readStageEntry(ports, ports.trust, tag))
  return history
}

/** The version in a stage: its newest statement verified, then the version itself, and that both are about one record. */
export async function versionInStage(ports: StageReader, at: StageName): Promise<VerifiedVersion | null> {
  const current = await currentStage(ports, at)
  if (!current) return null
  await requireUnmoved(ports, current)
  return await verifyVersion(ports, ports.trust, { name: at.model, version: current.version })
}

/** @throws {RegistryError} `VERSION_UNKNOWN` where nothing is in the stage. */
export async function requireInStage(ports: StageReader, at: StageName): Promise<VerifiedVersion> {
  const found = await versionInStage(ports, at)
  if (found) return found
  throw new RegistryError('VERSION_UNKNOWN', `no version of ${at.model} is in ${at.stage}`, { hint: 'promote one first' })
}

/** The version that was in a stage before `version`, verified. */
export async function formerInStage(ports: StageReader, at: StageName & { readonly version: string }): Promise<VerifiedVersion | null> {
  const history = await stageHistory(ports, at)
  const last = history.findLastIndex(({ version }) => version === at.version)
  const former = formerVersion(history.slice(0, last + 1))
  return former === null ? null : await verifyVersion(ports, ports.trust, { name: at.model, version: former })
}

// The stage's signed statement names the record; the version's own tag must still name the same.
async function requireUnmoved(ports: RegistryPorts, entry: StageEntry): Promise<void> {
  const claim = await findClaim(ports, { name: entry.model, version: entry.version })
  if (claim && claim.commit === entry.commit && claim.recordDigest === entry.record) return
  throw new RegistryError(
    'TAG_MOVED',
    `${entry.tag} was made for ${entry.version} at ${entry.commit}; the version's tag now names ${claim?.commit ?? 'nothing'}`,
    { hint: 'somebody moved a tag: point it back, or promote another version with --resume' },
  )
}
