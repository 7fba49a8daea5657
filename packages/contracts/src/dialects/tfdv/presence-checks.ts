import { allRows } from '../../condition.ts'
import { type Checks, type Feature, headOf } from './feature.ts'

/**
 * Presence, shape and number of values. A row of a table has one value of a feature or none: a value_count that one value satisfies asks
 * nothing more, and a shape of one value asks for it in every row (UpdateFeatureShape in TFDV's feature_util.cc).
 */
export function presenceChecks(feature: Feature): Checks {
  refuseCounts(feature)
  const { presence, shape } = feature.message
  const fraction = presence?.min_fraction ?? 0
  const count = Number(presence?.min_count ?? 0)
  if (!(fraction >= 0 && fraction <= 1)) refuse(feature, 'presence', 'min_fraction is within 0 and 1')
  const required = fraction > 0 || count > 0
  const head = headOf(feature, 'present', 'presence')
  const everywhere: Checks = shape ? [{ kind: 'not_null', ...headOf(feature, 'shape', 'shape'), ...allRows }] : []
  if (!required) return everywhere
  // A required feature without a single value is missing, even where the fraction is next to nothing.
  const minimum = { value: Math.max(count, 1), exclusive: false }
  const counted: Checks = [
    { kind: 'aggregate', ...headOf(feature, 'min_count', 'presence'), measure: { name: 'value_count' }, where: null, minimum, maximum: null },
  ]
  return [
    { kind: 'column_present', ...head, index: null },
    ...(count > 0 || fraction < 1 ? counted : []),
    ...fractionChecks(feature, fraction),
    ...everywhere,
  ]
}

function fractionChecks(feature: Feature, fraction: number): Checks {
  const head = headOf(feature, 'min_fraction', 'presence')
  if (fraction === 1) return [{ kind: 'not_null', ...head, ...allRows }]
  if (!(fraction > 0)) return []
  const minimum = { value: fraction, exclusive: false }
  return [{ kind: 'aggregate', ...head, measure: { name: 'value_share' }, where: null, minimum, maximum: null }]
}

function refuseCounts(feature: Feature): void {
  const { value_count: count, shape } = feature.message
  if (count && ((count.min ?? 0n) > 1n || (count.max ?? 1n) < 1n)) refuse(feature, 'value_count', 'a row of a table has one value of a feature')
  const sizes = shape?.dim?.map(({ size }) => size ?? 0n) ?? []
  if (sizes.some((size) => size !== 1n)) refuse(feature, 'shape', 'a row of a table has one value of a feature')
}

function refuse({ path, reader }: Feature, field: 'presence' | 'value_count' | 'shape', message: string): void {
  const code = field === 'presence' ? 'INVALID_VALUE' : 'UNSUPPORTED_CHECK'
  const hint = field === 'presence' ? null : 'features of several values cannot be checked: leave the feature out'
  reader.refuse(code, `"${field}": ${message}`, { path: [...path, field, 0], hint })
}
