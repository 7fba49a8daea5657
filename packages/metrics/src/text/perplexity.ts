import type { MetricOf } from '../metric.ts'
import { requireLikely, type TextRows } from '../rows/text-rows.ts'
import { type FunctionOfSums, measureSums, reweighSums, type UnitSums, weightedSums } from '../unit-sums.ts'

const of: FunctionOfSums = {
  value: ([log, tokens]) => ((tokens as number) > 0 ? Math.exp(-(log as number) / (tokens as number)) : Number.NaN),
  gradient(sums) {
    const [log, tokens] = sums as unknown as readonly [number, number]
    const value = of.value(sums)
    return Float64Array.of(-value / tokens, (value * log) / tokens ** 2)
  },
}

/**
 * How many equally likely tokens the model hesitates between: exp of the mean of -log of the likelihood of each token, over the tokens of
 * all documents. It compares models with one vocabulary alone. NaN with `EMPTY_REFERENCE` where there is no token.
 * @example perplexity.measure({ …, likelihood: { log: Float64Array.of(-2 * Math.LN2), tokens: Float64Array.of(2) } }).value // 2
 */
export const perplexity: MetricOf<'text'> = {
  id: 'perplexity',
  title: 'perplexity',
  better: 'lower',
  range: [1, Infinity],
  inference: 'influence',
  measure(rows) {
    const sums = sumsOf(rows)
    const [, tokens] = weightedSums(sums, rows.weight)
    const message = 'no document that counts has a token'
    return { ...measureSums(sums, rows.weight, of), warnings: tokens === 0 ? [{ code: 'EMPTY_REFERENCE', message }] : [] }
  },
  reweigh: (rows) => reweighSums(sumsOf(rows), of),
}

function sumsOf(rows: TextRows): UnitSums {
  requireLikely(rows)
  const { log, tokens } = rows.likelihood
  const values = new Float64Array(2 * log.length)
  for (let at = 0; at < log.length; at++) {
    values[2 * at] = log[at] as number
    values[2 * at + 1] = tokens[at] as number
  }
  return { width: 2, values }
}
