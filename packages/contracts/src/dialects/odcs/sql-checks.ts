import type { Check } from '../../check.ts'
import { operatorKeys } from '../../condition.ts'
import { notSingleSelect, withoutSemicolon } from '../../sql/single-select.ts'
import { checkId } from '../check-id.ts'
import { fillPlaceholders } from './placeholders.ts'
import type { QualityScope, RuleHead } from './quality-check.ts'
import { qualityConditions } from './quality-condition.ts'
import type { Quality } from './quality-schema.ts'

/** A query that yields one number, or one truth value (1 or 0), one check for each operator. */
export function sqlChecks(quality: Quality, head: RuleHead, scope: QualityScope): readonly Check[] {
  const { path, reader, column, object } = scope
  const conditions = qualityConditions(quality, scope)
  if (conditions.length === 0)
    reader.refuse('MISSING_KEY', 'the rule says nothing that must hold', { path, hint: `add one of ${operatorKeys.join(', ')}` })
  if (quality.unit === 'percent') reader.refuse('INVALID_VALUE', 'a sql rule yields a number, not a share', { path: [...path, 'unit'] })
  if (quality.query === undefined) {
    reader.refuse('MISSING_KEY', '"query" is missing', { path })
    return []
  }
  const query = readQuery(quality.query, { ...scope, path: [...path, 'query'] })
  return conditions.map((condition) => ({ kind: 'sql', ...head, id: head.id || checkId(column, 'sql'), column, query, condition }))

  function readQuery(written: string, { path: place }: QualityScope): string {
    const filled = fillPlaceholders(withoutSemicolon(written), { object, property: column })
    for (const name of filled.unknown)
      reader.refuse('SQL_INVALID', `the placeholder ${name} means nothing here`, {
        path: place,
        hint: `${'$'}{object} is the data, ${'$'}{property} the column`,
      })
    const fault = notSingleSelect(filled.query)
    if (fault) reader.refuse('SQL_INVALID', `the query must be one SELECT: ${fault}`, { path: place })
    return filled.query
  }
}
