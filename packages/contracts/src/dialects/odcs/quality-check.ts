import type { Check, Severity } from '../../check.ts'
import type { ContractNote } from '../../contract.ts'
import { type ContractReader, suggestion } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import { customChecks } from './custom-checks.ts'
import { ownProperties } from './custom-properties.ts'
import type { ElementIndex } from './element-index.ts'
import { libraryChecks } from './library-checks.ts'
import { type Quality, qualitySchema } from './quality-schema.ts'
import { sqlChecks } from './sql-checks.ts'

/** The object that a rule stands in. */
export interface QualityScope {
  readonly object: string
  /** The column that the rule stands under; null for a rule of the whole object. */
  readonly column: string | null
  /** Property name in the contract to column name in the data. */
  readonly columns: ReadonlyMap<string, string>
  readonly index: ElementIndex
  readonly path: YamlPath
  readonly reader: ContractReader
}

/** What every check of a rule has in common. */
export interface RuleHead {
  /** Empty where the rule has no name of its own. */
  readonly id: string
  readonly severity: Severity
  readonly line: number
}

export interface QualityRead {
  readonly checks: readonly Check[]
  readonly notes: readonly ContractNote[]
}
const nothing: QualityRead = { checks: [], notes: [] }

/** One quality rule: its checks, one for each operator; or a note, which informs people only. Problems go to the reader. */
export function qualityCheck(value: unknown, scope: QualityScope): QualityRead {
  const { path, reader } = scope
  const quality = reader.read(qualitySchema, value, path)
  if (!quality) return nothing
  const type = typeOf(quality)
  refuseMisplaced(quality, type, scope)
  ownProperties(quality.customProperties, { path, reader, known: [] })
  const head: RuleHead = { id: nameOf(quality), severity: readSeverity(quality, scope), line: reader.line(path) }
  switch (type) {
    case 'text':
      return { checks: [], notes: readNote(quality, scope) }
    case 'custom':
      return { checks: customChecks(quality, head, scope), notes: [] }
    case 'sql':
      return { checks: sqlChecks(quality, head, scope), notes: [] }
    case 'library':
      return { checks: libraryChecks(quality, head, scope), notes: [] }
  }
}

type RuleType = NonNullable<Quality['type']>

function typeOf(quality: Quality): RuleType {
  if (quality.type !== undefined) return quality.type
  if (quality.metric !== undefined || quality.rule !== undefined) return 'library'
  return quality.query !== undefined ? 'sql' : quality.engine !== undefined ? 'custom' : 'library'
}

const operatorsAndUnit = [
  'mustBe',
  'mustNotBe',
  'mustBeGreaterThan',
  'mustBeGreaterOrEqualTo',
  'mustBeLessThan',
  'mustBeLessOrEqualTo',
  'mustBeBetween',
  'mustNotBeBetween',
  'unit',
] as const
const keysOf: { readonly [T in RuleType]: readonly (keyof Quality)[] } = {
  library: ['metric', 'rule', 'arguments', 'validValues', ...operatorsAndUnit],
  sql: ['query', ...operatorsAndUnit],
  custom: ['engine', 'implementation'],
  text: [],
}
const ruleKeys = [...new Set(Object.values(keysOf).flat())]

function refuseMisplaced(quality: Quality, type: RuleType, { path, reader }: QualityScope): void {
  for (const key of ruleKeys)
    if (quality[key] !== undefined && !keysOf[type].includes(key)) reader.refuse('INVALID_VALUE', `a ${type} rule takes no "${key}"`, { path, key })
}

function nameOf(quality: Quality): string {
  if (quality.id !== undefined) return quality.id
  return (quality.name ?? '').trim().replaceAll(/[^\p{L}\p{N}._-]+/gu, '_')
}

const severities = ['error', 'warning'] as const

function readSeverity(quality: Quality, { path, reader }: QualityScope): Severity {
  const written = quality.severity?.toLowerCase()
  if (written === undefined) return 'error'
  const found = severities.find((name) => name === written)
  if (!found) {
    const hint = written === 'info' ? 'a rule that only informs is of type text; a check is an error or a warning' : suggestion(written, severities)
    reader.refuse('INVALID_VALUE', `"severity" cannot be "${quality.severity}"`, { path: [...path, 'severity'], hint })
  }
  return found ?? 'error'
}

function readNote(quality: Quality, { path, reader, column }: QualityScope): readonly ContractNote[] {
  const text = typeof quality.description === 'string' ? quality.description.trim() : (quality.name ?? '')
  if (text !== '') return [{ line: reader.line(path), column, text }]
  reader.refuse('MISSING_KEY', 'a text rule needs a description', { path })
  return []
}
