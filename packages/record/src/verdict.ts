import type { Finding } from './bodies/evaluate.ts'
import type { CheckResult, LeakageFinding } from './bodies/validate.ts'
import type { CandidateRecord } from './candidate-record.ts'

/** What a reviewer is told about one candidate. Always derived, never stored. */
export type Verdict = 'pass' | 'fail' | 'inconclusive'

/** Checks of severity error that failed, or could not be decided. */
export function blockingChecks(record: CandidateRecord): readonly CheckResult[] {
  return (record.sections.validate?.body.datasets ?? []).flatMap((dataset) =>
    dataset.checks.filter((check) => check.severity === 'error' && check.outcome !== 'pass'),
  )
}

/** What one split gives away of another, where the policy blocks it. */
export function blockingLeakage(record: CandidateRecord): readonly LeakageFinding[] {
  return (record.sections.validate?.body.leakage ?? []).filter(({ severity }) => severity === 'error')
}

/** Names of all that blocks in the data of a candidate: checks by id, leakage by its kind and column. Empty where nothing does. */
export function dataBlockers(record: CandidateRecord): readonly string[] {
  const leaks = blockingLeakage(record).map(({ kind, column }) => (column === null ? `leakage.${kind}` : `leakage.${kind}.${column}`))
  return [...blockingChecks(record).map(({ id }) => id), ...leaks]
}

/**
 * The verdict on some findings: fail if one that blocks failed, else inconclusive if one that blocks could not be decided, else pass.
 * A waived finding blocks no more, and somebody has answered for it. Without any gate that passed or was waived there is nothing to pass:
 * inconclusive.
 */
export function verdictOfFindings(findings: readonly Finding[]): Verdict {
  const blocking = findings.filter((finding) => finding.effect === 'block')
  if (blocking.some((finding) => finding.verdict === 'fail')) return 'fail'
  if (blocking.length > 0 || !findings.some((finding) => finding.verdict === 'pass' || finding.waiver)) return 'inconclusive'
  return 'pass'
}

/** The verdict on a candidate: its data, then its gates. A record without an evaluation decides nothing. */
export function verdictOf(record: CandidateRecord): Verdict {
  if (dataBlockers(record).length > 0) return 'fail'
  const evaluate = record.sections.evaluate
  return evaluate ? verdictOfFindings(evaluate.body.findings) : 'inconclusive'
}
