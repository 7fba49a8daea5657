import { describe, expect, it } from 'vitest'
import { ageUnitMs, readAgeMs } from './age.ts'

describe('readAgeMs', () => {
  it.each([
    ['36h', 129_600_000],
    ['1.5 days', 129_600_000],
    [' 90MIN ', 5_400_000],
    ['10s', 10_000],
    ['2w', 1_209_600_000],
    ['1mo', 2_592_000_000],
    ['1yr', 31_536_000_000],
    ['4', null],
    ['h', null],
    ['-4d', null],
    ['1M', null],
    ['PT4H', null],
    ['1 lightyear', null],
  ])('reads "%s" as %s ms', (text, ms) => expect(readAgeMs(text)).toBe(ms))
})

describe('ageUnitMs', () => {
  it.each(['M', '', 'constructor'])('does not know "%s"', (unit) => expect(ageUnitMs(unit)).toBeNull())
})
