import { tangoInterval } from '@seaworthy/stats'
import { describe, expect, it } from 'vitest'
import { gate, policy, simulate } from '../fixtures/simulate.ts'
import type { Gate } from '../gate.ts'
import { judge } from '../judge.ts'
import type { Probed } from './probes.ts'

const scored = simulate()
const exact = (value: number) => ({ value, interval: null })

/** What a gate on a probe finds. */
function judged(one: Partial<Gate> & Pick<Gate, 'metric' | 'rule' | 'bound'>, found: Partial<Probed>) {
  const probe: Probed = { id: one.metric, candidate: exact(1), baseline: null, ratio: null, units: 1, ...found }
  const asked = policy({}, gate({ onFail: 'warn', inconclusive: 'warn', ...one }))
  const judgement = judge({ policy: asked, scored, level: 'measured', testSet: 'sha256:test', identical: false, probes: [probe] })
  const finding = judgement.findings.find(({ metric }) => metric === one.metric)
  if (!finding) throw new Error('no finding')
  return { ...finding, warnings: judgement.warnings.filter(({ code }) => code === 'PROBE_LIMITED') }
}

describe('a gate on what running the model shows', () => {
  it('decides an exact number, however few times it was measured', () => {
    const small = { metric: 'size_bytes', rule: 'at_most' } as const
    const found = { candidate: exact(1000) }
    expect(judged({ ...small, bound: 1000 }, found)).toMatchObject({ verdict: 'pass', reason: 'below_bound' })
    expect(judged({ ...small, bound: 999 }, found)).toMatchObject({ verdict: 'fail', reason: 'shown_above_bound' })
  })

  it('compares exact numbers by their difference, of which more is better', () => {
    const found = { candidate: exact(1200), baseline: exact(1000) }
    const larger = judged({ metric: 'size_bytes', rule: 'no_regression', bound: 100 }, found)
    expect(larger).toMatchObject({ verdict: 'fail', reason: 'shown_worse', pRule: 0 })
    expect(larger.evidence).toMatchObject({ method: 'exact', difference: -200, interval: [-200, -200], pValue: null })
    expect(judged({ metric: 'size_bytes', rule: 'no_regression', bound: 200 }, found)).toMatchObject({ verdict: 'pass' })
    expect(judged({ metric: 'size_bytes', rule: 'non_inferior', bound: 300 }, found)).toMatchObject({ verdict: 'pass' })
  })

  it('is undecided below ten rounds of a measurement that varies', () => {
    const slow = { metric: 'latency_p50', rule: 'at_most', bound: 10 } as const
    const found = { candidate: { value: 2, interval: [1, 3] as const }, units: 225 }
    expect(judged(slow, { ...found, clusters: 9 })).toMatchObject({ verdict: 'inconclusive', reason: 'too_few_clusters' })
    expect(judged(slow, { ...found, clusters: 10 })).toMatchObject({ verdict: 'pass', evidence: { units: { rows: 225, clusters: 10 } } })
  })

  it('compares flips on the same rows by Tango’s interval, of which more is better', () => {
    const paired = { candidateOnly: 60, baselineOnly: 10, units: 1000 }
    const found = {
      candidate: { value: 0.1, interval: [0.08, 0.12] as const },
      baseline: { value: 0.05, interval: [0.04, 0.07] as const },
      units: 1000,
      paired,
    }
    const finding = judged({ metric: 'flip_rate_noise', rule: 'no_regression', bound: 0.01 }, found)
    expect(finding).toMatchObject({ verdict: 'fail', reason: 'shown_worse', evidence: { difference: -0.05, method: 'probe' } })
    expect(finding.evidence.interval).toEqual(tangoInterval({ candidateOnly: 10, baselineOnly: 60, units: 1000 }))
    expect(judged({ metric: 'flip_rate_noise', rule: 'no_regression', bound: 0.05 }, found)).toMatchObject({ verdict: 'pass' })
  })

  it('tells what limits a measurement as a warning', () => {
    const { warnings } = judged({ metric: 'flip_rate_missing', rule: 'at_most', bound: 0.1 }, { notes: ['the candidate refuses 3 rows'] })
    expect(warnings).toEqual([{ code: 'PROBE_LIMITED', message: 'flip_rate_missing: the candidate refuses 3 rows' }])
  })

  it('refuses a probe that was not taken', () => {
    expect(() => judged({ metric: 'size_bytes', rule: 'at_most', bound: 1 }, { id: 'parameters' })).toThrow(
      expect.objectContaining({ code: 'PROBE_MISSING' }),
    )
  })
})
