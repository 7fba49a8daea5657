import type { Family } from './family.ts'
import type { MetricOf } from './metric.ts'
import { type NumberParameter, numberParameter } from './number-parameter.ts'
import type { RowsKind } from './rows/rows.ts'

export interface ParameterFamilyOptions<Kind extends RowsKind> extends Omit<Family<Kind>, 'parse'> {
  /** What stands before the number in an id, and after it. */
  readonly prefix: string
  readonly suffix?: string
  readonly parameter: NumberParameter
  metric(value: number, id: string): MetricOf<Kind>
}

/**
 * A family of metrics with one number in their ids.
 * @example parameterFamily(…'top_', '_accuracy').parse('top_0_accuracy') // METRIC_PARAMETER
 */
export function parameterFamily<Kind extends RowsKind>(options: ParameterFamilyOptions<Kind>): Family<Kind> {
  const { prefix, suffix = '', parameter, metric, ...about } = options
  return {
    ...about,
    parse(id) {
      if (!id.startsWith(prefix) || !id.endsWith(suffix) || id.length < prefix.length + suffix.length) return null
      const text = id.slice(prefix.length, id.length - suffix.length)
      return metric(numberParameter(id, text, parameter), id)
    },
  }
}
