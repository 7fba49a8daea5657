import { describe, expect, it } from 'vitest'
import { binaryScored, policy, uniform } from './fixtures/simulate.ts'
import { judge } from './judge.ts'
import { judgeReported, type ReportedRequest } from './judge-reported.ts'
import { judgeReportedAnchor } from './judge-reported-anchor.ts'
import type { Outcomes } from './outcomes.ts'
import type { Policy } from './policy.ts'

// What a harness says of two models, document by document.
const documents = 400
const units = Array.from({ length: documents }, (_, at) => `doc${String(at).padStart(4, '0')}`)

function answers(seed: number, right: number): number[] {
  const random = uniform(seed)
  return units.map(() => (random() < right ? 1 : 0))
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const outcomesOf = (values: readonly number[], of = units): Outcomes => ({ units: of, values })

const asked: Policy = {
  ...policy({ metric: 't/acc', rule: 'at_least', bound: 0.5, evidence: 'reported' }, { metric: 't/acc', bound: 0.1, evidence: 'reported' }),
  kind: 'text',
  primary: 't/acc',
  metrics: ['t/acc'],
  declared: { 't/acc': 'higher' },
}

const better = answers(1, 0.8)
const worse = answers(2, 0.6)

function judged(candidate: readonly number[], baseline: readonly number[] | null, parts: Partial<ReportedRequest> = {}) {
  return judgeReported({
    policy: asked,
    candidate: { 't/acc': mean(candidate) },
    baseline: baseline && { 't/acc': mean(baseline) },
    samples: { candidate: { 't/acc': outcomesOf(candidate) }, baseline: baseline && { 't/acc': outcomesOf(baseline) } },
    testSet: 'a benchmark',
    ...parts,
  })
}

describe('judgeReported, with the outcomes of single units', () => {
  it('compares shares as those of any classifier: Tango’s interval, McNemar’s p', () => {
    const label = new Uint8Array(documents).fill(1)
    const scored = binaryScored({ label, candidate: Float64Array.from(better), baseline: Float64Array.from(worse) })
    const accuracy = {
      ...policy({ metric: 'accuracy', rule: 'at_least', bound: 0.5 }, { metric: 'accuracy', bound: 0.1 }),
      primary: 'accuracy',
      metrics: ['accuracy'],
    }
    const asBinary = judge({ policy: accuracy, scored, level: 'measured', identical: false, testSet: 'a benchmark' })
    const asSamples = judged(better, worse, { level: 'measured' })
    const named = { metric: 't/acc', title: 't/acc' }
    expect(asSamples.evidence).toEqual([{ ...asBinary.evidence[0], ...named }])
    expect(asSamples.evidence[0]?.method).toBe('tango')
    expect(asSamples.findings.map(({ verdict, pRule, passIfEqual }) => [verdict, pRule, passIfEqual])).toEqual(
      asBinary.findings.map(({ verdict, pRule, passIfEqual }) => [verdict, pRule, passIfEqual]),
    )
    expect(asSamples.warnings).toEqual([])
  })

  it('compares other numbers by the paired t', () => {
    const losses = better.map((right, at) => 1 - right / 2 + (at % 7) / 100)
    const other = losses.map((loss, at) => loss + 0.05 + (at % 5) / 100)
    const { evidence, findings } = judged(losses, other, { policy: { ...asked, declared: { 't/acc': 'lower' } } })
    expect(evidence[0]).toMatchObject({ method: 'paired_mean', better: 'lower', units: { rows: 400, clusters: 400 }, level: 'reported' })
    expect(evidence[0]?.difference).toBeCloseTo(0.07, 12)
    expect(findings.map(({ id, verdict, reason }) => `${id} ${verdict} ${reason}`)).toEqual([
      't/acc:at_least pass above_bound',
      't/acc:non_inferior pass shown_better',
    ])
  })

  it('shows a loss where there is one', () => {
    expect(judged(worse, better).findings[1]).toMatchObject({ verdict: 'fail', reason: 'shown_worse', effect: 'block' })
  })

  it('takes units that stand twice for clusters', () => {
    const twice = units.map((_, at) => `doc${Math.floor(at / 2)}`)
    const samples = { candidate: { 't/acc': outcomesOf(better, twice) }, baseline: { 't/acc': outcomesOf(worse, twice) } }
    expect(judged(better, worse, { samples }).evidence[0]).toMatchObject({ method: 'clustered_mean', units: { rows: 400, clusters: 200 } })
  })

  it('passes the same bytes by identity, and needs no production for it', () => {
    const { evidence, findings } = judged(better, null, { identical: true })
    expect(evidence[0]).toMatchObject({ method: 'identity', difference: 0, interval: [0, 0] })
    expect(findings.map(({ reason }) => reason)).toEqual(['above_bound', 'identical_model'])
  })

  it('concludes nothing from nine documents', () => {
    const nine = { units: units.slice(0, 9), values: better.slice(0, 9) }
    const numbers = { 't/acc': mean(nine.values) }
    const { findings, warnings } = judged(better, null, { candidate: numbers, samples: { candidate: { 't/acc': nine }, baseline: null } })
    expect(findings.map(({ verdict, reason }) => [verdict, reason])).toEqual([['inconclusive', 'too_few_clusters']])
    expect(warnings.map(({ code }) => code)).toEqual(['TOO_FEW_CLUSTERS'])
  })

  it('is too weak where production kept a bare number', () => {
    const samples = { candidate: { 't/acc': outcomesOf(better) }, baseline: {} }
    const { evidence, findings, warnings } = judged(better, worse, { samples })
    expect(evidence[0]).toMatchObject({ candidateInterval: expect.any(Array), baseline: mean(worse), interval: null })
    expect(findings.map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ['pass', 'above_bound'],
      ['inconclusive', 'evidence_too_weak'],
    ])
    expect(warnings.map(({ code }) => code)).toEqual(['UNVERIFIED_POINT_COMPARISON'])
  })

  it('does not take samples for what is no mean of them', () => {
    const { evidence, findings, warnings } = judged(better, worse, { candidate: { 't/acc': 0.9 } })
    expect(evidence[0]).toMatchObject({ candidate: 0.9, method: 'point', units: { rows: 0 } })
    expect(findings.map(({ reason }) => reason)).toEqual(['above_bound', 'evidence_too_weak'])
    expect(warnings.map(({ code }) => code)).toEqual(['SAMPLES_NOT_AVERAGED', 'UNVERIFIED_POINT_COMPARISON'])
    expect(warnings[0]?.message).toContain('t/acc: the number that the results say is not the mean of its samples')
  })

  it.each([
    ['as far as sums differ', 5e-7, 'tango'],
    ['no further', 2e-6, 'point'],
  ])('takes them for the number that the results say %s', (_title, off, method) => {
    expect(judged(better, worse, { candidate: { 't/acc': mean(better) + off } }).evidence[0]?.method).toBe(method)
    expect(judged(better, worse, { baseline: { 't/acc': mean(worse) - off } }).evidence[0]?.method).toBe(method)
  })

  it('takes large numbers for their mean by their own size', () => {
    const large = better.map((right) => 1e6 + right)
    expect(judged(large, null, { candidate: { 't/acc': mean(large) + 0.5 } }).evidence[0]?.units.rows).toBe(400)
    expect(judged(large, null, { candidate: { 't/acc': mean(large) + 2 } }).evidence[0]?.units.rows).toBe(0)
  })

  it('warns of the fewest units of any metric, and of a margin that is too narrow', () => {
    const declared = { 't/acc': 'higher', 'u/acc': 'higher' } as const
    const narrow = { metric: 't/acc', bound: 0.001, evidence: 'reported' } as const
    const floor = { metric: 't/acc', rule: 'at_least', bound: 0.1, evidence: 'reported' } as const
    const several: Policy = { ...policy(floor, narrow), kind: 'text', primary: 't/acc', metrics: ['t/acc', 'u/acc'], declared }
    const few = { units: units.slice(0, 20), values: better.slice(0, 20) }
    const { warnings } = judgeReported({
      policy: several,
      candidate: { 't/acc': mean(better), 'u/acc': mean(few.values) },
      baseline: { 't/acc': mean(worse) },
      samples: { candidate: { 't/acc': outcomesOf(better), 'u/acc': few }, baseline: { 't/acc': outcomesOf(worse) } },
    })
    expect(warnings).toEqual([
      { code: 'FEW_CLUSTERS', message: 'the test set has 20 clusters; intervals are dependable from 30' },
      { code: 'LOW_PASS_IF_EQUAL', message: expect.stringContaining('t/acc:non_inferior') },
    ])
  })

  it('refuses units of which only one model was asked', () => {
    const samples = { candidate: { 't/acc': outcomesOf(better) }, baseline: { 't/acc': outcomesOf(worse, ['elsewhere', ...units.slice(1)]) } }
    expect(() => judged(better, worse, { samples })).toThrow(
      expect.objectContaining({ code: 'UNITS_DIFFER', message: expect.stringContaining('2 units are of one model alone, the first "doc0000"') }),
    )
  })

  it('knows which way is better of declared names alone', () => {
    const { declared: _, ...undeclared } = asked
    expect(() => judged(better, worse, { policy: undeclared })).toThrow(expect.objectContaining({ code: 'UNKNOWN_METRIC' }))
  })
})

describe('judgeReportedAnchor', () => {
  it('asks for twice the margin, of the primary metric alone', () => {
    const request = {
      policy: asked,
      candidate: { 't/acc': mean(worse) },
      baseline: { 't/acc': mean(better) },
      samples: { candidate: { 't/acc': outcomesOf(worse) }, baseline: { 't/acc': outcomesOf(better) } },
    }
    expect(judgeReportedAnchor(request).map(({ id, bound, verdict, evidence }) => [id, bound, verdict, evidence.against])).toEqual([
      ['t/acc:non_inferior:anchor', 0.2, 'inconclusive', 'anchor'],
    ])
  })

  it('asks for nothing of other metrics, and refuses a share of nothing', () => {
    const beside = { ...asked, declared: { 't/acc': 'higher', 'u/acc': 'higher' } as const }
    const other = policy({ metric: 'u/acc', bound: 0.1, evidence: 'reported' }).gates
    const numbers = { 't/acc': 0.5, 'u/acc': 0.5 }
    const judgedBy = (gates: Policy['gates'], baseline: number) =>
      judgeReportedAnchor({ policy: { ...beside, gates }, candidate: numbers, baseline: { ...numbers, 't/acc': baseline } })
    expect(judgedBy([...asked.gates, ...other], 0.5).map(({ id }) => id)).toEqual(['t/acc:non_inferior:anchor'])
    const share = policy({ metric: 't/acc', bound: 0.1, relative: true, evidence: 'reported' }).gates
    expect(() => judgedBy(share, 0)).toThrow(expect.objectContaining({ code: 'SHARE_OF_NOTHING' }))
  })

  it('asks for nothing where no margin is declared', () => {
    const policy = { ...asked, gates: asked.gates.filter(({ rule }) => rule === 'at_least') }
    expect(judgeReportedAnchor({ policy, candidate: { 't/acc': 1 }, baseline: { 't/acc': 1 } })).toEqual([])
  })
})

describe('judge, of rows', () => {
  it('cannot measure what only another tool knows', () => {
    const scored = binaryScored({ label: Uint8Array.of(0, 1), candidate: Float64Array.of(0, 1) })
    const request = { policy: { ...asked, kind: 'binary' as const }, scored, level: 'measured' as const, identical: false, testSet: 't' }
    expect(() => judge(request)).toThrow(expect.objectContaining({ code: 'REPORTED_MISSING' }))
  })
})
