import { describe, expect, it } from 'vitest'
import { metricTitle, sentenceTitle } from './metric-words.ts'

describe('sentenceTitle', () => {
  it.each([
    ['log_loss', 'Log loss'],
    [{ metric: 'roc_auc', title: 'ROC AUC' }, 'ROC AUC'],
    [{ metric: 'accuracy', title: 'accuracy' }, 'Accuracy'],
    [{ metric: 'mAP50-95', title: 'mAP50-95' }, 'mAP50-95'],
    [{ metric: 'hellaswag/acc', title: 'hellaswag/acc' }, 'hellaswag/acc'],
  ])('of %j is %s', (named, title) => {
    expect(sentenceTitle(named)).toBe(title)
  })
})

describe('metricTitle', () => {
  it('escapes a name of another tool, and cuts a long one', () => {
    expect(metricTitle({ metric: 'a', title: '<b>|x' })).not.toContain('<b>')
    expect(metricTitle({ metric: 'a', title: 'y'.repeat(200) }).length).toBeLessThanOrEqual(61)
  })
})
