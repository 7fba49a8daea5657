import { metricContract, numbersFrom } from '../metric.contract.ts'
import type { MulticlassRows } from '../rows/multiclass-rows.ts'
import { multiclassFamilies } from './families.ts'

const draw = numbersFrom(8)
const count = 64
const label = Uint8Array.from({ length: count }, (_, row) => row % 4)
const probability = Float64Array.from(
  [...label].flatMap((own) => {
    const scores = [0, 1, 2, 3].map((at) => Math.round(6 * draw.next().value + (at === own ? 3 : 0.5)))
    const sum = scores.reduce((all, one) => all + one, 0)
    return scores.map((one) => one / sum)
  }),
)
const rows: MulticlassRows = { kind: 'multiclass', classes: ['a', 'b', 'c', 'd'], label, prediction: null, probability, weight: null }

metricContract({
  families: multiclassFamilies,
  more: ['f1_class:a', 'specificity_class:b', 'recall_class:d', 'fbeta_0.5_weighted', 'fbeta_3_micro', 'top_1_accuracy', 'ece_5'],
  rows,
})
