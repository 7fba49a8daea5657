import { canonicalName } from './canonical-name.ts'
import { ResultsError } from './errors.ts'
import type { ReportedMetric } from './results.ts'

/**
 * Numbers by name as metrics.
 * @throws {ResultsError} `RESULT_NOT_FINITE` for NaN or an infinite number, `RESULT_TWICE` where a name stands twice, `RESULTS_BROKEN` without any.
 */
export function namedMetrics(numbers: readonly (readonly [string, number])[], file: string): readonly ReportedMetric[] {
  const seen = new Set<string>()
  for (const [name, value] of numbers) {
    if (!Number.isFinite(value))
      throw new ResultsError('RESULT_NOT_FINITE', `${file} says ${value} for "${name}"`, {
        hint: 'a metric that could not be computed must not be written as a number',
      })
    if (seen.has(name)) throw new ResultsError('RESULT_TWICE', `${file} holds two values of "${name}"`, { hint: 'name the file of one run' })
    seen.add(name)
  }
  if (numbers.length === 0) throw new ResultsError('RESULTS_BROKEN', `${file} holds no number`, { hint: 'write an object such as {"accuracy": 0.9}' })
  return numbers.map(([name, value]) => ({ name, canonical: canonicalName(name), value, file }))
}
