import type { Check } from '../../check.ts'
import { allRows } from '../../condition.ts'
import { type Lexical, plainLexical } from '../../contract.ts'
import type { ContractReader } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import { checkId } from '../check-id.ts'
import type { DeclaredType } from './declared-type.ts'
import { type JavaTimeFormat, javaTimeFormat } from './java-time-format.ts'
import type { TimeOptions } from './option-schemas.ts'
import { type RangeScope, rangeCheck } from './range-checks.ts'

export interface TemporalRules {
  readonly declared: DeclaredType
  readonly lexical: Lexical | null
  readonly checks: readonly Check[]
}

interface Asked {
  readonly declared: DeclaredType
  readonly column: string
  /** Of the options. */
  readonly path: YamlPath
  readonly reader: ContractReader
  readonly version: '3.0' | '3.1'
}

/** What logicalTypeOptions of a date, timestamp or time ask, and what they say of how values are written. */
export function temporalRules(options: TimeOptions, asked: Asked): TemporalRules {
  const format = readFormat(options, asked)
  if (asked.declared.written) return { declared: asked.declared, lexical: null, checks: textChecks(options, { ...asked, format }) }
  const zone = readZone(options, { ...asked, format })
  const declared = withZone(withParts(asked, format), { ...asked, zone })
  const { type } = declared
  if (type === null) return { declared, lexical: null, checks: [] }
  const bounds: RangeScope = { ...asked, type, zone: zone === 'aware' ? boundZone(options, asked) : 'none' }
  const form = format?.form ?? null
  const lexical = form === null ? null : { ...plainLexical, form, timeFormat: format?.strptime ?? null }
  return { declared, lexical, checks: [...rangeCheck(options, bounds), ...localCheck(options, { ...asked, declared })] }
}

type Format = Extract<JavaTimeFormat, { kind: 'format' }>

function readFormat({ format }: TimeOptions, { path, reader, declared }: Asked): Format | null {
  if (format === undefined) return null
  const place = [...path, 'format']
  const read = javaTimeFormat(format)
  if (read.kind === 'refused') {
    reader.refuse('UNSUPPORTED_CHECK', `the format "${format}": ${read.reason}`, { path: place, hint: read.hint })
    return null
  }
  const type = declared.written ?? declared.type
  // Until v3.0.2 `date` was the type of every date and time, and its examples show all three.
  const fits = type === read.parts || (type === 'timestamp' && read.parts === 'date') || (type === 'date' && declared.duckType !== 'DATE')
  if (!fits) reader.refuse('INVALID_VALUE', `the format "${format}" writes a ${read.parts}, not a ${type}`, { path: place })
  return fits ? read : null
}

function withParts({ declared }: Asked, format: Format | null): DeclaredType {
  return format && declared.type === 'date' ? { ...declared, type: format.parts } : declared
}

/** Whether values carry an offset: `timezone: true`, or a format that writes one. */
function readZone({ timezone }: TimeOptions, { path, reader, declared, format }: Asked & { readonly format: Format | null }): 'aware' | 'local' {
  const stored = declared.duckType === 'TIMESTAMP WITH TIME ZONE'
  if (timezone === false && (format?.zone || stored))
    reader.refuse('INVALID_VALUE', `timezone: false, but the ${stored ? 'physicalType' : 'format'} has a zone`, { path, key: 'timezone' })
  if (timezone === true && format && !format.zone)
    reader.refuse('INVALID_VALUE', 'timezone: true, but the format writes no offset', { path, key: 'timezone', hint: 'add xxx to the format' })
  return timezone === true || format?.zone || stored ? 'aware' : 'local'
}

function withZone(declared: DeclaredType, { path, reader, zone }: Asked & { readonly zone: 'aware' | 'local' }): DeclaredType {
  if (zone === 'local') return declared
  if (declared.type !== 'timestamp') {
    reader.refuse('UNSUPPORTED_CHECK', `a ${declared.type} with a zone cannot be checked`, { path, hint: 'use a timestamp' })
    return declared
  }
  // A physical "timestamp" says nothing of zones in several databases: the option says it.
  if (declared.duckType !== null && !['TIMESTAMP', 'TIMESTAMP WITH TIME ZONE'].includes(declared.duckType))
    reader.refuse('INVALID_VALUE', 'the physicalType has no zone', { path, hint: 'write physicalType: timestamptz' })
  return { ...declared, duckType: 'TIMESTAMP WITH TIME ZONE' }
}

function boundZone({ defaultTimezone = 'UTC' }: TimeOptions, { path, reader }: Asked): RangeScope['zone'] {
  if (/^(etc\/)?(utc|gmt)$/i.test(defaultTimezone)) return 'utc'
  try {
    new Intl.DateTimeFormat('en', { timeZone: defaultTimezone })
  } catch {
    reader.refuse('INVALID_VALUE', `unknown time zone "${defaultTimezone}"`, {
      path: [...path, 'defaultTimezone'],
      hint: 'write it as Europe/Berlin',
    })
  }
  return 'offset_needed'
}

const localTypes = ['TIMESTAMP', 'TIMESTAMP_S', 'TIMESTAMP_MS', 'TIMESTAMP_NS']

/** `timezone: false` without a physicalType: any timestamp but one with a zone. */
function localCheck({ timezone }: TimeOptions, { column, path, reader, declared }: Asked): readonly Check[] {
  if (timezone !== false || declared.type !== 'timestamp' || declared.duckType !== null) return []
  const line = reader.line([...path, 'timezone'])
  return [{ kind: 'type_in', id: checkId(column, 'timezone'), severity: 'error', line, column, duckTypes: localTypes }]
}

/** Dates and times in columns of texts: their form is checked; texts have no order in time, so that bounds are refused. */
function textChecks(options: TimeOptions, { column, path, reader, declared, format }: Asked & { readonly format: Format | null }): readonly Check[] {
  for (const key of ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'timezone'] as const)
    if (options[key] !== undefined)
      reader.refuse('UNSUPPORTED_CHECK', `"${key}" of a ${declared.written} that is stored as text cannot be checked`, {
        path,
        key,
        hint: 'say it with a sql rule',
      })
  if (!format) return []
  const head = { id: checkId(column, 'format'), severity: 'error', line: reader.line([...path, 'format']), column } as const
  if (format.strptime !== null) return [{ kind: 'strptime', ...head, format: format.strptime, ...allRows }]
  return [{ kind: 'format', ...head, format: format.parts === 'date' ? 'date' : 'date_time', ...allRows }]
}
