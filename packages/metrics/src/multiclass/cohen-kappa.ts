import type { MetricOf } from '../metric.ts'
import { countsOf } from './averaged-ratio.ts'
import { confusionMetric } from './confusion-metric.ts'

/** What a confusion of two classes costs, by their places. */
type Cost = (row: number, column: number) => number

/**
 * Cohen's kappa: agreement beyond that of chance. Labels and decisions all of one same class: NaN with `DEGENERATE`.
 * @example of labels 0, 1, 1 and predictions 0, 0, 1 // 0.4
 */
export const cohenKappa = kappa({ id: 'cohen_kappa', title: "Cohen's kappa", cost: (row, column) => (row === column ? 0 : 1) })

/**
 * Cohen's kappa where a confusion costs the distance of the classes in the order of the rows' list, absent ones included.
 * @example of labels 0, 1, 2 and predictions 0, 1, 1 // 0.5714285714285714
 */
export const cohenKappaLinear = kappa({
  id: 'cohen_kappa_linear',
  title: "Cohen's kappa, linear weights",
  cost: (row, column) => Math.abs(row - column),
})

/**
 * Cohen's kappa where a confusion costs the squared distance of the classes in the order of the rows' list, absent ones included.
 * @example of labels 0, 1, 2 and predictions 0, 1, 1 // 0.6666666666666666
 */
export const cohenKappaQuadratic = kappa({
  id: 'cohen_kappa_quadratic',
  title: "Cohen's kappa, quadratic weights",
  cost: (row, column) => (row - column) ** 2,
})

function kappa({ id, title, cost }: { id: string; title: string; cost: Cost }): MetricOf<'multiclass'> {
  return confusionMetric({
    id,
    title,
    better: 'higher',
    range: [-1, 1],
    inference: 'influence',
    at: (matrix, classes) => agreement(matrix, classes.length, cost),
  })
}

function agreement(matrix: Float64Array, size: number, cost: Cost) {
  const { predicted, actual, total } = countsOf(matrix, size)
  const costOfTrue = new Float64Array(size)
  const costOfSaid = new Float64Array(size)
  let observed = 0
  let expected = 0
  for (let row = 0, cell = 0; row < size; row++)
    for (let column = 0; column < size; column++, cell++) {
      const one = cost(row, column)
      observed += one * (matrix[cell] as number)
      expected += (one * (actual[row] as number) * (predicted[column] as number)) / total
      costOfTrue[row] = (costOfTrue[row] as number) + (one * (predicted[column] as number)) / total
      costOfSaid[column] = (costOfSaid[column] as number) + (one * (actual[row] as number)) / total
    }
  const slopes = new Float64Array(matrix.length)
  if (!(expected > 0)) return { value: Number.NaN, slopes }
  const share = observed / expected
  for (let row = 0, cell = 0; row < size; row++)
    for (let column = 0; column < size; column++, cell++) {
      const moved = (costOfTrue[row] as number) + (costOfSaid[column] as number) - expected / total
      slopes[cell] = (share * moved - cost(row, column)) / expected
    }
  return { value: 1 - share, slopes }
}
