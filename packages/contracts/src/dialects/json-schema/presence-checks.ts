import type { Check, JsonSchema } from '../../check.ts'
import { allRows, none } from '../../condition.ts'
import type { JsonSchemaDraft } from '../../json-schema/draft.ts'
import { checkId } from '../check-id.ts'

export interface Presence {
  readonly column: string
  readonly required: boolean
  readonly nullable: boolean
  readonly line: number
  readonly draft: JsonSchemaDraft
}

/**
 * What is asked about rows that have no value. A column does not tell whether its key is absent or null, so where only one of the two
 * is allowed the row itself is asked, of which only those without a value are looked at.
 */
export function presenceChecks({ column, required, nullable, line, draft }: Presence): readonly Check[] {
  const head = { severity: 'error' as const, line }
  const ofRow = (what: string, schema: JsonSchema): Check => ({
    kind: 'row_json_schema',
    id: checkId(column, what),
    ...head,
    columns: [column],
    schema,
    draft,
    condition: none,
    where: { kind: 'null', column },
  })
  if (!required) return nullable ? [] : [ofRow('null', { properties: { [column]: { not: { type: 'null' } } } })]
  return [
    { kind: 'column_present', id: checkId(column, 'present'), ...head, column, index: null },
    nullable ? ofRow('required', { required: [column] }) : { kind: 'not_null', id: checkId(column, 'required'), ...head, ...allRows, column },
  ]
}
