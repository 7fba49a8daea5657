import { describe, expect, it } from 'vitest'
import { EvaluationError } from './errors.ts'

describe('a refused judgement', () => {
  it('has its code, its message, and the remedy where there is one', () => {
    const cause = new TypeError('no number')
    const error = new EvaluationError('GATE_INVALID', 'the bound is no number', { hint: 'write 0.01', cause })
    const { name, code, message, hint } = error
    expect({ name, code, message, hint, cause: error.cause }).toEqual({
      name: 'EvaluationError',
      code: 'GATE_INVALID',
      message: 'the bound is no number',
      hint: 'write 0.01',
      cause,
    })
    expect(error).toBeInstanceOf(Error)
  })

  it('has no remedy and no cause where none is named', () => {
    const { hint, cause } = new EvaluationError('NO_BASELINE', 'there is no baseline')
    expect([hint, cause]).toEqual([null, undefined])
  })
})
