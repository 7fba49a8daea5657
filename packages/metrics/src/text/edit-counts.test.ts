import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editCounts } from './edit-counts.ts'

const list = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 })

/** By definition: the last words of both are matched or exchanged, or one of them is left over. */
function distance(first: readonly string[], second: readonly string[]): number {
  if (first.length === 0 || second.length === 0) return first.length + second.length
  const both = distance(first.slice(1), second.slice(1)) + (first[0] === second[0] ? 0 : 1)
  return Math.min(both, distance(first.slice(1), second) + 1, distance(first, second.slice(1)) + 1)
}

describe('editCounts', () => {
  it('needs as few edits as there can be, and accounts for every word of both lists', () => {
    fc.assert(
      fc.property(list, list, (reference, said) => {
        const { hits, substitutions, deletions, insertions } = editCounts(reference, said)
        expect(substitutions + deletions + insertions).toBe(distance(reference, said))
        expect(hits + substitutions + deletions).toBe(reference.length)
        expect(hits + substitutions + insertions).toBe(said.length)
      }),
      { numRuns: 200 },
    )
  })

  it('counts an exchange of neighbours as a deletion and an insertion', () => {
    expect(editCounts(['a', 'b'], ['b', 'a'])).toEqual({ hits: 1, substitutions: 0, deletions: 1, insertions: 1 })
  })
})
