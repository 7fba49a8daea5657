import { canonicalDigest } from './canonical.ts'
import type { Digest } from './digest.ts'
import type { CandidateStage } from './section.ts'

export interface KeyParts {
  readonly stage: CandidateStage
  /** Major version of the tool: results of one major stay comparable. */
  readonly toolMajor: number
  /** The slice of the configuration that the stage reads, and nothing more: editing a margin never retrains. */
  readonly config: unknown
  /** Path to git blob id, of every source that the stage sees. */
  readonly sources: Readonly<Record<string, string>>
  /** Role to digest of everything else that it consumes. */
  readonly consumed: Readonly<Record<string, Digest | null>>
}

/** The key of a stage: equal keys mean that the earlier result stands. */
export function stageKey(parts: KeyParts): Digest {
  return canonicalDigest(parts)
}
