import { describe, expect, it } from 'vitest'
import { digestOf } from './digest.ts'
import { type KeyParts, stageKey } from './key.ts'

const parts: KeyParts = {
  stage: 'train',
  toolMajor: 1,
  config: { run: 'node train.mjs', seed: 1 },
  sources: { 'train.mjs': '1'.repeat(40), 'trainer/a.mjs': '2'.repeat(40) },
  consumed: { 'data/a.csv': digestOf('a') },
}

describe('stageKey', () => {
  it('is one and the same for the same parts in another order', () => {
    const { stage, toolMajor, config, sources, consumed } = parts
    const reordered = { consumed, sources: Object.fromEntries(Object.entries(sources).reverse()), config, toolMajor, stage }
    expect(stageKey(reordered)).toBe(stageKey(parts))
  })

  it.each<[string, Partial<KeyParts>]>([
    ['stage', { stage: 'validate' }],
    ['major version of the tool', { toolMajor: 2 }],
    ['configuration', { config: { run: 'node train.mjs', seed: 2 } }],
    ['source', { sources: { ...parts.sources, 'train.mjs': '3'.repeat(40) } }],
    ['name of a source', { sources: { 'train.mjs': '1'.repeat(40), 'trainer/b.mjs': '2'.repeat(40) } }],
    ['consumed digest', { consumed: { 'data/a.csv': digestOf('b') } }],
    ['missing baseline', { consumed: { ...parts.consumed, baseline: null } }],
  ])('changes with another %s', (_what, change) => {
    expect(stageKey({ ...parts, ...change })).not.toBe(stageKey(parts))
  })
})
