import { describe, expect, it } from 'vitest'
import { type BoxPairs, matchBoxes, outcome } from './match-boxes.ts'

const { ignored, right, wrong } = outcome

/** One detected box on each row of overlaps. */
function pairs(overlap: readonly (readonly number[])[], more: Partial<BoxPairs> = {}): BoxPairs {
  const columns = overlap[0]?.length ?? 0
  const none = Array.from({ length: columns }, () => false)
  const isOutside = overlap.map(() => false)
  return { rows: overlap.length, columns, overlap: Float64Array.from(overlap.flat()), isIgnored: none, isCrowd: none, isOutside, ...more }
}

describe('matchBoxes', () => {
  it('lets the best box choose first, and each annotated box be found once', () => {
    expect([
      ...matchBoxes(
        pairs([
          [0.6, 0.7],
          [0.2, 0.9],
          [0.6, 0.1],
        ]),
        0.5,
      ),
    ]).toEqual([right, wrong, right])
  })

  it('takes an overlap of exactly the threshold', () => {
    expect([...matchBoxes(pairs([[0.5]]), 0.5)]).toEqual([right])
    expect([...matchBoxes(pairs([[0.4999]]), 0.5)]).toEqual([wrong])
  })

  it('prefers a box that counts to one that is ignored and overlaps more', () => {
    expect([...matchBoxes(pairs([[0.9, 0.6]], { isIgnored: [true, false] }), 0.5)]).toEqual([right])
  })

  it('lets a crowd be found again and again, and counts none of it', () => {
    const crowd = { isIgnored: [true], isCrowd: [true] }
    expect([...matchBoxes(pairs([[0.9], [0.8]], crowd), 0.5)]).toEqual([ignored, ignored])
    expect([...matchBoxes(pairs([[0.9], [0.8]], { isIgnored: [true] }), 0.5)]).toEqual([ignored, wrong])
  })

  it('does not count an unmatched box out of the range of areas', () => {
    expect([...matchBoxes(pairs([[0.1], [0.1]], { isOutside: [true, false] }), 0.5)]).toEqual([ignored, wrong])
  })
})
