import { describe, expect, it } from 'vitest'
import { harnessWarnings } from './harness-warnings.ts'

const harness = {
  from: 'base',
  tree: '1'.repeat(40),
  isolation: 'namespaces',
  reason: null,
  network: false,
  format: 'lm-eval',
  taken: null,
} as const

describe('what a reader should know of a harness', () => {
  it('is nothing where it is the base’s, apart, and left one result', () => {
    expect(harnessWarnings({ harness, units: { baseline: 'kept', reason: null } })).toEqual([])
  })

  it.each([
    ['a command of the change', { from: 'head' }, 'MEASURED_BY_THE_CHANGE', 'a command of the change itself'],
    ['the network', { network: true }, 'MEASURED_WITH_NETWORK', 'network: true'],
    [
      'no isolation',
      { isolation: 'none', reason: 'no sudo' },
      'MEASURED_WITHOUT_ISOLATION',
      'isolation: none; the harness could reach the network and every file of the machine: no sudo',
    ],
    ['one of several results', { taken: 'results_2.json, the newest of 2' }, 'RESULTS_CHOSEN', 'taken is results_2.json, the newest of 2'],
  ] as const)('is %s', (_title, change, code, message) => {
    expect(harnessWarnings({ harness: { ...harness, ...change } })).toEqual([{ code, message: expect.stringContaining(message) }])
  })

  it('is that production is missing, and why', () => {
    const units = { baseline: 'missing', reason: 'TIMED_OUT: after 2 h' } as const
    expect(harnessWarnings({ harness, units })).toEqual([{ code: 'BASELINE_MISSING', message: expect.stringContaining('TIMED_OUT: after 2 h') }])
  })
})
