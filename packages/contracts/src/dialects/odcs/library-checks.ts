import type { Check, Scalar } from '../../check.ts'
import { type Condition, none, operatorKeys } from '../../condition.ts'
import { suggestion } from '../../reading/contract-reader.ts'
import { checkId } from '../check-id.ts'
import type { QualityScope, RuleHead } from './quality-check.ts'
import { qualityConditions } from './quality-condition.ts'
import { argumentsSchema, type Metric, metrics, type Quality, type QualityArguments, rules } from './quality-schema.ts'
import { readPattern } from './string-checks.ts'

const argumentKeys: { readonly [M in Metric]: readonly (keyof QualityArguments)[] } = {
  nullValues: [],
  missingValues: ['missingValues'],
  invalidValues: ['validValues', 'pattern'],
  duplicateValues: ['properties'],
  rowCount: [],
}

/** A metric of the standard's library, one check for each operator. */
export function libraryChecks(quality: Quality, head: RuleHead, scope: QualityScope): readonly Check[] {
  const { path, reader } = scope
  const metric = readMetric(quality, scope)
  if (!metric) return []
  const read = quality.arguments === undefined ? {} : reader.read(argumentsSchema, quality.arguments, [...path, 'arguments'])
  if (quality.validValues && read?.validValues)
    reader.refuse('INVALID_VALUE', '"validValues" is given twice', { path, key: 'validValues', hint: 'it belongs into arguments' })
  const given: QualityArguments = { ...read, ...(quality.validValues && { validValues: quality.validValues }) }
  for (const key of Object.keys(given) as (keyof QualityArguments)[])
    if (!argumentKeys[metric].includes(key)) reader.refuse('INVALID_VALUE', `${metric} takes no "${key}"`, { path })
  const conditions = readConditions(quality, metric, scope)
  return read === null ? [] : conditions.flatMap((condition) => metricCheck(metric, { given, condition, head, scope }) ?? [])
}

function readMetric(quality: Quality, { path, reader }: QualityScope): Metric | null {
  if (quality.metric !== undefined && quality.rule !== undefined)
    reader.refuse('INVALID_VALUE', '"rule" is the old name of "metric"', { path, key: 'rule' })
  const written = quality.metric ?? quality.rule
  if (written === undefined) {
    reader.refuse('MISSING_KEY', 'a library rule needs a metric', { path, hint: `one of ${metrics.join(', ')}` })
    return null
  }
  return Object.hasOwn(rules, written) ? rules[written as keyof typeof rules] : (written as Metric)
}

function readConditions(quality: Quality, metric: Metric, scope: QualityScope): readonly Condition[] {
  const { path, reader } = scope
  for (const key of ['mustBe', 'mustNotBe'] as const)
    if (typeof quality[key] === 'boolean') reader.refuse('INVALID_VALUE', `${metric} is a number`, { path: [...path, key], hint: 'write a number' })
  const conditions = qualityConditions(quality, scope)
  if (conditions.length > 0) return conditions
  // In v3.0 a rule without an operator meant: none.
  if (quality.rule !== undefined && metric !== 'rowCount') return [none]
  reader.refuse('MISSING_KEY', 'the rule says nothing that must hold', { path, hint: `add one of ${operatorKeys.join(', ')}` })
  return []
}

interface MetricRule {
  readonly given: QualityArguments
  readonly condition: Condition
  readonly head: RuleHead
  readonly scope: QualityScope
}

function metricCheck(metric: Metric, rule: MetricRule): Check | null {
  if (metric === 'rowCount') return rowCountCheck(rule)
  if (metric === 'duplicateValues') return duplicatesCheck(rule)
  const { column } = rule.scope
  if (column === null) {
    rule.scope.reader.refuse('INVALID_VALUE', `${metric} belongs under a property`, { path: rule.scope.path })
    return null
  }
  return metric === 'invalidValues' ? invalidCheck(rule, column) : nullCountCheck(metric, rule, column)
}

/** A null is always missing, listed or not. */
function nullCountCheck(metric: 'nullValues' | 'missingValues', { condition, given, head, scope }: MetricRule, column: string): Check {
  const missing = distinct(given.missingValues ?? [])
  if (metric === 'missingValues' && given.missingValues === undefined)
    scope.reader.refuse('MISSING_KEY', 'missingValues needs arguments.missingValues', { path: scope.path, hint: 'for nulls alone use nullValues' })
  const id = head.id || checkId(column, metric === 'nullValues' ? 'nulls' : 'missing')
  return { kind: 'null_count', ...head, id, column, missing, condition, where: null }
}

function rowCountCheck({ condition, head, scope }: MetricRule): Check {
  if (scope.column !== null) scope.reader.refuse('INVALID_VALUE', 'rowCount belongs under the object, not a property', { path: scope.path })
  if (condition.unit === 'percent') scope.reader.refuse('INVALID_VALUE', 'rowCount has no percentage', { path: [...scope.path, 'unit'] })
  return { kind: 'row_count', ...head, id: head.id || 'row_count', condition }
}

/** Rows beyond the first of each group of equal ones; nulls are equal. Without a list of properties whole rows are compared. */
function duplicatesCheck({ condition, given, head, scope }: MetricRule): Check {
  const common = { kind: 'duplicates', ...head, count: 'repeats', condition, where: null } as const
  if (scope.column !== null) {
    if (given.properties) scope.reader.refuse('INVALID_VALUE', '"properties" belong to a rule of the object', { path: [...scope.path, 'arguments'] })
    return { ...common, id: head.id || checkId(scope.column, 'duplicates'), columns: [scope.column] }
  }
  const columns = given.properties?.map((name, at) => {
    const column = scope.columns.get(name)
    const path = [...scope.path, 'arguments', 'properties', at]
    if (column === undefined)
      scope.reader.refuse('UNKNOWN_COLUMN', `no property "${name}"`, { path, hint: suggestion(name, [...scope.columns.keys()]) })
    return column ?? name
  })
  return { ...common, id: head.id || 'duplicates', columns: columns ?? null }
}

function invalidCheck({ condition, given, head, scope }: MetricRule, column: string): Check | null {
  const { validValues, pattern } = given
  if ((validValues === undefined) === (pattern === undefined)) {
    scope.reader.refuse('MISSING_KEY', 'invalidValues needs arguments: either validValues or a pattern', { path: scope.path })
    return null
  }
  const common = { ...head, id: head.id || checkId(column, 'valid'), column, condition, where: null } as const
  if (validValues) return { kind: 'in_set', ...common, values: distinct(validValues) }
  const compiled = readPattern(pattern ?? '', { path: [...scope.path, 'arguments', 'pattern'], reader: scope.reader })
  return compiled && { kind: 'pattern', ...common, patterns: [compiled], match: 'all' }
}

function distinct(values: readonly (Scalar | null)[]): readonly Scalar[] {
  return [...new Set(values.filter((value) => value !== null))]
}
