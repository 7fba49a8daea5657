import { describe, expect, it } from 'vitest'
import { digestOf, isDigest, shortDigest } from './digest.ts'

const ofAbc = 'sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'

describe('digestOf', () => {
  // FIPS 180-4's own example.
  it('is SHA-256, of a string as of its UTF-8', () => {
    expect(digestOf('abc')).toBe(ofAbc)
    expect(digestOf(new TextEncoder().encode('€'))).toBe(digestOf('€'))
  })

  it('is shortened for people to twelve digits', () => {
    expect(shortDigest(ofAbc)).toBe('ba7816bf8f01')
  })
})

describe('isDigest', () => {
  it.each([
    [ofAbc, true],
    [ofAbc.toUpperCase(), false],
    [ofAbc.slice(0, -1), false],
    [`${ofAbc}\n`, false],
    [`sha512:${ofAbc.slice(7)}`, false],
    [null, false],
    [[ofAbc], false],
  ])('of %j is %s', (text, expected) => {
    expect(isDigest(text)).toBe(expected)
  })
})
