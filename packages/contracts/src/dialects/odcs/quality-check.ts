import type { Check, Scalar, Severity } from '../../check.ts'
import { type Condition, none, operatorKeys, operators } from '../../condition.ts'
import { type ContractReader, suggestion } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import { notSingleSelect, withoutSemicolon } from '../../sql/single-select.ts'
import { argumentsSchema, type Metric, type Quality, type QualityArguments, qualitySchema, rules } from './odcs-schema.ts'
import { fillPlaceholders } from './placeholders.ts'
import { readPattern } from './property-checks.ts'

/** The object that a rule stands in. */
export interface QualityScope {
  readonly object: string
  /** The column that the rule stands under; null for a rule of the whole object. */
  readonly column: string | null
  /** Property name in the contract to column name in the data. */
  readonly columns: ReadonlyMap<string, string>
  readonly path: YamlPath
  readonly reader: ContractReader
}

/** One quality rule as a check; null for `type: text`, which informs people only, and for one with problems, which are noted. */
export function qualityCheck(value: unknown, scope: QualityScope): Check | null {
  const quality = scope.reader.read(qualitySchema, value, scope.path)
  if (!quality) return null
  const severity = readSeverity(quality, scope)
  const type = quality.type ?? (quality.query === undefined ? 'library' : 'sql')
  if (type === 'text') return null
  if (type === 'custom') {
    scope.reader.refuse('UNSUPPORTED_CHECK', 'rules of type custom run in other tools', { path: scope.path, key: 'type', hint: 'use library or sql' })
    return null
  }
  const head = { id: nameOf(quality), severity, line: scope.reader.line(scope.path) }
  return type === 'sql' ? sqlCheck(quality, head, scope) : libraryCheck(quality, head, scope)
}

interface Head {
  /** Empty where the rule has no name of its own. */
  readonly id: string
  readonly severity: Severity
  readonly line: number
}

function nameOf(quality: Quality): string {
  if (quality.id !== undefined) return quality.id
  return (quality.name ?? '').trim().replaceAll(/[^\p{L}\p{N}._-]+/gu, '_')
}

const severities = ['error', 'warning'] as const

function readSeverity(quality: Quality, { path, reader }: QualityScope): Severity {
  if (quality.severity === undefined) return 'error'
  const found = severities.find((name) => name === quality.severity?.toLowerCase())
  if (!found)
    reader.refuse('INVALID_VALUE', `"severity" cannot be "${quality.severity}"`, {
      path: [...path, 'severity'],
      hint: suggestion(quality.severity, severities),
    })
  return found ?? 'error'
}

function readCondition(quality: Quality, { path, reader }: QualityScope, fallback: Condition | null): Condition | null {
  const given = operatorKeys.filter((key) => quality[key] !== undefined)
  const key = given[0]
  if (given.length > 1) reader.refuse('INVALID_VALUE', `${given.join(' and ')} exclude each other`, { path, key: given[1] ?? '' })
  if (key === undefined) {
    if (!fallback) reader.refuse('MISSING_KEY', 'the rule says nothing that must hold', { path, hint: `add one of ${operatorKeys.join(', ')}` })
    return fallback
  }
  const unit = quality.unit ?? 'rows'
  const written = quality[key]
  if (typeof written === 'number') return { operator: operators[key], value: written, unit } as Condition
  const [low, high] = written ?? [0, 0]
  if (low > high) reader.refuse('INVALID_VALUE', `${key} starts above its end`, { path: [...path, key], hint: 'the smaller number comes first' })
  return { operator: operators[key], low, high, unit } as Condition
}

function sqlCheck(quality: Quality, head: Head, scope: QualityScope): Check | null {
  const { path, reader, column, object } = scope
  if (quality.metric !== undefined || quality.rule !== undefined) reader.refuse('INVALID_VALUE', 'a sql rule has no metric', { path, key: 'type' })
  refuseArguments(quality, scope)
  const condition = readCondition(quality, scope, null)
  if (quality.unit === 'percent') reader.refuse('INVALID_VALUE', 'a sql rule yields a number, not a share', { path: [...path, 'unit'] })
  if (quality.query === undefined) {
    reader.refuse('MISSING_KEY', '"query" is missing', { path })
    return null
  }
  const { query, unknown } = fillPlaceholders(withoutSemicolon(quality.query), { object, property: column })
  const place = [...path, 'query']
  for (const name of unknown)
    reader.refuse('SQL_INVALID', `the placeholder ${name} means nothing here`, {
      path: place,
      hint: `${'$'}{object} is the data, ${'$'}{property} the column`,
    })
  const fault = notSingleSelect(query)
  if (fault) reader.refuse('SQL_INVALID', `the query must be one SELECT: ${fault}`, { path: place })
  return condition && { kind: 'sql', ...head, id: head.id || defaultId('sql', column), column, query, condition }
}

function refuseArguments(quality: Quality, { path, reader }: QualityScope): void {
  for (const key of ['arguments', 'validValues'] as const)
    if (quality[key] !== undefined) reader.refuse('INVALID_VALUE', `a sql rule takes no "${key}"`, { path, key })
}

function defaultId(kind: string, column: string | null): string {
  return column === null ? kind : `${column}.${kind}`
}

const argumentKeys: { readonly [M in Metric]: readonly (keyof QualityArguments)[] } = {
  nullValues: [],
  missingValues: ['missingValues'],
  invalidValues: ['validValues', 'pattern'],
  duplicateValues: ['properties'],
  rowCount: [],
}

function libraryCheck(quality: Quality, head: Head, scope: QualityScope): Check | null {
  const { path, reader } = scope
  const metric = readMetric(quality, scope)
  if (!metric) return null
  if (quality.query !== undefined) reader.refuse('INVALID_VALUE', `${metric} takes no query`, { path, key: 'query' })
  const read = quality.arguments === undefined ? {} : reader.read(argumentsSchema, quality.arguments, [...path, 'arguments'])
  const given: QualityArguments = { ...read, ...(quality.validValues && { validValues: quality.validValues }) }
  for (const key of Object.keys(given) as (keyof QualityArguments)[])
    if (!argumentKeys[metric].includes(key)) reader.refuse('INVALID_VALUE', `${metric} takes no "${key}"`, { path })
  // In v3.0 a rule without an operator meant: none.
  const condition = readCondition(quality, scope, quality.rule !== undefined && metric !== 'rowCount' ? none : null)
  return condition && read && metricCheck(metric, { given, condition, head, scope })
}

function readMetric(quality: Quality, { path, reader }: QualityScope): Metric | null {
  if (quality.metric !== undefined && quality.rule !== undefined)
    reader.refuse('INVALID_VALUE', '"rule" is the old name of "metric"', { path, key: 'rule' })
  const written = quality.metric ?? quality.rule
  if (written === undefined) {
    reader.refuse('MISSING_KEY', 'a library rule needs a metric', { path, hint: `one of ${Object.keys(argumentKeys).join(', ')}` })
    return null
  }
  return written in rules ? rules[written as keyof typeof rules] : (written as Metric)
}

interface MetricRule {
  readonly given: QualityArguments
  readonly condition: Condition
  readonly head: Head
  readonly scope: QualityScope
}

function metricCheck(metric: Metric, rule: MetricRule): Check | null {
  const { condition, head, given, scope } = rule
  if (metric === 'rowCount') return rowCountCheck(rule)
  if (metric === 'duplicateValues') return duplicatesCheck(rule)
  const { column } = scope
  if (column === null) {
    scope.reader.refuse('INVALID_VALUE', `${metric} belongs under a property`, { path: scope.path })
    return null
  }
  if (metric === 'invalidValues') return invalidCheck(rule, column)
  const missing = (given.missingValues ?? []).filter((value) => value !== null)
  if (metric === 'missingValues' && given.missingValues === undefined)
    scope.reader.refuse('MISSING_KEY', 'missingValues needs arguments.missingValues', { path: scope.path, hint: 'for nulls alone use nullValues' })
  return {
    kind: 'null_count',
    ...head,
    id: head.id || defaultId(metric === 'nullValues' ? 'nulls' : 'missing', column),
    column,
    missing,
    condition,
    where: null,
  }
}

function rowCountCheck({ condition, head, scope }: MetricRule): Check | null {
  if (scope.column !== null) scope.reader.refuse('INVALID_VALUE', 'rowCount belongs under the object, not a property', { path: scope.path })
  if (condition.unit === 'percent') scope.reader.refuse('INVALID_VALUE', 'rowCount has no percentage', { path: [...scope.path, 'unit'] })
  return { kind: 'row_count', ...head, id: head.id || 'row_count', condition }
}

function duplicatesCheck({ condition, given, head, scope }: MetricRule): Check | null {
  if (scope.column !== null)
    return {
      kind: 'duplicates',
      ...head,
      id: head.id || defaultId('duplicates', scope.column),
      columns: [scope.column],
      count: 'repeats',
      condition,
      where: null,
    }
  const columns = given.properties?.map((name, at) => {
    const column = scope.columns.get(name)
    const path = [...scope.path, 'arguments', 'properties', at]
    if (column === undefined)
      scope.reader.refuse('UNKNOWN_COLUMN', `no property "${name}"`, { path, hint: suggestion(name, [...scope.columns.keys()]) })
    return column ?? name
  })
  return { kind: 'duplicates', ...head, id: head.id || 'duplicates', columns: columns ?? null, count: 'repeats', condition, where: null }
}

function invalidCheck({ condition, given, head, scope }: MetricRule, column: string): Check | null {
  const { validValues, pattern } = given
  if ((validValues === undefined) === (pattern === undefined)) {
    scope.reader.refuse('MISSING_KEY', 'invalidValues needs arguments: either validValues or a pattern', { path: scope.path })
    return null
  }
  if (validValues)
    return { kind: 'in_set', ...head, id: head.id || defaultId('valid', column), column, values: distinct(validValues), condition, where: null }
  const source = pattern ?? ''
  const compiled = readPattern(source, { path: [...scope.path, 'arguments', 'pattern'], reader: scope.reader })
  return (
    compiled && {
      kind: 'pattern',
      ...head,
      id: head.id || defaultId('valid', column),
      column,
      patterns: [compiled],
      match: 'all',
      condition,
      where: null,
    }
  )
}

function distinct(values: readonly Scalar[]): readonly Scalar[] {
  return [...new Set(values)]
}
