import { describe, expect, it } from 'vitest'
import { distinguishGates } from './distinguish-gates.ts'
import { EvaluationError } from './errors.ts'
import { gate } from './fixtures/simulate.ts'
import type { Gate } from './gate.ts'

const labelsOf = (...changes: readonly Partial<Gate>[]) => distinguishGates(changes.map(gate)).map(({ label }) => label)
const byOrigin = { rule: 'no_regression', by: ['origin'] } as const

function refused(...changes: readonly Partial<Gate>[]): EvaluationError {
  try {
    distinguishGates(changes.map(gate))
  } catch (error) {
    if (error instanceof EvaluationError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('gates of one policy', () => {
  it('keep their short names where metric, rule or columns tell them apart', () => {
    const gates = [{}, { metric: 'log_loss' }, { rule: 'superior' }, { rule: 'no_regression' }, byOrigin, { ...byOrigin, by: ['hour'] }] as const
    expect(distinguishGates(gates.map(gate))).toEqual(gates.map(gate))
    expect(distinguishGates([])).toEqual([])
  })

  it('are told apart by their bounds where they ask the same of the same numbers', () => {
    const [wide, narrow, other] = distinguishGates([gate({ bound: 0.01 }), gate({ bound: 0.005, onFail: 'warn' }), gate({ metric: 'brier' })])
    expect([wide, narrow, other]).toEqual([
      { ...gate({ bound: 0.01 }), label: '0.01' },
      { ...gate({ bound: 0.005, onFail: 'warn' }), label: '0.005' },
      gate({ metric: 'brier' }),
    ])
  })

  it('are told apart where they share one of several columns', () => {
    const hourToo = { ...byOrigin, by: ['hour', 'origin'], bound: 0.02 }
    expect(labelsOf(byOrigin, hourToo, { ...byOrigin, by: ['day'] })).toEqual(['0.005', '0.02', undefined])
  })

  it('name a share in hundredths without the noise of its digits, and say what is held against the point', () => {
    expect(
      labelsOf({ bound: 0.07, relative: true }, { bound: 0.07 }, { bound: 0.07, on: 'point' }, { bound: 0.1, relative: true, on: 'point' }),
    ).toEqual(['7%', '0.07', '0.07,point', '10%,point'])
  })

  it('are refused where two ask the same, whatever follows from it', () => {
    const { code, message, hint } = refused({}, { bound: 0.01 }, { onFail: 'warn' })
    expect({ code, message, hint }).toEqual({
      code: 'DUPLICATE_GATE',
      message: 'two gates ask for roc_auc:non_inferior=0.005',
      hint: 'keep one of them, or change its bound',
    })
  })

  it('are refused where a gate asks the same of one column that another names too', () => {
    expect(refused(byOrigin, { ...byOrigin, by: ['hour', 'origin'] }).message).toBe('two gates ask for roc_auc:no_regression=0.005:by=hour,origin')
    expect(refused({ ...byOrigin, by: ['hour', 'hour'] }).message).toBe('two gates ask for roc_auc:no_regression=0.005:by=hour,hour')
  })
})
