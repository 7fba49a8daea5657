import { describe, expect, it } from 'vitest'
import { evidence, finding } from './fixtures/evaluation.ts'
import { asked, waitingText } from './gate-words.ts'

const auc = evidence({ metric: 'roc_auc', candidate: 0.66, baseline: 0.67 })

describe('what a gate asks', () => {
  it.each([
    [{}, 'not worse by 0.005'],
    [{ bound: 0.0134, relative: 0.02 }, "not worse by 2% of production's value, 0.0134"],
    [{ rule: 'superior', bound: 0.0067, relative: 0.01 }, "shown better by 1% of production's value, 0.0067"],
    [{ rule: 'superior', bound: 0, relative: 0 }, 'shown better'],
    [{ rule: 'at_least', bound: 0.62 }, 'at least 0.62'],
    [{ rule: 'at_least', bound: 0.62, on: 'point' }, 'at least 0.62, by the point alone'],
  ] as const)('%j is told as %s', (change, text) => {
    expect(asked(finding(auc, change))).toBe(text)
  })

  it('of the anchor is a share of the anchor’s value', () => {
    expect(asked(finding({ ...auc, against: 'anchor' }, { bound: 0.0268, relative: 0.04 }))).toBe("not worse by 4% of the anchor's value, 0.0268")
  })
})

describe('a gate that waits', () => {
  it.each([
    ['roc_auc:non_inferior', 'not worse than production (none yet)'],
    ['roc_auc:non_inferior=0.005', 'not worse than production (none yet)'],
    ['log_loss:no_regression:by=origin', 'no slice worse than production (none yet)'],
    ['log_loss:no_regression=2%:by=origin', 'no slice worse than production (none yet)'],
    ['roc_auc:at_least:confirm', 'once more on the second test set, at publishing'],
  ])('says for what: %s', (gate, text) => {
    expect(waitingText(gate)).toBe(text)
  })
})
