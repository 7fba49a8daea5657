import { describe, expect, it } from 'vitest'
import { knownStage } from './known-stage.ts'

const model = { name: 'flights', release: { onMerge: 'canary' }, deploy: [{ stage: 'edge', run: 'true', smoke: null, timeoutMs: 1 }] }

describe('knownStage', () => {
  it.each(['production', 'staging', 'canary', 'edge'])('knows %s', (stage) => {
    expect(knownStage(model, stage)).toBe(stage)
  })

  it('refuses any other, and says which there are', () => {
    expect(() => knownStage(model, 'prodution')).toThrow(
      expect.objectContaining({ code: 'USAGE', hint: 'the stages are: production, staging, canary, edge' }),
    )
  })
})
