import type { Check } from '../../check.ts'
import type { ColumnRule } from '../../contract.ts'
import { type PersonalKind, personalKinds } from '../../personal-kinds.ts'
import { type ContractReader, suggestion } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import { checkId } from '../check-id.ts'
import { type CustomProperty, ownProperties } from './custom-properties.ts'
import type { Item } from './odcs-schema.ts'

/** Free text in the standard: these mean that a value is nobody's to show. */
const secret = new Set(['pii', 'personal', 'restricted', 'confidential', 'sensitive'])

/** Whether a classification says that values are never to be shown. @example isSecret('PII') // true */
export function isSecret(classification: Item['classification']): boolean {
  return typeof classification === 'string' && secret.has(classification.trim().toLowerCase())
}

export const personalProperty = 'seaworthyPersonalData'

interface Place {
  readonly column: string
  readonly path: YamlPath
  readonly reader: ContractReader
}

/**
 * What a property says of personal data. `seaworthyPersonalData` is `forbid` (the column holds none), `allow` (any), or a list of the
 * kinds that it may hold, the others being forbidden.
 */
export function personalData(
  property: Item,
  { column, path, reader }: Place,
): { readonly personal: ColumnRule['personal']; readonly checks: readonly Check[] } {
  const given = ownProperties(property.customProperties, { path, reader, known: [personalProperty] }).get(personalProperty)
  const allowed = given ? readAllowed(given, reader) : null
  const personal = isSecret(property.classification) || allowed === 'any' ? 'any' : allowed?.length ? allowed : null
  if (!given || allowed === null || allowed === 'any') return { personal, checks: [] }
  const forbidden = personalKinds.filter((kind) => !allowed.includes(kind))
  if (forbidden.length === 0) return { personal, checks: [] }
  const line = reader.line(given.path)
  return { personal, checks: [{ kind: 'personal_data', id: checkId(column, 'personal_data'), severity: 'error', line, column, forbidden }] }
}

const words = ['forbid', 'allow']

function readAllowed({ value, path }: CustomProperty, reader: ContractReader): readonly PersonalKind[] | 'any' | null {
  if (value === 'allow') return 'any'
  if (value === 'forbid') return []
  if (!Array.isArray(value) || value.length === 0) {
    const hint = typeof value === 'string' ? suggestion(value, words) : `forbid, allow, or a list of ${personalKinds.join(', ')}`
    reader.refuse('INVALID_VALUE', `"${personalProperty}" cannot be ${JSON.stringify(value) ?? 'empty'}`, { path, hint })
    return null
  }
  return value.flatMap((name: unknown, at) => {
    const kind = personalKinds.find((one) => one === name)
    if (!kind)
      reader.refuse('INVALID_VALUE', `${JSON.stringify(name)} is no kind of personal data`, {
        path: [...path, at],
        hint: suggestion(String(name), personalKinds),
      })
    return kind ?? []
  })
}
