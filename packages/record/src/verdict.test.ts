import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from './bodies/evaluate.ts'
import type { CheckResult } from './bodies/validate.ts'
import { assemble, type CandidateRecord } from './candidate-record.ts'
import { evaluate, train, validate } from './fixtures/candidate.ts'
import { blockingChecks, verdictOf, verdictOfFindings } from './verdict.ts'

const evidence: Finding['evidence'] = {
  metric: 'roc_auc',
  better: 'higher',
  slice: null,
  level: 'measured',
  units: { rows: 3, clusters: 3 },
  candidate: 0.7,
  candidateInterval: null,
  baseline: null,
  difference: null,
  standardError: null,
  interval: null,
  pValue: null,
  method: 'point',
  designEffect: null,
}
const finding = (verdict: Finding['verdict'], effect: Finding['effect'], primary = true): Finding => ({
  id: 'roc_auc:at_least',
  gate: 'roc_auc:at_least',
  metric: 'roc_auc',
  rule: 'at_least',
  bound: 0.6,
  primary,
  verdict,
  effect,
  reason: 'above_bound',
  evidence,
  pRule: null,
  adjustedP: null,
  passIfEqual: null,
  minimumDetectableEffect: null,
  unitsToDecide: null,
})

// A pass has no effect; what is not a pass warns or blocks, as the policy says.
const anyFinding = fc.oneof(
  fc.boolean().map((primary) => finding('pass', 'none', primary)),
  fc
    .record({
      verdict: fc.constantFrom('fail' as const, 'inconclusive' as const),
      effect: fc.constantFrom('warn' as const, 'block' as const),
      primary: fc.boolean(),
    })
    .map(({ verdict, effect, primary }) => finding(verdict, effect, primary)),
)
const findings = fc.array(anyFinding, { maxLength: 8 })
const among = (rest: readonly Finding[], one: Finding, at: number) => rest.toSpliced(at % (rest.length + 1), 0, one)

describe('verdictOfFindings', () => {
  it('is fail wherever one gate that blocks failed, whatever stands around it', () => {
    fc.assert(fc.property(findings, fc.nat(), (rest, at) => verdictOfFindings(among(rest, finding('fail', 'block'), at)) === 'fail'))
  })

  it('never passes with a gate that blocks and could not be decided', () => {
    fc.assert(fc.property(findings, fc.nat(), (rest, at) => verdictOfFindings(among(rest, finding('inconclusive', 'block'), at)) !== 'pass'))
  })

  it('never passes without a gate that passed', () => {
    const notPassed = findings.map((all) => all.filter((one) => one.verdict !== 'pass'))
    fc.assert(fc.property(notPassed, (all) => verdictOfFindings(all) !== 'pass'))
    expect(verdictOfFindings([])).toBe('inconclusive')
  })

  it('does not depend on the order of the findings', () => {
    fc.assert(fc.property(findings, (all) => verdictOfFindings(all) === verdictOfFindings(all.toReversed())))
  })

  it('passes with what was waived, also where nothing else was asked, and not with what was not', () => {
    const waiver = { sha: 'a'.repeat(40), gate: 'roc_auc:at_least', by: 'ada', because: 'we know', at: '', expires: '', url: null }
    const waived: Finding = { ...finding('fail', 'none'), waiver }
    expect(verdictOfFindings([waived])).toBe('pass')
    expect(verdictOfFindings([waived, finding('fail', 'block')])).toBe('fail')
    expect(verdictOfFindings([waived, finding('inconclusive', 'block')])).toBe('inconclusive')
  })

  it('passes over warnings where a gate passed', () => {
    expect(verdictOfFindings([finding('pass', 'none'), finding('fail', 'warn'), finding('inconclusive', 'warn')])).toBe('pass')
  })
})

const check = (id: string, severity: CheckResult['severity'], outcome: CheckResult['outcome']): CheckResult => ({
  id,
  kind: 'range',
  column: 'hour',
  severity,
  outcome,
  expected: 'between 0 and 23',
  observed: null,
  failed: 0,
  share: 0,
  samples: [],
  message: null,
})

function recordWith(checks: readonly CheckResult[], judged: readonly Finding[] | null): CandidateRecord {
  const dataset = {
    name: 'train',
    source: 'data/*.csv',
    contract: null,
    files: 1,
    bytes: 1,
    rows: 1,
    windowRows: 1,
    window: null,
    checks,
    profile: null,
  }
  const validated = { ...validate, body: { datasets: [dataset], warnings: [] } }
  const sealed = judged ? [{ ...evaluate, body: { ...evaluate.body, findings: judged } }] : []
  return assemble([validated, train, ...sealed]).record
}

describe('verdictOf', () => {
  const passed = [finding('pass', 'none')]

  it('fails on data that break their contract, or whose check could not be decided, however good the model', () => {
    const failed = recordWith([check('a', 'error', 'pass'), check('b', 'error', 'fail'), check('c', 'error', 'error')], passed)
    expect([verdictOf(failed), blockingChecks(failed).map(({ id }) => id)]).toEqual(['fail', ['b', 'c']])
  })

  it('lets a warning about the data stand beside a pass', () => {
    expect(verdictOf(recordWith([check('a', 'warning', 'fail')], passed))).toBe('pass')
  })

  it('decides nothing without an evaluation, or with one that found nothing', () => {
    expect([verdictOf(recordWith([], null)), verdictOf(recordWith([], []))]).toEqual(['inconclusive', 'inconclusive'])
  })
})
