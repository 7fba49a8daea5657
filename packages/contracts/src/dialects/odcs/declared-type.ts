import type { LogicalType } from '../../logical-type.ts'
import type { ContractReader } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import type { Item, OdcsType } from './odcs-schema.ts'
import { type PhysicalType, physicalType } from './physical-type.ts'

/** What a property says of the type of its values. */
export interface DeclaredType {
  /** The type of the values as they are stored; null where nothing is said, or where they are nested. */
  readonly type: LogicalType | null
  readonly duckType: string | null
  /** Dates and times that are stored as texts: what the texts say. */
  readonly written: 'date' | 'timestamp' | 'time' | null
  readonly maxLength: number | null
  readonly nested: 'object' | 'array' | null
}

const nothing: DeclaredType = { type: null, duckType: null, written: null, maxLength: null, nested: null }
const temporal = ['date', 'timestamp', 'time'] as const

/**
 * The type of a property by its logicalType and physicalType, which must agree. Until v3.0.2 `date` was the only logical type for
 * dates and times, so that a physical timestamp or time is one of its forms. Of `integer` in a decimal without a fraction the
 * stored type counts.
 */
export function declaredType(
  property: Pick<Item, 'logicalType' | 'physicalType'>,
  { path, reader }: { readonly path: YamlPath; readonly reader: ContractReader },
): DeclaredType {
  const { logicalType, physicalType: written } = property
  const logical = ofLogical(logicalType)
  if (written === undefined) return logical
  const place = [...path, 'physicalType']
  const physical = physicalType(written)
  if (physical.kind === 'refused') {
    const message = physical.code === 'UNKNOWN_TYPE' ? `unknown physicalType "${written}"` : `physicalType "${written}" cannot be checked`
    reader.refuse(physical.code, message, { path: place, hint: physical.hint })
    return logical
  }
  if (physical.kind === 'nested') {
    if (logical.nested) return logical
    const code = logicalType === undefined ? 'MISSING_KEY' : 'INVALID_VALUE'
    reader.refuse(code, `physicalType "${written}" needs logicalType object or array`, { path: place, hint: 'describe what is in it' })
    return logical
  }
  const merged = merge(logical, physical)
  if (!merged) reader.refuse('INVALID_VALUE', `physicalType "${written}" holds ${physical.logical} values, not ${logicalType}`, { path: place })
  return merged ?? logical
}

function ofLogical(type: OdcsType | undefined): DeclaredType {
  if (type === undefined) return nothing
  return type === 'object' || type === 'array' ? { ...nothing, nested: type } : { ...nothing, type }
}

function merge(logical: DeclaredType, { logical: stored, duckType, maxLength }: PhysicalType): DeclaredType | null {
  const merged: DeclaredType = { ...nothing, type: stored, duckType, maxLength }
  if (logical.nested) return stored === 'string' ? { ...logical, maxLength } : null
  if (logical.type === null || logical.type === stored) return merged
  const written = temporal.find((type) => type === logical.type)
  if (written && stored === 'string') return { ...merged, written }
  if (written === 'date' && (stored === 'timestamp' || stored === 'time')) return merged
  if (logical.type === 'number' && stored === 'integer') return { ...merged, type: 'number' }
  return logical.type === 'integer' && /^DECIMAL\(\d+,0\)$/.test(duckType) ? merged : null
}
