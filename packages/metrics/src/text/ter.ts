import type { MetricOf } from '../metric.ts'
import { corpusMetric } from './corpus-metric.ts'
import { editsWithShifts } from './shifts.ts'
import { words } from './words.ts'

/**
 * Translation edit rate of all documents together (Snover et al., 2006): edits, moved pieces among them, per hundred words of the
 * references, as sacrebleu computes it: signature `case:lc|tok:tercom|norm:no|punct:yes|asian:no`. Of several references the fewest edits
 * and the mean length count. Above 100 where much is added; 100 where no reference has a word and the text has, with `EMPTY_REFERENCE`.
 * @example ter.measure({ kind: 'text', prediction: ['b c a x'], reference: [['a b c d']], likelihood: null, weight: null }).value // 50
 */
export const ter: MetricOf<'text'> = corpusMetric({
  id: 'ter',
  title: 'TER',
  better: 'lower',
  range: [0, Infinity],
  width: 2,
  count(prediction, references) {
    const said = words(prediction.toLowerCase())
    const meant = references.map((reference) => words(reference.toLowerCase()))
    const length = meant.reduce((sum, one) => sum + one.length, 0) / meant.length
    return Float64Array.of(Math.min(...meant.map((one) => editsWithShifts(said, one))), length)
  },
  of: {
    value(sums) {
      const [edits, length] = sums as unknown as readonly [number, number]
      return length > 0 ? (100 * edits) / length : edits > 0 ? 100 : 0
    },
    gradient(sums) {
      const [edits, length] = sums as unknown as readonly [number, number]
      return length > 0 ? Float64Array.of(100 / length, (-100 * edits) / length ** 2) : null
    },
  },
  warn: ([, length]) => (length === 0 ? [{ code: 'EMPTY_REFERENCE', message: 'no reference that counts has a word' }] : []),
})
