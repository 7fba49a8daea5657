import { canonicalDigest, type Digest } from '@seaworthy/record'
import { type ModelState, viewOf } from './model-view.ts'
import { counted } from './numbers.ts'
import type { ReportInput } from './report-input.ts'
import { waivedStatus } from './waiver-words.ts'

/** The commit status that a repository requires. */
export const statusContext = 'seaworthy'
/** GitHub cuts descriptions here. */
export const maxDescription = 140

export interface CommitStatus {
  readonly state: 'pending' | 'success' | 'failure' | 'error'
  readonly description: string
}

/** What plan posts, before anything is known. */
export const pendingStatus: CommitStatus = { state: 'pending', description: 'judging' }

const order: readonly ModelState[] = ['not run', 'blocked', 'needs a decision', 'waived', 'set-up', 'gates pass', 'untouched']
const states = {
  'not run': 'error',
  blocked: 'failure',
  'needs a decision': 'failure',
  waived: 'success',
  'set-up': 'success',
  'gates pass': 'success',
  untouched: 'success',
} as const

/**
 * The settled status of a commit: error where a model has no result, failure where one is blocked or undecided, else success; what
 * was waived is said.
 * The description ends with the digest of what was judged, so that shipping can tell whether it is what the reviewer saw.
 * @example // { state: 'success', description: 'gates pass · 1 model · sha256:…' }
 */
export function statusOf(input: ReportInput): CommitStatus {
  const judged = input.models.map((report) => viewOf(report, input)).filter((view) => view.state !== 'untouched')
  // Nothing was judged by a policy of the base; the digest still names what the reviewer saw, for ship.
  if (input.setUp) return { state: 'success', description: ended('set-up: nothing judged', reportDigest(judged.map((view) => view.report))) }
  if (input.models.length === 0) return { state: 'error', description: 'not run · no model' }
  if (judged.length === 0) return { state: 'success', description: 'no model touched' }
  const worst = order.find((state) => judged.some((view) => view.state === state)) ?? 'not run'
  const affected = judged.filter((view) => view.state === worst).length
  const models = affected === judged.length ? counted(judged.length, 'model') : `${affected} of ${counted(judged.length, 'model')}`
  const digest = reportDigest(judged.map((view) => view.report))
  const text = worst === 'waived' ? waivedStatus(judged.flatMap((view) => view.waived)) : `${worst} · ${models}`
  return { state: states[worst], description: ended(text, digest) }
}

function ended(text: string, digest: Digest | null): string {
  return digest === null ? text : `${text} · ${digest}`
}

/**
 * One digest for what a commit's models were judged by: the record's own when there is one, else that of the canonical map from
 * model to record digest. Models without a record are left out; null when none has one.
 */
export function reportDigest(records: readonly { readonly model: string; readonly digest: Digest | null }[]): Digest | null {
  const named = records.flatMap(({ model, digest }) => (digest === null ? [] : [{ model, digest }]))
  const [only, ...others] = named
  if (!only) return null
  return others.length === 0 ? only.digest : canonicalDigest(Object.fromEntries(named.map(({ model, digest }) => [model, digest])))
}

/** The digest at the end of a status description; null where there is none. */
export function parseStatusDigest(description: string | null): Digest | null {
  const found = /(?:^|\s)(sha256:[0-9a-f]{64})$/.exec(description ?? '')?.[1]
  return found === undefined ? null : (found as Digest)
}
