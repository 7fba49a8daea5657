import type { Digest } from '@seaworthy/record'
import { RegistryError } from './errors.ts'
import { requireName } from './names.ts'
import type { RefEntry, RegistryPorts, Sha, TagObject } from './ports.ts'
import { type Assignment, readStatement } from './stage-statement.ts'
import { parseStageTag, stagePrefix } from './stage-tag.ts'
import type { SignatureState, Trust } from './trust.ts'

/** A tag of a stage: nothing in it is read yet. */
export interface StageTagEntry {
  readonly n: number
  readonly tag: string
  readonly ref: RefEntry
}

/** A tag of a stage whose statement was verified. */
export interface StageEntry extends Assignment {
  readonly tag: string
  /** The registry commit that the tag is on. */
  readonly commit: Sha
  readonly record: Digest
  readonly signature: SignatureState
}

/**
 * The tags of one stage, oldest first. One call.
 * @throws {RegistryError} `STAGE_BROKEN` when a number is missing: the log only grows, so somebody deleted from it.
 */
export async function listStageTags(
  { refs }: RegistryPorts,
  at: { readonly model: string; readonly stage: string },
): Promise<readonly StageTagEntry[]> {
  const found: StageTagEntry[] = []
  for await (const ref of refs.list(`refs/tags/${stagePrefix(requireName('model', at.model), at.stage)}`)) {
    const tag = ref.ref.slice('refs/tags/'.length)
    const parsed = parseStageTag(tag)
    if (parsed) found.push({ n: parsed.n, tag, ref })
  }
  found.sort((left, right) => left.n - right.n)
  const gap = found.findIndex(({ n }, index) => n !== index + 1)
  if (gap >= 0)
    throw new RegistryError('STAGE_BROKEN', `${at.model}#${at.stage}#${gap + 1} is missing, though there are later assignments`, {
      hint: 'the log of a stage only grows: put the deleted tag back',
    })
  return found
}

/**
 * Reads one assignment: the statement is verified, and must be about this very tag.
 * @throws {RegistryError} `SIGNATURE_INVALID`, `VERSION_UNSIGNED`, `STAGE_BROKEN` when the tag is no annotated one
 */
export async function readStageEntry({ objects }: RegistryPorts, trust: Trust, { tag, ref }: StageTagEntry): Promise<StageEntry> {
  const object = ref.object.type === 'tag' ? await objects.readTag(ref.object.sha) : null
  if (object?.object.type !== 'commit')
    throw new RegistryError('STAGE_BROKEN', `${tag} is not an annotated tag on a commit, so it states nothing`, {
      hint: 'somebody made this tag by hand: delete it',
    })
  const { assignment, record, signature } = readStatement({ message: object.message, trust, tag })
  requireSameTag(object, assignment, tag)
  return { ...assignment, tag, commit: object.object.sha, record, signature }
}

// A signed statement copied to another number, stage or model would else replay an old decision.
function requireSameTag(object: TagObject, { model, stage, n }: Assignment, tag: string): void {
  const stated = `${model}#${stage}#${n}`
  if (stated !== tag || object.tag !== tag)
    throw new RegistryError('SIGNATURE_INVALID', `${tag} carries the statement of ${stated} in the tag object ${object.tag}`, {
      hint: 'somebody copied it: delete this tag',
    })
}
