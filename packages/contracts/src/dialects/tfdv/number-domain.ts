import type { Bound, Check } from '../../check.ts'
import { allRows } from '../../condition.ts'
import type { Filter } from '../../filter.ts'
import { ecmaPattern } from '../../sql/pattern.ts'
import { quoteIdentifier } from '../../sql/sql-text.ts'
import { type Checks, type Feature, headOf } from './feature.ts'
import type { Message } from './messages.ts'

// What absl::SimpleAtoi and absl::SimpleAtof read, blanks around included.
const integerText = '^[ \\t\\n\\v\\f\\r]*[+-]?[0-9]+[ \\t\\n\\v\\f\\r]*$'
const floatText =
  '^[ \\t\\n\\v\\f\\r]*[+-]?([0-9]+\\.?[0-9]*([eE][+-]?[0-9]+)?|\\.[0-9]+([eE][+-]?[0-9]+)?|[iI][nN][fF]([iI][nN][iI][tT][yY])?|[nN][aA][nN])[ \\t\\n\\v\\f\\r]*$'

/** Integers within both ends; texts are read as integers of 64 bits first. */
export function intDomainChecks(feature: Feature, { min, max }: Message<'IntDomain'>): Checks {
  refuseCrossed(feature, 'int_domain', min !== undefined && max !== undefined && min > max)
  if (feature.type === 'BYTES') {
    const ends = [min ?? -(2n ** 63n), max ?? 2n ** 63n - 1n].map((end) => `${end}::HUGEINT`)
    const column = quoteIdentifier(feature.name)
    const sql = `try_cast(trim(${column}) as HUGEINT) between ${ends.join(' and ')}`
    return [written(feature, { field: 'int_domain', source: integerText }), expression(feature, { what: 'range', field: 'int_domain', sql })]
  }
  const minimum = min === undefined ? null : bound(min)
  const maximum = max === undefined ? null : bound(max)
  return minimum || maximum ? [{ kind: 'range', ...headOf(feature, 'range', 'int_domain'), ...allRows, type: 'integer', minimum, maximum }] : []
}

function bound(value: bigint): Bound {
  const number = Number(value)
  return { value: Number.isSafeInteger(number) ? number : String(value), exclusive: false }
}

/**
 * Numbers within both ends. A NaN is in every range, and an infinity beyond finite ends (float_domain_util.cc): whether there may be
 * any is asked apart. TFDV rounds ends and values to 32 bits; here both are as written.
 */
export function floatDomainChecks(feature: Feature, domain: Message<'FloatDomain'>): Checks {
  const { reader, path } = feature
  for (const end of ['min', 'max'] as const)
    if (Number.isNaN(domain[end])) reader.refuse('INVALID_VALUE', `"${end}" is a number, not nan`, { path: [...path, 'float_domain', 0, end, 0] })
  const { min = -Infinity, max = Infinity } = domain
  refuseCrossed(feature, 'float_domain', min > max)
  return feature.type === 'BYTES' ? floatTexts(feature, domain, { min, max }) : floats(feature, domain, { min, max })
}

interface Ends {
  readonly min: number
  readonly max: number
}

function floats(feature: Feature, domain: Message<'FloatDomain'>, { min, max }: Ends): Checks {
  const end = (value: number) => (Number.isFinite(value) ? { value, exclusive: false } : null)
  const ranges: Checks = [
    {
      kind: 'range',
      ...headOf(feature, 'range', 'float_domain'),
      ...allRows,
      where: notNan(feature.name),
      type: 'number',
      minimum: end(min),
      maximum: end(max),
    },
  ]
  const finite = domain.disallow_nan ? [{ kind: 'finite', ...headOf(feature, 'nan', 'float_domain'), ...allRows, allow: 'infinity' } as const] : []
  const infinite = domain.disallow_inf
    ? [{ kind: 'not_in_set', ...headOf(feature, 'inf', 'float_domain'), ...allRows, values: [Infinity, -Infinity] } as const]
    : []
  return [...(Number.isFinite(min) || Number.isFinite(max) ? ranges : []), ...finite, ...infinite]
}

function notNan(column: string): Filter {
  return { kind: 'compare', column, operator: '<=', value: Infinity }
}

function floatTexts(feature: Feature, domain: Message<'FloatDomain'>, { min, max }: Ends): Checks {
  const number = `try_cast(trim(${quoteIdentifier(feature.name)}) as DOUBLE)`
  const literal = (value: number) => `'${value}'::DOUBLE`
  const field = 'float_domain'
  const checks: Check[] = [written(feature, { field, source: floatText })]
  if (Number.isFinite(min) || Number.isFinite(max))
    checks.push(expression(feature, { what: 'range', field, sql: `isnan(${number}) or ${number} between ${literal(min)} and ${literal(max)}` }))
  if (domain.disallow_nan) checks.push(expression(feature, { what: 'nan', field, sql: `not isnan(${number})` }))
  if (domain.disallow_inf) checks.push(expression(feature, { what: 'inf', field, sql: `not isinf(${number})` }))
  return checks
}

interface Written {
  readonly field: 'int_domain' | 'float_domain'
  readonly source: string
}

function written(feature: Feature, { field, source }: Written): Check {
  const read = ecmaPattern(source)
  const pattern = 'pattern' in read ? read.pattern : { source, re2: null, javascript: source }
  return { kind: 'pattern', ...headOf(feature, 'number', field), ...allRows, patterns: [pattern], match: 'all' }
}

interface Expression {
  readonly what: string
  readonly field: 'int_domain' | 'float_domain'
  readonly sql: string
}

/** True of texts that are no number too: those fail by how they are written. */
function expression(feature: Feature, { what, field, sql }: Expression): Check {
  const { column: _, ...head } = headOf(feature, what, field)
  return { kind: 'expression', ...head, ...allRows, sql }
}

function refuseCrossed({ path, reader }: Feature, field: string, crossed: boolean): void {
  if (crossed) reader.refuse('INVALID_VALUE', '"min" exceeds "max"', { path: [...path, field, 0, 'min', 0] })
}
