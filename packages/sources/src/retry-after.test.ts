import { describe, expect, it } from 'vitest'
import { pauseMs } from './retry.ts'
import { retryAfterMs } from './retry-after.ts'

describe('retryAfterMs', () => {
  it.each<readonly [Readonly<Record<string, string>>, number | null]>([
    [{}, null],
    [{ 'retry-after': '3' }, 3000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '-3' }, null],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:10 GMT', date: 'Wed, 21 Oct 2026 07:28:00 GMT' }, 10_000],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:27:00 GMT', date: 'Wed, 21 Oct 2026 07:28:00 GMT' }, 0],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:10 GMT' }, null],
  ])('of %j is %j', (headers, expected) => {
    expect(retryAfterMs(new Headers(headers))).toBe(expected)
  })
})

describe('pauseMs', () => {
  it('doubles from half a second', () => {
    expect([0, 1, 2, 3, 4].map((retry) => pauseMs(retry, null))).toEqual([500, 1000, 2000, 4000, 8000])
  })

  it('is what the server asks for where that is longer, and never over two minutes', () => {
    expect([pauseMs(0, 3000), pauseMs(3, 3000), pauseMs(0, 3_600_000)]).toEqual([3000, 4000, 120_000])
  })
})
