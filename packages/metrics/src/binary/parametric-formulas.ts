import { MetricsError } from '../errors.ts'
import { decisionCost } from './accuracy.ts'
import type { CountFormula } from './count-metric.ts'
import { fScore } from './f-score.ts'
import { after, numberIn, type Parameter } from './parameter.ts'

const weightOfRecall: Parameter = { what: 'beta', least: 0, aboveLeast: true, most: 1000 }
const price: Parameter = { what: 'cost', least: 0, most: Number.MAX_VALUE }

/**
 * The formula of an id like `fbeta_2` or `fbeta_2@0.3`; null where the id is of another.
 * @throws {MetricsError} `METRIC_PARAMETER`.
 * @example fBetaFormula('fbeta_2@0.3')?.name // 'fbeta_2'
 */
export function fBetaFormula(id: string): CountFormula | null {
  const [beta] = after('fbeta_', id)?.split('@') ?? []
  if (beta === undefined) return null
  const value = numberIn(`fbeta_${beta}`, beta, weightOfRecall)
  if (value === 1) throw new MetricsError('METRIC_PARAMETER', `"${id}" is F1`, { hint: `write "${id.replace('fbeta_1', 'f1')}"` })
  return fScore(value)
}

/**
 * The formula of an id like `cost_1_5` or `cost_1_5@0.3`, of a false positive and a false negative; null where the id is of another.
 * @throws {MetricsError} `METRIC_PARAMETER`.
 * @example costFormula('cost_1_5@min')?.name // 'cost_1_5'
 */
export function costFormula(id: string): CountFormula | null {
  const [costs] = after('cost_', id)?.split('@') ?? []
  if (costs === undefined) return null
  const [first, second, ...rest] = costs.split('_')
  const hint = 'write what a false positive and a false negative cost, not both 0: "cost_1_5"'
  if (first === undefined || second === undefined || rest.length > 0)
    throw new MetricsError('METRIC_PARAMETER', `"${id}" does not have two costs`, { hint })
  const falsePositive = numberIn(`cost_${first}`, first, price)
  const falseNegative = numberIn(`cost_${costs}`, second, price)
  if (falsePositive + falseNegative === 0) throw new MetricsError('METRIC_PARAMETER', `nothing costs anything in "${id}"`, { hint })
  return decisionCost({ falsePositive, falseNegative })
}
