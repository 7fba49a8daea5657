import { MetricsError } from '../errors.ts'
import type { Family } from '../family.ts'
import type { MetricOf } from '../metric.ts'
import { atBestThreshold, extreme } from './best-threshold.ts'
import { type CountFormula, countMetric } from './count-metric.ts'
import { curveMetric } from './curve-metric.ts'
import { after, numberIn, type Parameter } from './parameter.ts'

type About = Pick<Family<'binary'>, 'summary' | 'source' | 'edges'>

const threshold: Parameter = { what: 'threshold', least: -Number.MAX_VALUE, most: Number.MAX_VALUE }

/** A family of one formula of counts: with the decision of the rows, at a threshold, or at the best one. */
export function countFamily(formula: CountFormula, about: About): Family<'binary'> {
  const { name, hasBestThreshold } = formula
  const best = hasBestThreshold ? [`${name}@${extreme(formula)}`] : []
  return {
    form: hasBestThreshold ? `${name}[@THRESHOLD|@${extreme(formula)}]` : `${name}[@THRESHOLD]`,
    ids: [name, ...best],
    reads: 'prediction, or score above 0.5 or a threshold',
    ...about,
    parse: (id) => parseCount(id, formula),
  }
}

/** The metric of a formula that an id asks for; null where it asks for another formula. */
export function parseCount(id: string, formula: CountFormula): MetricOf<'binary'> | null {
  if (id === formula.name) return countMetric(formula)
  const text = after(`${formula.name}@`, id)
  if (text === null) return null
  if (text !== 'max' && text !== 'min') return countMetric(formula, numberIn(id, text, threshold))
  if (formula.hasBestThreshold && text === extreme(formula)) return curveMetric(atBestThreshold(formula))
  const hint = formula.hasBestThreshold ? `write "${formula.name}@${extreme(formula)}"` : 'one decision for all rows would be best: give a threshold'
  throw new MetricsError('METRIC_PARAMETER', `there is no "${id}"`, { hint })
}
