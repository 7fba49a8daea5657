import { describe, expect, it } from 'vitest'
import { accuracy, balancedAccuracy, decisionCost, hammingLoss } from './accuracy.ts'
import { type Cells, cellOfRows, weighCells } from './cells.ts'
import { cohenKappa, matthewsCorrelation } from './correlation.ts'
import { type CountFormula, countMetric } from './count-metric.ts'
import { fScore, jaccard } from './f-score.ts'
import { negativeLikelihoodRatio, positiveLikelihoodRatio } from './likelihood-ratios.ts'
import { falseNegativeRate, falsePositiveRate, negativePredictiveValue, precision, recall, specificity } from './rates.ts'

describe('the examples of the documentation', () => {
  it.each<[CountFormula, Cells, number]>([
    [precision, { tn: 5, fp: 1, fn: 2, tp: 3 }, 0.75],
    [recall, { tn: 5, fp: 1, fn: 2, tp: 3 }, 0.6],
    [specificity, { tn: 3, fp: 1, fn: 2, tp: 3 }, 0.75],
    [falsePositiveRate, { tn: 3, fp: 1, fn: 2, tp: 3 }, 0.25],
    [falseNegativeRate, { tn: 5, fp: 1, fn: 2, tp: 3 }, 0.4],
    [negativePredictiveValue, { tn: 6, fp: 1, fn: 2, tp: 3 }, 0.75],
    [fScore(1), { tn: 5, fp: 1, fn: 2, tp: 3 }, 0.6666666666666666],
    [jaccard, { tn: 5, fp: 1, fn: 2, tp: 3 }, 0.5],
    [accuracy, { tn: 5, fp: 1, fn: 1, tp: 1 }, 0.75],
    [hammingLoss, { tn: 5, fp: 1, fn: 1, tp: 1 }, 0.25],
    [balancedAccuracy, { tn: 3, fp: 1, fn: 2, tp: 2 }, 0.625],
    [decisionCost({ falsePositive: 1, falseNegative: 5 }), { tn: 5, fp: 1, fn: 1, tp: 1 }, 0.75],
    [matthewsCorrelation, { tn: 3, fp: 1, fn: 1, tp: 3 }, 0.5],
    [cohenKappa, { tn: 3, fp: 1, fn: 1, tp: 3 }, 0.5],
    [positiveLikelihoodRatio, { tn: 3, fp: 1, fn: 1, tp: 3 }, 3],
    [negativeLikelihoodRatio, { tn: 3, fp: 1, fn: 3, tp: 1 }, 1],
  ])('$name is exact', (formula, cells, value) => {
    expect(formula.value(cells)).toBe(value)
  })

  it('cellOfRows is exact', () => {
    const rows = { kind: 'binary', label: Uint8Array.of(0, 1), score: Float64Array.of(0.7, 0.4), prediction: null, weight: null } as const
    expect(cellOfRows(rows, { metric: 'f1', threshold: 0.3 })).toEqual(Uint8Array.of(1, 3))
  })
})

describe('a metric of counts', () => {
  it('weighs each cell', () => {
    expect(weighCells(Uint8Array.of(0, 1, 2, 3, 3), Float64Array.of(1, 2, 3, 4, 5))).toEqual({ tn: 1, fp: 2, fn: 3, tp: 9 })
    expect(weighCells(Uint8Array.of(0, 1, 2, 3, 3), null)).toEqual({ tn: 1, fp: 1, fn: 1, tp: 2 })
  })

  it('has as influence the outcome less the mean, where it is a mean', () => {
    const rows = { kind: 'binary', label: Uint8Array.of(1, 0, 1, 0), score: null, prediction: Uint8Array.of(1, 1, 1, 0), weight: null } as const
    expect(countMetric(accuracy).measure(rows)).toEqual({ value: 0.75, influence: Float64Array.of(0.25, -0.75, 0.25, 0.25), warnings: [] })
  })

  it('keeps its precision where the cells are large', () => {
    const cells = { tn: 3e15, fp: 1e15, fn: 1e15, tp: 3e15 }
    expect([matthewsCorrelation, cohenKappa].map((formula) => formula.value(cells))).toEqual([0.5, 0.5])
  })
})
