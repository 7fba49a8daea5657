import type { CandidateRecord, CandidateStage, Digest } from '@seaworthy/record'

/** All that a reviewer is told about one commit. */
export interface ReportInput {
  /** The commit that was judged: on a pull request its head. */
  readonly commit: string
  readonly run: { readonly id: string; readonly url: string | null } | null
  readonly models: readonly ModelReport[]
  /** The pull request changes `seaworthy.yml` or a contract; it is judged by the base's all the same. */
  readonly policyEdited: boolean
  /** The base branch has no policy yet: nothing is judged. */
  readonly setUp: boolean
  readonly fork: boolean
  /** A run on a laptop, over the working tree: there is no pull request. */
  readonly local?: boolean
  readonly links: ReportLinks
  /** What was asked for in comments and does not count. */
  readonly refusedWaivers?: readonly RefusedWaiver[]
}

/** A command in a comment that lets nothing pass. */
export interface RefusedWaiver {
  readonly by: string | null
  /** As it was written; null where none could be read. */
  readonly gate: string | null
  readonly url: string | null
  readonly reason: WaiverRefusal
}

export type WaiverRefusal =
  | 'no_sentence'
  | 'short_sha'
  | 'short_reason'
  | 'too_long'
  | 'edited'
  | 'no_policy'
  | 'which_model'
  | 'no_approvers'
  | 'not_an_approver'
  | 'own_pull_request'
  | 'cannot_write'
  | 'fork'
  | 'other_commit'
  | 'expired'
  | 'data'
  | 'at_publishing'
  | 'no_such_gate'
  | 'does_not_block'

export interface ReportLinks {
  /** The repository's page, as https://github.com/acme/flights; commits and releases are linked under it. */
  readonly repository: string | null
  /** Where the whole report is, when this one had to be shortened. */
  readonly summary: string | null
}

export interface ModelReport {
  readonly model: string
  readonly touched: boolean
  /** What a merge would publish today: `1.1.0`, `v1.1.0` or the whole tag. */
  readonly nextVersion: string | null
  readonly record: CandidateRecord | null
  readonly digest: Digest | null
  /** Stages that ended in an error: could not decide, which is never a pass. */
  readonly failures: readonly StageFailure[]
  /** Stages that left no section, for whatever reason. */
  readonly missing: readonly CandidateStage[]
  /** Stages whose result an earlier run had made already, by equal key. */
  readonly reused: readonly { readonly stage: CandidateStage; readonly url: string | null }[]
  /** `none`: training shared a machine with the judge. Null where nothing was trained. */
  readonly isolation: 'job' | 'none' | null
  readonly samplesShown: boolean
  /** The record of the version in production, where it could be read: what is different is told from it. */
  readonly production?: CandidateRecord | null
  /** Who may let a finding of this model pass, by the base's configuration, and what stands before the name of a gate then. */
  readonly waiving?: { readonly approvers: readonly string[]; readonly prefix: string } | null
}

export interface StageFailure {
  readonly stage: string
  readonly code: string
  readonly message: string
  readonly hint: string | null
}
