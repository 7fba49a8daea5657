import { type CandidateRecord, type Digest, isDigest, modelOf, parseRecord, recordDigest, serializeRecord } from '@seaworthy/record'
import { RegistryError } from './errors.ts'
import type { CommitObject, GitObjects, Sha } from './ports.ts'
import { registryPerson } from './registry-person.ts'
import { versionTag } from './version.ts'

/** A version that has been claimed: its tag points at a registry commit of ours. Whether it was released is another question. */
export interface Claim {
  /** Of the model. */
  readonly name: string
  /** `1.1.0` */
  readonly version: string
  /** `flight-delay@v1.1.0` */
  readonly tag: string
  /** The registry commit. */
  readonly commit: Sha
  /** The commit of main that the version was made from. */
  readonly sourceCommit: Sha
  readonly recordDigest: Digest
  readonly modelDigest: Digest
}

export const recordFile = 'record.json'

export interface RegistryCommitInput {
  readonly tag: string
  readonly record: CandidateRecord
  readonly modelDigest: Digest
  readonly readme: string
  /** `sourceDate` in ISO 8601: the registry commit carries it, so that a second run makes the same commit. */
  readonly sourceCommit: Sha
  readonly sourceDate: string
}

/** Makes the registry commit: no parent, so no workflow files; the same input makes the same commit. No ref points at it yet. */
export async function writeRegistryCommit(objects: GitObjects, input: RegistryCommitInput): Promise<Sha> {
  const record = await objects.blob(Buffer.from(serializeRecord(input.record)))
  const readme = await objects.blob(Buffer.from(input.readme))
  const tree = await objects.tree([
    { path: 'README.md', sha: readme },
    { path: recordFile, sha: record },
  ])
  return await objects.commit({ message: messageOf(input), tree, parents: [], author: registryPerson(Date.parse(input.sourceDate)) })
}

function messageOf({ tag, record, modelDigest, sourceCommit }: RegistryCommitInput): string {
  return `${tag}\n\nSource-Commit: ${sourceCommit}\nRecord: ${recordDigest(record)}\nModel: ${modelDigest}`
}

/**
 * Reads what a version's tag claims, from the commit that it points at.
 * @throws {RegistryError} `TAG_MOVED` when that is not the registry commit of this version.
 */
export async function readClaim(objects: GitObjects, at: { readonly name: string; readonly version: string; readonly commit: Sha }): Promise<Claim> {
  const tag = versionTag(at.name, at.version)
  const commit = await objects.readCommit(at.commit)
  const claim = commit && claimOf(commit, tag)
  if (!claim)
    throw new RegistryError('TAG_MOVED', `the tag ${tag} points at ${at.commit}, which is not the registry commit of this version`, {
      hint: 'somebody moved or made this tag by hand: delete it if it was never released, else point it back',
    })
  return { ...at, tag, ...claim }
}

function claimOf({ message, parents }: CommitObject, tag: string): Pick<Claim, 'sourceCommit' | 'recordDigest' | 'modelDigest'> | null {
  const [title, ...lines] = message.trimEnd().split('\n')
  const trailer = (name: string) => {
    const found = lines.filter((line) => line.startsWith(`${name}: `))
    return found.length === 1 ? found[0]?.slice(name.length + 2) : undefined
  }
  const [sourceCommit, recordDigest, modelDigest] = [trailer('Source-Commit'), trailer('Record'), trailer('Model')]
  if (title !== tag || parents.length > 0) return null
  if (!sourceCommit || !/^[0-9a-f]{40}([0-9a-f]{24})?$/.test(sourceCommit) || !isDigest(recordDigest) || !isDigest(modelDigest)) return null
  return { sourceCommit, recordDigest, modelDigest }
}

/**
 * The record in a registry commit, its chain proved again and its digests held against the commit's trailers.
 * @throws {RegistryError} `RECORD_MISMATCH`
 */
export async function readClaimedRecord(objects: GitObjects, claim: Claim): Promise<CandidateRecord> {
  const place = `${recordFile} of ${claim.tag}`
  const bytes = await objects.readFile(claim.commit, recordFile)
  if (!bytes) throw new RegistryError('RECORD_MISMATCH', `${place}: the registry commit ${claim.commit} does not hold it`)
  const record = parse(bytes, place, claim.recordDigest)
  if (record.model !== claim.name) throw new RegistryError('RECORD_MISMATCH', `${place} is about model "${record.model}"`)
  if (modelOf(record)?.digest !== claim.modelDigest)
    throw new RegistryError('RECORD_MISMATCH', `${place} is about another model than the commit says`)
  return record
}

function parse(bytes: Uint8Array, place: string, expected: Digest): CandidateRecord {
  try {
    return parseRecord(bytes, place, expected)
  } catch (cause) {
    throw new RegistryError('RECORD_MISMATCH', `${place} is not the record that the commit names: ${(cause as Error).message}`, { cause })
  }
}
