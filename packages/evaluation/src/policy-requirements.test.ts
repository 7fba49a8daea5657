import { describe, expect, it } from 'vitest'
import { gate, policy } from './fixtures/simulate.ts'
import type { Gate } from './gate.ts'
import { applicableGates, gaugeOf, measuredMetrics, type Policy, requirePolicy } from './policy.ts'

/** How a policy of one gate is refused. */
function refusalOf(change: Partial<Gate>, others: Partial<Policy> = {}) {
  try {
    return requirePolicy({ ...policy(change), ...others })
  } catch (error) {
    const { code, message, hint } = error as { readonly code: string; readonly message: string; readonly hint: string | null }
    return { code, message, hint }
  }
}

const comparing = ['non_inferior', 'superior', 'no_regression'] as const
const absolute = ['at_least', 'at_most', 'at_least_times', 'at_most_times'] as const

describe('a policy', () => {
  it('measures its metrics once each, the primary one first, then what gates ask for besides', () => {
    const asked: Policy = { ...policy({ metric: 'brier' }, { metric: 'size_bytes' }), primary: 'log_loss', metrics: ['roc_auc', 'log_loss'] }
    expect(measuredMetrics(asked)).toEqual(['log_loss', 'roc_auc', 'brier', 'size_bytes'])
  })

  it('knows its names by the kind of its rows, and by what it declares', () => {
    expect(gaugeOf({ kind: 'binary' }, 'roc_auc').kind).toBe('metric')
    expect(gaugeOf({ kind: 'text', declared: { roc_auc: 'higher' } }, 'roc_auc').kind).toBe('declared')
    expect(() => gaugeOf({ kind: 'text' }, 'roc_auc')).toThrow(expect.objectContaining({ code: 'UNKNOWN_METRIC' }))
  })

  it('is given back with a name for each gate', () => {
    const asked = policy({ bound: 0.01 }, { bound: 0.005 }, { metric: 'brier' })
    expect(requirePolicy(asked)).toEqual({
      ...asked,
      gates: [gate({ bound: 0.01, label: '0.01' }), gate({ bound: 0.005, label: '0.005' }), gate({ metric: 'brier' })],
    })
  })

  it.each([
    ['the primary metric', { primary: 'roc_acu' }],
    ['a metric', { metrics: ['roc_acu'] }],
    ['a gate', { gates: [gate({ metric: 'roc_acu' })] }],
  ])('is refused where nothing is called so: %s', (_, change) => {
    expect(() => requirePolicy({ ...policy({}), ...change })).toThrow(expect.objectContaining({ code: 'UNKNOWN_METRIC' }))
  })

  it('is refused where two gates ask the same', () => {
    expect(() => requirePolicy(policy({}, {}))).toThrow(expect.objectContaining({ code: 'DUPLICATE_GATE' }))
  })
})

describe('a gate', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('has a bound that is a number, not %j', (bound) => {
    expect(refusalOf({ rule: 'at_least', bound })).toEqual({
      code: 'GATE_INVALID',
      message: `gate roc_auc:at_least: its bound is ${bound}`,
      hint: 'a bound is a finite number',
    })
  })

  it.each(comparing)('has no negative margin: %s', (rule) => {
    expect(refusalOf({ rule, bound: -0.001 })).toEqual({
      code: 'GATE_INVALID',
      message: `gate roc_auc:${rule}: its margin -0.001 is negative`,
      hint: 'a margin is a size: 0.005',
    })
    expect(refusalOf({ rule, bound: 0 })).toEqual(policy({ rule, bound: 0 }))
  })

  it.each(absolute)('may be below 0 in a bound: %s', (rule) => {
    expect(refusalOf({ rule, bound: -0.001 })).toEqual(policy({ rule, bound: -0.001 }))
  })

  it.each(comparing)('compares no models where neither more nor less is better: %s', (rule) => {
    const declared = { drift: 'neither', loss: 'lower' } as const
    expect(refusalOf({ metric: 'drift', rule }, { declared })).toEqual({
      code: 'GATE_INVALID',
      message: `gate drift:${rule}: neither more nor less drift is better, so models cannot be compared by it`,
      hint: 'give it absolute bounds: at_least and at_most',
    })
    expect(refusalOf({ metric: 'loss', rule }, { declared })).toEqual({ ...policy({ metric: 'loss', rule }), declared })
    expect(refusalOf({ metric: 'drift', rule: 'at_most' }, { declared })).toEqual({ ...policy({ metric: 'drift', rule: 'at_most' }), declared })
  })

  it.each(comparing)('holds no bare difference against a margin: %s', (rule) => {
    expect(refusalOf({ rule, on: 'point' })).toEqual({
      code: 'GATE_INVALID',
      message: `gate roc_auc:${rule}: ${rule} cannot be held against a bare difference`,
      hint: 'with equal models that is a coin flip: `on: point` is for at_least and at_most',
    })
  })

  it.each(absolute)('takes a point and no share: %s', (rule) => {
    expect(refusalOf({ rule, on: 'point' })).toEqual(policy({ rule, on: 'point' }))
    expect(refusalOf({ rule, relative: true })).toEqual({
      code: 'GATE_INVALID',
      message: `gate roc_auc:${rule}: ${rule} takes no share of the baseline's value`,
      hint: 'write the bound as a number',
    })
  })

  it.each(comparing)('may ask for a share of the baseline’s value: %s', (rule) => {
    expect(refusalOf({ rule, relative: true })).toEqual(policy({ rule, relative: true }))
  })

  it('is cut by columns for no_regression alone', () => {
    for (const rule of ['non_inferior', 'superior', ...absolute] as const)
      expect(refusalOf({ rule, by: ['origin', 'sex'] })).toEqual({
        code: 'GATE_INVALID',
        message: `gate roc_auc:${rule}:by=origin,sex: ${rule} cannot be cut by columns`,
        hint: 'only no_regression takes `by`',
      })
    expect(refusalOf({ rule: 'no_regression', by: ['origin'] })).toEqual(policy({ rule: 'no_regression', by: ['origin'] }))
  })
})

describe('the gates that apply', () => {
  const [noWorse, least, smaller] = [gate(), gate({ rule: 'at_least', bound: 0.6 }), gate({ metric: 'brier', rule: 'superior' })]
  const times = gate({ metric: 'size_bytes', rule: 'at_most_times', bound: 2 })
  const asked = policy(noWorse, least, smaller, times)

  it('are all where there is a baseline', () => {
    expect(applicableGates(asked, () => true)).toEqual({ applicable: [noWorse, least, smaller, times], notApplicable: [] })
  })

  it('without a baseline are those of the candidate alone', () => {
    expect(applicableGates(asked, () => false)).toEqual({
      applicable: [least],
      notApplicable: [
        { gate: 'roc_auc:non_inferior', reason: 'no_baseline' },
        { gate: 'brier:superior', reason: 'no_baseline' },
        { gate: 'size_bytes:at_most_times', reason: 'no_baseline' },
      ],
    })
  })

  it('are told metric by metric', () => {
    const { applicable } = applicableGates(asked, (metric) => metric === 'brier')
    expect(applicable).toEqual([least, smaller])
  })

  it.each([
    ['there are none', policy(), 'roc_auc: { at_least: … }'],
    ['they all warn', policy({ onFail: 'warn' }), 'roc_auc: { at_least: … }'],
    ['less is better', { ...policy(), primary: 'log_loss' }, 'log_loss: { at_most: … }'],
    ['neither is better', { ...policy(), primary: 'drift', declared: { drift: 'neither' } as const }, 'drift: { at_least: … }'],
  ])('must be able to block: %s', (_, some, gates) => {
    expect(() => applicableGates(some, () => true)).toThrow(
      expect.objectContaining({
        code: 'NO_BLOCKING_GATE',
        message: 'no gate that can block applies',
        hint: `add an absolute gate on the primary metric: ${gates}`,
      }),
    )
  })

  it('must be able to block without a baseline too', () => {
    expect(() => applicableGates(policy({}, { rule: 'at_least', onFail: 'warn' }), () => false)).toThrow(
      expect.objectContaining({ code: 'NO_BLOCKING_GATE', message: 'no gate that can block applies without a baseline' }),
    )
  })
})
