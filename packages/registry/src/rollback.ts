import type { PromoteBody } from '@seaworthy/record'
import { assign, type Decision, promoteBody, type StagePorts } from './assign.ts'
import { RegistryError } from './errors.ts'
import { formerVersion } from './former-version.ts'
import { requireName } from './names.ts'
import { listStageTags, readStageEntry, type StageEntry } from './stage-log.ts'
import { requireTrustedSigner } from './trust.ts'
import { verifyVersion } from './verified-version.ts'
import { normalVersion } from './version.ts'

export interface RollbackRequest extends Decision {
  readonly model: string
  readonly stage: string
  /** Null: the version that was in the stage before the current one and was not rolled back itself. */
  readonly version: string | null
  /** The version to leave. Where the stage has left it already by a rollback, that rollback is the answer: a second run does not go further back. */
  readonly leaving?: string
}

/**
 * Puts a former version back into a stage, after verifying it, and holds the stage: merges publish, but do not promote until someone resumes.
 * Without `leaving`, a second rollback of the same run is the first one.
 * @throws {RegistryError} `NOTHING_TO_ROLL_BACK`, `STAGE_MOVED`, and the codes of `verifyVersion`.
 */
export async function rollback(ports: StagePorts, request: RollbackRequest): Promise<PromoteBody> {
  requireTrustedSigner(ports.trust, ports.signer)
  const { model, reason, actor, run } = request
  const stage = requireName('stage', request.stage)
  const tags = await listStageTags(ports, { model, stage })
  const history: StageEntry[] = []
  for (const tag of tags) history.push(await readStageEntry(ports, ports.trust, tag))
  const current = history.at(-1)
  if (!current) throw nothing(`${model}#${stage} was never assigned`)
  if (isDone(current, request)) return promoteBody(current, 'exists')
  requireLeaving(current, request)
  const version = request.version === null ? formerVersion(history) : normalVersion(request.version)
  if (version === null) throw nothing(`there is no version of ${model} before ${current.version} in ${stage}`)
  if (version === current.version) throw nothing(`${version} is the version in ${model}#${stage}`)
  const target = await verifyVersion(ports, ports.trust, { name: model, version })
  return await assign(ports, {
    kind: 'rollback',
    target,
    stage,
    newest: tags.at(-1) ?? null,
    from: current.version,
    decision: { reason, actor, run },
  })
}

/** Whether an earlier run, or this one before it was cut off, has done it. */
function isDone(current: StageEntry, { version, leaving, run }: RollbackRequest): boolean {
  if (current.kind !== 'rollback') return false
  if (version !== null) return current.version === normalVersion(version)
  return leaving === undefined ? run !== null && current.run === run : current.from === normalVersion(leaving)
}

function requireLeaving(current: StageEntry, { leaving, model, stage }: RollbackRequest): void {
  if (leaving === undefined || current.version === normalVersion(leaving)) return
  throw new RegistryError('STAGE_MOVED', `${model}#${stage} holds ${current.version}, not ${normalVersion(leaving)}`, {
    hint: 'look at the stage and decide again',
  })
}

function nothing(message: string): RegistryError {
  return new RegistryError('NOTHING_TO_ROLL_BACK', message, { hint: 'name the version to go back to' })
}
