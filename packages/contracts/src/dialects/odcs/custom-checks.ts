import type { Check } from '../../check.ts'
import { ownCheck } from '../../own/own-check.ts'
import { suggestion } from '../../reading/contract-reader.ts'
import { type YamlPath, yamlSource } from '../../reading/yaml-source.ts'
import { expectationChecks } from '../great-expectations/expectation-checks.ts'
import type { QualityScope, RuleHead } from './quality-check.ts'
import type { Quality } from './quality-schema.ts'

/** Names of engines, without regard to case, blanks and hyphens. */
const engines = { seaworthy: 'seaworthy', greatexpectations: 'greatExpectations' } as const

/** A rule of `type: custom`: in our own words, or an expectation of Great Expectations. Those of other engines are refused. */
export function customChecks(quality: Quality, head: RuleHead, scope: QualityScope): readonly Check[] {
  const { path, reader } = scope
  if (quality.engine === undefined || quality.implementation === undefined) {
    for (const key of ['engine', 'implementation'] as const)
      if (quality[key] === undefined) reader.refuse('MISSING_KEY', `a custom rule needs "${key}"`, { path })
    return []
  }
  const engine = quality.engine.toLowerCase().replaceAll(/[\s_-]/g, '')
  if (!Object.hasOwn(engines, engine)) {
    reader.refuse('UNSUPPORTED_CHECK', `rules of the engine "${quality.engine}" are not run here`, {
      path: [...path, 'engine'],
      hint: `${suggestion(quality.engine, Object.values(engines))}; or say it with a library or sql rule`,
    })
    return []
  }
  const place = [...path, 'implementation']
  const read = readImplementation(quality.implementation, place, scope)
  if (read === null) return []
  const checks =
    engine === 'seaworthy' ? ownChecks(read.value, place, scope) : expectationChecks(read.value, { ...scope, path: place, severity: head.severity })
  return checks.map((check) => ({
    ...check,
    // An expectation may have a severity of its own.
    severity: quality.severity === undefined ? check.severity : head.severity,
    id: head.id || check.id,
    // Inside of a text block there are no places: the rule's own line is the nearest.
    line: read.isText ? head.line : check.line,
  }))
}

function readImplementation(
  written: unknown,
  path: YamlPath,
  { reader }: QualityScope,
): { readonly value: unknown; readonly isText: boolean } | null {
  if (typeof written !== 'string') return { value: written, isText: false }
  const read = yamlSource(written)
  if ('source' in read) return { value: read.source.value, isText: true }
  for (const { message, line } of read.problems) reader.refuse('CONTRACT_UNREADABLE', `line ${line} of the implementation: ${message}`, { path })
  return null
}

function ownChecks(value: unknown, path: YamlPath, scope: QualityScope): readonly Check[] {
  const { reader, object, column, columns, index } = scope
  const tables = new Map(index.map((one) => [one.name, one.columns]))
  const one = (each: unknown, place: YamlPath) =>
    ownCheck(each, { path: place, reader, object, column, columns, tables, line: reader.line(place) }) ?? []
  return Array.isArray(value) ? value.flatMap((each, at) => one(each, [...path, at])) : [one(value, path)].flat()
}
