import type { CandidateRecord, Finding } from '@seaworthy/record'
import { describe, expect, it } from 'vitest'
import { sailed } from '../fixtures/sections.ts'
import { tinyModel, tinySources } from '../fixtures/tiny-plan.ts'
import { modelKeys } from '../keys.ts'
import { isAnchor } from './anchor.ts'

const { validate, train, evaluate } = sailed({ keys: modelKeys(tinyModel(), tinySources()), sha: 'a'.repeat(40), runId: '1' })
const [finding] = evaluate.body.findings
const production = {
  version: '1.0.0',
  digest: validate.key,
  record: null,
  publishedAt: null,
  signature: 'unsigned',
  params: null,
} as const

/** A release that was compared with production, by one finding on the primary metric. */
function compared(change: Partial<Finding>, evidence: Partial<Finding['evidence']> = {}): Pick<CandidateRecord, 'sections'> {
  if (!finding) throw new Error('the fixture has no finding')
  const found: Finding = { ...finding, rule: 'non_inferior', reason: 'shown_better', ...change, evidence: { ...finding.evidence, ...evidence } }
  return { sections: { validate, train, evaluate: { ...evaluate, body: { ...evaluate.body, baseline: production, findings: [found] } } } }
}

describe('an anchor', () => {
  it('is a release that was shown better than production on the primary metric', () => {
    expect(isAnchor(compared({}), 'roc_auc')).toBe(true)
    expect(isAnchor(compared({ reason: 'not_worse_by_margin' }), 'roc_auc')).toBe(false)
  })

  it('is a first release, which had nothing to be better than', () => {
    expect(isAnchor({ sections: { validate, train, evaluate } }, 'roc_auc')).toBe(true)
  })

  it.each([
    ['another metric than today’s primary one', compared({ metric: 'log_loss' })],
    ['a metric that was not the primary one', compared({ primary: false })],
    ['a slice', compared({}, { slice: { column: 'origin', value: 'ATL', pooled: false } })],
    ['an older anchor', compared({}, { against: 'anchor' })],
    ['the second test set alone', compared({}, { dataset: 'holdout' })],
  ])('is not what was shown better in %s', (_, record) => {
    expect(isAnchor(record, 'roc_auc')).toBe(false)
  })

  it('is not what was never evaluated', () => {
    expect(isAnchor({ sections: { validate, train } }, 'roc_auc')).toBe(false)
  })
})
