import { z } from 'zod'
import type { Check, Pattern, Scalar } from '../../check.ts'
import { none } from '../../condition.ts'
import type { Filter } from '../../filter.ts'
import type { LogicalType } from '../../logical-type.ts'
import type { ContractReader } from '../../reading/contract-reader.ts'
import { checkId } from '../check-id.ts'
import { type BoundEnd, boundEnd, commonType } from '../python/bound-end.ts'
import { literalPattern } from '../python/literal-pattern.ts'
import { pythonPattern } from '../python/python-pattern.ts'
import type { CheckEntry } from './check-entry.ts'

export interface CheckedColumn {
  readonly name: string
  readonly type: LogicalType | null
  /** Holds NaN, which is a missing value here. */
  readonly nan: boolean
}
interface Asked {
  readonly entry: CheckEntry
  readonly column: CheckedColumn
  readonly reader: ContractReader
}

const scalar = z.union([z.string(), z.number(), z.boolean()])
const bound = z.union([z.string(), z.number()])
const list = z.union([z.string(), z.array(z.union([scalar, z.null()]))])
const schemas = {
  value: z.strictObject({ value: scalar }),
  minimum: z.strictObject({ min_value: bound }),
  maximum: z.strictObject({ max_value: bound }),
  range: z.strictObject({ min_value: bound, max_value: bound, include_min: z.boolean().nullish(), include_max: z.boolean().nullish() }),
  allowed: z.strictObject({ allowed_values: list }),
  forbidden: z.strictObject({ forbidden_values: list }),
  values: z.strictObject({ values: list }),
  pattern: z.strictObject({ pattern: z.string() }),
  string: z.strictObject({ string: z.string() }),
  length: z.strictObject({
    min_value: z.int().nonnegative().nullish(),
    max_value: z.int().nonnegative().nullish(),
    exact_value: z.int().nonnegative().nullish(),
  }),
}

/** The checks that one built-in check of pandera asks of a column. */
export function columnChecks(asked: Asked): readonly Check[] {
  const { entry } = asked
  const checks = ownChecks(asked)
  // A missing value satisfies none of them but those that a value must differ from something.
  const failsMissing = !entry.ignoreMissing && !/^not/.test(entry.name) && entry.name !== 'unique_values_eq'
  if (checks.length === 0 || !failsMissing) return checks
  const { column } = asked
  return [...checks, { kind: 'not_null', ...head(asked), id: checkId([column.name], `${entry.name}.missing`), condition: none, where: null }]
}

function head({ entry, column, reader }: Asked) {
  return { id: checkId([column.name], entry.name), severity: entry.severity, line: reader.line(entry.path), column: column.name }
}

function ofRows(asked: Asked) {
  return { ...head(asked), condition: none, where: present(asked) }
}

/** Rows without a NaN, where that counts for a missing value. */
function present({ entry, column }: Asked): Filter | null {
  if (!column.nan || !entry.ignoreMissing) return null
  return { kind: 'not', part: { kind: 'compare', column: column.name, operator: '=', value: Number.NaN } }
}

function ownChecks(asked: Asked): readonly Check[] {
  const { entry } = asked
  switch (entry.name) {
    case 'equal_to':
      return setCheck(asked, 'in_set', args(asked, schemas.value)?.value)
    case 'not_equal_to':
      return setCheck(asked, 'not_in_set', args(asked, schemas.value)?.value)
    case 'isin':
      return setCheck(asked, 'in_set', members(args(asked, schemas.allowed)?.allowed_values))
    case 'notin':
      return setCheck(asked, 'not_in_set', members(args(asked, schemas.forbidden)?.forbidden_values))
    case 'unique_values_eq':
      return distinctCheck(asked)
    case 'str_matches':
      return regexCheck(asked, 'start')
    case 'str_contains':
      return regexCheck(asked, 'none')
    case 'str_startswith':
      return literalCheck(asked, 'start')
    case 'str_endswith':
      return literalCheck(asked, 'end')
    case 'str_length':
      return lengthCheck(asked)
    default:
      return rangeCheck(asked)
  }
}

function args<T extends z.ZodObject>({ entry, reader }: Asked, schema: T): z.infer<T> | null {
  return reader.read(schema, entry.args, entry.path)
}

/** As in Python, a text in place of a list is the list of its characters. A missing value is in no set. */
function members(values: z.infer<typeof list> | undefined): readonly Scalar[] | undefined {
  return values === undefined ? undefined : [...new Set(values)].filter((value) => value !== null)
}

function setCheck(asked: Asked, kind: 'in_set' | 'not_in_set', given: Scalar | readonly Scalar[] | undefined): readonly Check[] {
  if (given === undefined) return []
  const values = typeof given === 'object' ? given : [given]
  return exact(asked, values) ? [{ kind, ...ofRows(asked), values }] : []
}

function exact({ entry, reader }: Asked, values: readonly Scalar[]): boolean {
  const wrong = values.find((value) => typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
  if (wrong === undefined) return true
  reader.refuse('INVALID_VALUE', `${wrong} is beyond 2^53 and not exact`, { path: entry.path })
  return false
}

function distinctCheck(asked: Asked): readonly Check[] {
  const values = members(args(asked, schemas.values)?.values)
  if (!values || !exact(asked, values)) return []
  return [{ kind: 'distinct_values', ...head(asked), values, match: 'equal', where: present(asked) }]
}

function regexCheck(asked: Asked, anchor: 'none' | 'start'): readonly Check[] {
  const source = args(asked, schemas.pattern)?.pattern
  if (source === undefined) return []
  const read = pythonPattern(source, { anchor })
  if ('pattern' in read) return patternCheck(asked, read.pattern)
  const code = read.fault === 'invalid' ? 'PATTERN_INVALID' : 'PATTERN_UNSUPPORTED'
  asked.reader.refuse(code, `the expression ${JSON.stringify(source)}: ${read.reason}`, { path: asked.entry.path })
  return []
}

function literalCheck(asked: Asked, at: 'start' | 'end'): readonly Check[] {
  const text = args(asked, schemas.string)?.string
  return text === undefined ? [] : patternCheck(asked, literalPattern(text, at))
}

function patternCheck(asked: Asked, pattern: Pattern): readonly Check[] {
  return [{ kind: 'pattern', ...ofRows(asked), patterns: [pattern], match: 'all' }]
}

function lengthCheck(asked: Asked): readonly Check[] {
  const read = args(asked, schemas.length)
  if (!read) return []
  const [minimum, maximum] = [read.exact_value ?? read.min_value ?? null, read.exact_value ?? read.max_value ?? null]
  const { entry, reader } = asked
  if (minimum === null && maximum === null) reader.refuse('MISSING_KEY', 'str_length needs min_value, max_value or exact_value', { path: entry.path })
  else if ((minimum ?? 0) > (maximum ?? Infinity)) reader.refuse('INVALID_VALUE', 'min_value exceeds max_value', { path: entry.path })
  else return [{ kind: 'length', unit: 'code_points', ...ofRows(asked), minimum, maximum }]
  return []
}

interface Ends {
  readonly low: string | number | null
  readonly high: string | number | null
  readonly exclusive: { readonly low: boolean; readonly high: boolean }
}

function readEnds(asked: Asked): Ends | null {
  const { name } = asked.entry
  const exclusive = { low: name === 'greater_than', high: name === 'less_than' }
  if (name === 'in_range') {
    const read = args(asked, schemas.range)
    return read && { low: read.min_value, high: read.max_value, exclusive: { low: read.include_min === false, high: read.include_max === false } }
  }
  if (name.startsWith('greater')) {
    const read = args(asked, schemas.minimum)
    return read && { low: read.min_value, high: null, exclusive }
  }
  const read = args(asked, schemas.maximum)
  return read && { low: null, high: read.max_value, exclusive }
}

function rangeCheck(asked: Asked): readonly Check[] {
  const ends = readEnds(asked)
  if (!ends) return []
  const [low, high] = [readEnd(asked, ends.low), readEnd(asked, ends.high)]
  if ((ends.low !== null && !low) || (ends.high !== null && !high)) return []
  const { entry, reader } = asked
  const type = commonType(low, high)
  if (!type) reader.refuse('INVALID_VALUE', 'min_value and max_value are of two types', { path: entry.path })
  else if (low && high && low.value > high.value) reader.refuse('INVALID_VALUE', 'min_value exceeds max_value', { path: entry.path })
  else {
    const end = (one: BoundEnd | null, exclusive: boolean) => one && { value: one.value, exclusive }
    const range = { type, minimum: end(low, ends.exclusive.low), maximum: end(high, ends.exclusive.high) }
    return [{ kind: 'range', ...ofRows(asked), ...range }]
  }
  return []
}

const comparable: { readonly [T in LogicalType]: readonly LogicalType[] } = {
  string: ['string'],
  integer: ['number'],
  number: ['number'],
  boolean: [],
  date: ['date', 'timestamp'],
  timestamp: ['date', 'timestamp'],
  time: [],
}

function readEnd({ entry, column, reader }: Asked, value: string | number | null): BoundEnd | null {
  if (value === null) return null
  const read = column.type === 'string' && typeof value === 'string' ? ({ value, type: 'string' } as const) : boundEnd(value)
  if ('fault' in read) reader.refuse('INVALID_VALUE', `${JSON.stringify(value)} ${read.fault}`, { path: entry.path })
  else if (column.type !== null && !comparable[column.type].includes(read.type))
    reader.refuse('INVALID_VALUE', `${JSON.stringify(value)} does not compare with values of type ${column.type}`, { path: entry.path })
  else return read
  return null
}
