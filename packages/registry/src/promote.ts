import type { PromoteBody } from '@seaworthy/record'
import { assign, type Decision, promoteBody, type StagePorts } from './assign.ts'
import { RegistryError } from './errors.ts'
import { requireName } from './names.ts'
import { listStageTags, readStageEntry, type StageEntry, type StageTagEntry } from './stage-log.ts'
import { requireTrustedSigner } from './trust.ts'
import { verifyVersion } from './verified-version.ts'
import { normalVersion } from './version.ts'

export interface PromoteRequest extends Decision {
  readonly model: string
  readonly version: string
  readonly stage: string
  /**
   * The version that the caller saw in the stage (null: none). Where it is another by now, nothing is assigned. Left out: whatever
   * is there.
   */
  readonly expected?: string | null
  /** A person's explicit word: it ends a hold, and it goes past a newest statement that cannot be believed. */
  readonly resume?: boolean
}

/**
 * Puts a version into a stage, after verifying it. The version that is there already: `exists`. After a rollback: `held`, unless resumed;
 * then `tag`, `n` and `reason` are those of the rollback.
 * @throws {RegistryError} `STAGE_MOVED`, and the codes of `verifyVersion`.
 */
export async function promote(ports: StagePorts, request: PromoteRequest): Promise<PromoteBody> {
  requireTrustedSigner(ports.trust, ports.signer)
  const { model, resume = false, reason, actor, run } = request
  const stage = requireName('stage', request.stage)
  const version = normalVersion(request.version)
  const target = await verifyVersion(ports, ports.trust, { name: model, version })
  const newest = (await listStageTags(ports, { model, stage })).at(-1) ?? null
  const current = newest && (await readCurrent(ports, newest, resume))
  if (current?.kind === 'promotion' && current.version === version) return promoteBody(current, 'exists')
  requireExpected(request, current)
  if (current?.kind === 'rollback' && !resume) return { ...promoteBody(current, 'held'), kind: 'promotion', version, from: current.version }
  return await assign(ports, { kind: 'promotion', target, stage, newest, from: current?.version ?? null, decision: { reason, actor, run } })
}

async function readCurrent(ports: StagePorts, newest: StageTagEntry, resume: boolean): Promise<StageEntry | null> {
  try {
    return await readStageEntry(ports, ports.trust, newest)
  } catch (error) {
    if (resume && error instanceof RegistryError) return null
    throw error
  }
}

function requireExpected({ expected, model, stage }: PromoteRequest, current: StageEntry | null): void {
  const found = current?.version ?? null
  if (expected === undefined || expected === found) return
  throw new RegistryError('STAGE_MOVED', `${model}#${stage} holds ${found ?? 'nothing'}, not ${expected ?? 'nothing'} as when this was decided`, {
    hint: 'judge against the version that is there now',
  })
}
