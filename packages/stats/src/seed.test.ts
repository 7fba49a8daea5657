import { describe, expect, it } from 'vitest'
import { seedOf } from './seed.ts'

describe('seedOf', () => {
  it('is the first 128 bits of SHA-256, as FIPS 180-4 gives them for "abc" and for nothing', () => {
    expect(seedOf('abc')).toEqual([0xba7816bf, 0x8f01cfea, 0x414140de, 0x5dae2223])
    expect(seedOf('')).toEqual([0xe3b0c442, 0x98fc1c14, 0x9afbf4c8, 0x996fb924])
  })
})
