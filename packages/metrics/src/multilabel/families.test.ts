import { metricContract, numbersFrom } from '../metric.contract.ts'
import type { MultilabelRows } from '../rows/multilabel-rows.ts'
import { multilabelFamilies } from './families.ts'

const draw = numbersFrom(12)
// The bits of 1 to 6 in turn: every row has one label or two.
const label = Uint8Array.from({ length: 60 * 3 }, (_, cell) => (((Math.floor(cell / 3) % 6) + 1) >> (cell % 3)) & 1)
const score = Float64Array.from(label, (one) => Math.round(8 * (0.6 * draw.next().value + 0.4 * one)) / 8)
const prediction = Uint8Array.from(label, (one, cell) => {
  const isFlipped = draw.next().value > 0.7
  return cell % 3 === 0 ? 1 : isFlipped ? 1 - one : one
})
const rows: MultilabelRows = { kind: 'multilabel', labels: ['a', 'b', 'c'], label, score, prediction, weight: null }

metricContract({
  families: multilabelFamilies,
  more: ['accuracy@0.5', 'hamming_loss@0.25', 'f1_macro@0.4', 'jaccard_samples@0.2', 'precision_class:b', 'fbeta_0.5_weighted'],
  rows,
})
