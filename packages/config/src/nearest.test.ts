import { describe, expect, it } from 'vitest'
import { nearest, suggestion } from './nearest.ts'

describe('nearest', () => {
  it('forgives swapped letters and case', () => {
    expect(nearest('roc_acu', ['accuracy', 'roc_auc'])).toBe('roc_auc')
    expect(nearest('Brier', ['brier'])).toBe('brier')
  })

  it('guesses nothing from afar, nor from a word of one letter', () => {
    expect(nearest('gini', ['roc_auc', 'log_loss'])).toBeNull()
    expect(nearest('x', ['accuracy'])).toBeNull()
  })

  it('suggests the whole choice where nothing is near', () => {
    expect(suggestion('gini', ['a_b', 'c_d'], 'the metrics are')).toBe('the metrics are: a_b, c_d')
    expect(suggestion('gini', [], 'the metrics are')).toBeNull()
  })
})
