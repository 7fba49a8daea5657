import { nothing, type Observation, observed } from './aggregate-observation.ts'
import { type AggregateSource, over } from './aggregate-source.ts'

/** How many values are NaN, infinite, and infinite below zero. */
export interface OddValues {
  readonly nan: number
  readonly above: number
  readonly below: number
}

/** SQL of the number of NaN; none for types that know no NaN. */
export function nanSql(source: AggregateSource): readonly string[] {
  return source.floating ? [over(source, `count_if(isnan(${source.value}))`)] : []
}

/** What NaN makes of a number about order; null where there is none. */
export function nanObservation(source: AggregateSource, count: unknown): Observation | null {
  return oddObservation(source, { nan: Number(count ?? 0), above: 0, below: 0 }, 'refused')
}

/** What NaN and infinities make of a number: infinities of one sign make a sum infinite, and a deviation nothing. Null where there are none. */
export function oddObservation({ column }: AggregateSource, { nan, above, below }: OddValues, infinite: 'passes' | 'refused'): Observation | null {
  if (nan > 0) return nothing(noNumber(nan, column.name, 'NaN'))
  if (above + below === 0) return null
  if (infinite === 'passes' && (above === 0 || below === 0)) return observed(above > 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY)
  return nothing(noNumber(above + below, column.name, 'infinite'))
}

function noNumber(count: number, column: string, what: string): string {
  return `${count} value${count === 1 ? '' : 's'} of column "${column}" ${count === 1 ? 'is' : 'are'} ${what}: there is no such number about them`
}
