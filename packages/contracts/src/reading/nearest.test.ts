import { describe, expect, it } from 'vitest'
import { nearest } from './nearest.ts'

describe('nearest', () => {
  it.each([
    ['minimun', 'minimum'],
    ['MINIMUM', 'minimum'],
    ['max', 'maximum'],
    ['zebra', null],
    ['', null],
  ])('takes "%s" for %s', (written, meant) => expect(nearest(written, ['maximum', 'minimum', 'maximumLength'])).toBe(meant))

  it('finds nothing among nothing', () => expect(nearest('a', [])).toBeNull())
})
