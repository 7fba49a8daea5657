import type { Bound, Check, Scalar, Severity } from '../../check.ts'
import { columnsOf } from '../../check.ts'
import type { ColumnRule } from '../../contract.ts'
import type { Filter } from '../../filter.ts'
import type { LogicalType } from '../../logical-type.ts'
import { checkId } from '../check-id.ts'
import { readableCheck } from '../python/readable.ts'
import { textType } from './type-names.ts'

/** What one check takes for granted about the values of a column. */
interface Evidence {
  readonly column: string
  readonly type: LogicalType
  readonly duckType: string | null
  /** The lower, the more it counts. */
  readonly rank: number
  readonly line: number
  readonly severity: Severity
}

/**
 * The columns that checks name, in their order, with the type that the checks take for granted: a suite declares none, but a mean
 * is one of numbers. In text files this is how the values are then read; the added `type` checks fail those that are written
 * otherwise, which would be missing values to every other check.
 */
export function columnRules(checks: readonly Check[]): { readonly columns: readonly ColumnRule[]; readonly checks: readonly Check[] } {
  const found = checks.flatMap((check) => evidence(check))
  const best = new Map<string, Evidence>()
  for (const one of found) if (one.rank < (best.get(one.column)?.rank ?? Infinity)) best.set(one.column, one)
  const lines = new Map<string, number>()
  for (const check of checks) for (const column of columnsOf(check) ?? []) if (!lines.has(column)) lines.set(column, check.line)
  const columns = [...lines].map(([name, line]): ColumnRule => {
    const { type = null, duckType = null } = best.get(name) ?? {}
    return { name, type, duckType, required: false, line, lexical: null, personal: null }
  })
  const asked = new Set(columns.filter(({ type }) => type !== null && type !== 'string').map(({ name }) => name))
  return { columns, checks: [...[...asked].flatMap((name) => typeCheck(name, best.get(name), found)), ...checks] }
}

function typeCheck(column: string, best: Evidence | undefined, found: readonly Evidence[]): readonly Check[] {
  if (!best) return []
  const severity = found.some((one) => one.column === column && one.severity === 'error') ? 'error' : 'warning'
  // Bounds that are moments suit columns of dates and of timestamps.
  if (best.rank > 0 && best.type === 'timestamp') return [readableCheck(column, { severity, line: best.line })]
  return [{ kind: 'type', id: checkId([column], 'type'), severity, line: best.line, column, type: best.type, duckType: null }]
}

const numeric: ReadonlySet<string> = new Set(['mean', 'median', 'sum', 'stdev', 'quantile'])

function evidence(check: Check): readonly Evidence[] {
  const { line, severity } = check
  const say = (column: string, rank: number, type: LogicalType | null, duckType: string | null = null): readonly Evidence[] =>
    type === null ? [] : [{ column, type, duckType, rank, line, severity }]
  const where = 'where' in check && check.where ? filterEvidence(check.where, (column, type) => say(column, 3, type)) : []
  return [...where, ...ownEvidence(check, say)]
}

type Say = (column: string, rank: number, type: LogicalType | null, duckType?: string | null) => readonly Evidence[]

function ownEvidence(check: Check, say: Say): readonly Evidence[] {
  switch (check.kind) {
    case 'type_in': {
      const text = textType(check.duckTypes)
      return text ? say(check.column, 0, text.type, text.duckType) : []
    }
    case 'range':
      return say(check.column, 1, written(check.type))
    case 'z_score':
      return say(check.column, 1, 'number')
    case 'aggregate':
      return say(check.column, 1, numeric.has(check.measure.name) ? 'number' : isExtreme(check.measure.name) ? ofBounds(check) : null)
    case 'row_sum':
      return check.columns.flatMap((column) => say(column, 1, 'number'))
    case 'drift':
      return say(
        check.column,
        1,
        check.reference.kind === 'bins' ? 'number' : check.reference.kind === 'values' ? ofValues(check.reference.values) : null,
      )
    case 'in_set':
    case 'not_in_set':
    case 'distinct_values':
    case 'most_common':
      return say(check.column, 2, ofValues(check.values))
    case 'tuple_in_set':
      return check.columns.flatMap((column, at) => say(column, 2, ofValues(check.values.flatMap((tuple) => tuple[at] ?? []))))
    case 'row':
      return filterEvidence(check.must, (column, type) => say(column, 3, type))
    default:
      return []
  }
}

function isExtreme(name: string): boolean {
  return name === 'min' || name === 'max'
}

// Moments may be written as days alone, but not the other way about.
function written(type: LogicalType): LogicalType {
  return type === 'date' ? 'timestamp' : type
}

function ofBounds({ minimum, maximum }: { readonly minimum: Bound | null; readonly maximum: Bound | null }): LogicalType | null {
  const value = (minimum ?? maximum)?.value
  if (typeof value === 'number') return 'number'
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? 'timestamp' : null
}

function ofValues(values: readonly Scalar[]): LogicalType | null {
  const [first] = values
  if (first === undefined || values.some((value) => typeof value !== typeof first)) return null
  return typeof first === 'number' ? 'number' : typeof first === 'boolean' ? 'boolean' : null
}

function filterEvidence(filter: Filter, say: (column: string, type: LogicalType | null) => readonly Evidence[]): readonly Evidence[] {
  switch (filter.kind) {
    case 'compare':
      return say(filter.column, ofValues([filter.value]))
    case 'in':
      return say(filter.column, ofValues(filter.values))
    case 'all':
    case 'any':
      return filter.parts.flatMap((part) => filterEvidence(part, say))
    case 'not':
      return filterEvidence(filter.part, say)
    case 'null':
    case 'compare_columns':
      return []
  }
}
