import type { Check } from '../../check.ts'
import { allRows } from '../../condition.ts'
import type { ColumnRule } from '../../contract.ts'
import type { ContractReader } from '../../reading/contract-reader.ts'
import { checkId } from '../check-id.ts'
import { flatChecks } from './flat-checks.ts'
import { readProperty } from './flat-property.ts'
import { presenceChecks } from './presence-checks.ts'
import { type Placed, type SchemaFile, standalone } from './row-schema.ts'

export interface AskedProperty {
  readonly column: string
  readonly written: Placed
  readonly required: boolean
  readonly file: SchemaFile
  readonly reader: ContractReader
}

/** The column and the checks of one property of a row. */
export function propertyChecks({ column, written, required, file, reader }: AskedProperty): {
  readonly column: ColumnRule
  readonly checks: readonly Check[]
} {
  const { draft } = file
  if (column === '') reader.refuse('INVALID_VALUE', 'a property without a name cannot be a column', { path: written.path })
  const property = readProperty(written, file)
  const line = reader.line(written.path)
  const nullable = property.kind === 'anything' || property.nullable
  const flat = property.kind === 'flat'
  const rule: ColumnRule = {
    name: column,
    type: flat ? property.type : null,
    duckType: null,
    required: required && !nullable,
    line,
    lexical: null,
    personal: null,
  }
  // The validator sees a null by itself; it is asked about an absent key alone.
  const presence = presenceChecks({ column, required, nullable: nullable || (!required && !flat), line, draft })
  if (property.kind === 'anything') return { column: rule, checks: presence }
  if (property.kind === 'flat') return { column: rule, checks: [...presence, ...flatChecks({ column, property, draft, reader })] }
  const schema = standalone({ properties: { [column]: property.value } }, written.path.slice(0, -2), file)
  const values: Check = {
    kind: 'row_json_schema',
    id: checkId(column, 'schema'),
    severity: 'error',
    line,
    ...allRows,
    columns: [column],
    schema,
    draft,
  }
  return { column: rule, checks: [...presence, values] }
}
