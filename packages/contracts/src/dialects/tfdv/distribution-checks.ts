import type { Check } from '../../check.ts'
import { type Checks, type Feature, headOf } from './feature.ts'
import type { Message } from './messages.ts'

/** How many distinct values there are, and how far their distribution is from that of the reference. */
export function distributionChecks(feature: Feature): Checks {
  return [...uniqueChecks(feature), ...comparatorChecks(feature, 'skew_comparator'), ...comparatorChecks(feature, 'drift_comparator')]
}

/** TFDV counts distinct values of texts and of categories, and calls the schema invalid elsewhere. */
function isCategorical({ type, message }: Feature): boolean {
  return type === 'BYTES' || message.int_domain?.is_categorical === true || message.float_domain?.is_categorical === true
}

/** An end that is not given is no end. TFDV itself takes a missing max for 0, and fails every feature that has only a min. */
function uniqueChecks(feature: Feature): Checks {
  const { message, path, reader } = feature
  if (!message.unique_constraints) return []
  if (!isCategorical(feature)) {
    const hint = 'unique_constraints are for BYTES and for domains with is_categorical'
    reader.refuse('INVALID_VALUE', 'distinct values are counted of texts and categories', { path: [...path, 'unique_constraints', 0], hint })
  }
  const { min, max } = message.unique_constraints
  if (min !== undefined && max !== undefined && min > max)
    reader.refuse('INVALID_VALUE', '"min" exceeds "max"', { path: [...path, 'unique_constraints', 0, 'min', 0] })
  if (min === undefined && max === undefined) {
    reader.refuse('MISSING_KEY', '"unique_constraints" needs a min or a max', { path: [...path, 'unique_constraints', 0] })
    return []
  }
  const end = (value: bigint | undefined) => (value === undefined ? null : { value: Number(value), exclusive: false })
  const head = headOf(feature, 'unique', 'unique_constraints')
  return [{ kind: 'aggregate', ...head, measure: { name: 'distinct_count' }, where: null, minimum: end(min), maximum: end(max) }]
}

type DriftMethod = Extract<Check, { kind: 'drift' }>['method']
const methods = [
  ['infinity_norm', 'l_infinity', true],
  ['jensen_shannon_divergence', 'jensen_shannon', false],
  ['normalized_abs_difference', 'normalized_abs_difference', true],
] as const satisfies readonly (readonly [keyof Message<'FeatureComparator'>, DriftMethod, boolean])[]

/**
 * Skew and drift differ only in what the reference is: serving data, or those of the day before. Both are compared with the profile
 * that comes with the data.
 */
function comparatorChecks(feature: Feature, field: 'skew_comparator' | 'drift_comparator'): Checks {
  const comparator = feature.message[field]
  const what = field === 'skew_comparator' ? 'skew' : 'drift'
  const { path, reader, type } = feature
  if (comparator && Object.keys(comparator).length === 0) reader.refuse('MISSING_KEY', `"${field}" compares nothing`, { path: [...path, field, 0] })
  return methods.flatMap(([name, method, ofCategories]): Checks => {
    const asked = comparator?.[name]
    if (!asked) return []
    const place = { path: [...path, field, 0, name, 0] }
    const { threshold } = asked
    if (threshold === undefined) reader.refuse('MISSING_KEY', `"${name}" needs a threshold`, place)
    else if (!(threshold >= 0 && threshold <= 1)) reader.refuse('INVALID_VALUE', `"${name}": a threshold is within 0 and 1`, place)
    if (ofCategories !== isCategorical(feature))
      reader.refuse('INVALID_VALUE', `"${name}" compares ${ofCategories ? 'texts and categories' : 'numbers'}: it has no effect on ${type}`, place)
    return [{ kind: 'drift', ...headOf(feature, what, field), method, threshold: threshold ?? 0, reference: { kind: 'profile' } }]
  })
}
