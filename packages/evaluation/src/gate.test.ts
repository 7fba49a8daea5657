import { describe, expect, it } from 'vitest'
import { gate } from './fixtures/simulate.ts'
import { askedOf, gateId } from './gate.ts'

describe('the name of a gate', () => {
  it('is its metric and its rule, with its label where it has one', () => {
    expect([gateId(gate()), gateId(gate({ label: '0.005' }))]).toEqual(['roc_auc:non_inferior', 'roc_auc:non_inferior=0.005'])
  })

  it('ends with the columns whose values it judges', () => {
    const byOrigin = gate({ metric: 'log_loss', rule: 'no_regression', by: ['origin'] })
    expect([gateId(byOrigin), gateId({ ...byOrigin, by: ['origin', 'hour'], label: '1%' })]).toEqual([
      'log_loss:no_regression:by=origin',
      'log_loss:no_regression=1%:by=origin,hour',
    ])
  })

  it('without its columns is what it asks of each slice', () => {
    const byOrigin = gate({ metric: 'log_loss', rule: 'no_regression', by: ['origin'] })
    expect([askedOf(byOrigin), askedOf({ ...byOrigin, label: '0' })]).toEqual(['log_loss:no_regression', 'log_loss:no_regression=0'])
  })
})
