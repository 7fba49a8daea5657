import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editCounts } from './edit-counts.ts'
import { editsWithShifts } from './shifts.ts'

const list = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })

describe('editsWithShifts', () => {
  it.each([
    ['moves one word as one edit', 'b c a', 'a b c', 1],
    ['moves a piece as one edit', 'd e f a b c', 'a b c d e f', 1],
    ['moves nothing where an exchange costs as much', 'a x', 'a b', 1],
    ['counts every word where there is no reference', 'a b', '', 2],
    ['counts every word of the reference where there is no text', '', 'a b c', 3],
  ])('%s', (_, text, reference, edits) => {
    const words = (line: string) => line.split(' ').filter((word) => word !== '')
    expect(editsWithShifts(words(text), words(reference))).toBe(edits)
  })

  it('never needs more edits than without moving', () => {
    fc.assert(
      fc.property(list, list, (text, reference) => {
        const { substitutions, deletions, insertions } = editCounts(reference, text)
        expect(editsWithShifts(text, reference)).toBeLessThanOrEqual(substitutions + deletions + insertions)
      }),
      { numRuns: 200 },
    )
  })
})
