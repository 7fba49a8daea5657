import { describe, expect, it } from 'vitest'
import { fairnessRates } from '../fixtures/fair-towns.ts'

// A quick version of what `npm run simulate` counts: seeds are fixed, so the shares are too. Of 25 a true 2.5 % shows as up to 3.
const runs = 25

describe('the interval of how far groups lie apart', () => {
  it.each([
    ['two equal groups', [0.3, 0.3]],
    ['four equal groups', [0.3, 0.3, 0.3, 0.3]],
    ['two groups at either end', [0.4, 0.4, 0.3, 0.3]],
  ])('seldom lies beyond the truth: %s', (name, selected) => {
    for (const id of ['demographic_parity_difference@group', 'demographic_parity_ratio@group']) {
      const { above, below } = fairnessRates({ name, rows: 3_000, selected, clusters: 30, intraclass: 0.02 }, id, runs)
      expect(above).toBeLessThanOrEqual(0.12)
      expect(below).toBeLessThanOrEqual(0.12)
    }
  })
})
