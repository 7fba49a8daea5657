import { z } from 'zod'
import type { Check } from '../../check.ts'
import { ageUnitMs, ageUnits } from '../../own/age.ts'
import { type ContractReader, suggestion } from '../../reading/contract-reader.ts'
import { nearest } from '../../reading/nearest.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import { checkId } from '../check-id.ts'
import type { ElementIndex } from './element-index.ts'
import { elementPath } from './element-path.ts'

const documentation = z.unknown().optional()
const slaSchema = z.strictObject({
  id: documentation,
  property: z.string().min(1),
  value: z.unknown(),
  valueExt: documentation,
  unit: z.string().nullish(),
  element: z.string().nullish(),
  driver: documentation,
  description: documentation,
  scheduler: documentation,
  schedule: documentation,
  // Extensions that v3.0 allowed beside its own keys.
  customProperties: documentation,
  authoritativeDefinitions: documentation,
})
type Sla = z.infer<typeof slaSchema>

/** What the age of the newest row says; the standard prefers the name latency. */
const ages = ['freshness', 'latency'] as const
const synonyms: ReadonlyMap<string, (typeof ages)[number]> = new Map([
  ['freshness', 'freshness'],
  ['latency', 'latency'],
  ['ly', 'latency'],
])
/** Promises about a service, which rows do not show. */
export const slaDocumentation = [
  'availability',
  'throughput',
  'errorRate',
  'generalAvailability',
  'endOfSupport',
  'endOfLife',
  'retention',
  'frequency',
  'timeOfAvailability',
  'timeToDetect',
  'timeToNotify',
  'timeToRepair',
] as const

interface Scope {
  readonly index: ElementIndex
  readonly reader: ContractReader
  /** v3.0: where entries without an element belong. */
  readonly defaultElement: string | null
}

/** The service levels that speak about rows, as checks of the objects by name. Other properties are free text of the standard. */
export function slaChecks(entries: readonly unknown[] | null | undefined, scope: Scope): ReadonlyMap<string, readonly Check[]> {
  const found = new Map<string, Check[]>()
  for (const [at, entry] of (entries ?? []).entries()) {
    const path = ['slaProperties', at]
    const read = scope.reader.read(slaSchema, entry, path)
    for (const { object, check } of read ? ageChecks(read, { ...scope, path }) : []) found.set(object, [...(found.get(object) ?? []), check])
  }
  return found
}

interface Found {
  readonly object: string
  readonly check: Check
}

function ageChecks(sla: Sla, scope: Scope & { readonly path: YamlPath }): readonly Found[] {
  const { path, reader, index } = scope
  const age = synonyms.get(sla.property.toLowerCase())
  if (!age) {
    const meant = slaDocumentation.some((name) => name.toLowerCase() === sla.property.toLowerCase()) ? null : nearest(sla.property, ages)
    if (meant)
      reader.refuse('UNKNOWN_CHECK', `unknown service level "${sla.property}"`, { path: [...path, 'property'], hint: `did you mean "${meant}"?` })
    return []
  }
  const maxAgeMs = readAge(sla, scope)
  const written = sla.element ?? scope.defaultElement
  if (!written) {
    reader.refuse('MISSING_KEY', `${age} needs "element": the column that tells the age`, { path, hint: 'write element: table.column' })
    return []
  }
  const only = index.length === 1 ? index[0] : undefined
  return written.split(',').flatMap((part) => {
    const name = part.trim()
    const element = only?.columns.has(name)
      ? { kind: 'column' as const, object: only, column: only.columns.get(name) ?? name }
      : elementPath(name, index)
    const place = [...path, 'element']
    if (element.kind === 'refused') {
      reader.refuse(element.code, element.reason, { path: place, hint: element.hint })
      return []
    }
    const type = element.object.types.get(element.column)
    if (type !== undefined && type !== 'date' && type !== 'timestamp')
      reader.refuse('INVALID_VALUE', `"${name}" is of type ${type}: it tells no age`, { path: place, hint: 'name a column of dates or timestamps' })
    const head = { id: checkId(element.column, age), severity: 'error', line: reader.line(path) } as const
    return maxAgeMs === null ? [] : [{ object: element.object.name, check: { kind: 'freshness', ...head, column: element.column, maxAgeMs } }]
  })
}

function readAge({ value, unit }: Sla, { path, reader }: Scope & { readonly path: YamlPath }): number | null {
  const number = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number) || number < 0)
    reader.refuse('INVALID_VALUE', `an age cannot be ${JSON.stringify(value)}`, {
      path: [...path, 'value'],
      hint: 'write a number, and its unit beside it',
    })
  if (!unit) {
    reader.refuse('MISSING_KEY', '"unit" is missing', { path, hint: 'd for days, h for hours, min for minutes' })
    return null
  }
  const ms = ageUnitMs(unit)
  if (ms === null)
    reader.refuse('INVALID_VALUE', `unknown unit "${unit}"`, {
      path: [...path, 'unit'],
      hint: unit === 'M' ? 'write min or mo' : suggestion(unit, ageUnits),
    })
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 && ms !== null ? number * ms : null
}
