import { columnFor, columnsBeginning, type Header, requireColumnFor } from './header.ts'
import { type Layout, labelOf, predictionOf, type Wanted } from './layout.ts'
import { placesOf, renumbered } from './numbering.ts'
import { interleaved } from './probabilities.ts'
import { weightColumn, weightsIn } from './weights.ts'

/** Groups that a model put rows into: `prediction`; the true group as `label` where it is known; `feature_<name>` where the rows lie. */
export function clusteringLayout(header: Header): Layout {
  const prediction = requireColumnFor(header, 'prediction')
  const label = columnFor(header, 'label')
  const features = columnsBeginning(header, 'feature_').map(({ column }): Wanted => ({ ...predictionOf(column, 'feature'), as: 'number' }))
  const weight = weightColumn(header)
  const truth: readonly Wanted[] = label === null ? [] : [{ ...labelOf(label), as: 'codes' }]
  return {
    columns: [{ ...predictionOf(prediction), as: 'codes' }, ...truth, ...features, ...weight],
    vocabulary: (table) => (label === null ? [] : table.codes(label).values),
    build: (table, groups) => ({
      rows: {
        kind: 'clustering',
        label: label === null ? null : renumbered(table.codes(label), placesOf(table.codes(label).values, groups)).codes,
        prediction: table.codes(prediction).codes,
        features: features.length === 0 ? null : interleaved(features.map(({ column }) => table.numbers(column))),
        weight: weightsIn(table, weight),
      },
      begins: null,
    }),
  }
}
