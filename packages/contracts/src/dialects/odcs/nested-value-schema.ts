import type { LogicalType } from '../../logical-type.ts'
import { type ContractReader, suggestion } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import type { DeclaredType } from './declared-type.ts'
import { javaTimeFormat } from './java-time-format.ts'
import { numberFormat, numberFormats } from './number-format.ts'
import type { Item } from './odcs-schema.ts'
import { type NumberOptions, optionSchemas, type StringOptions } from './option-schemas.ts'
import { readBounds } from './range-checks.ts'
import { readPattern, refuseFormat, stringFormats } from './string-checks.ts'

type Keywords = { readonly [keyword: string]: unknown }

interface Asked {
  readonly declared: DeclaredType
  readonly path: YamlPath
  readonly reader: ContractReader
  readonly version: '3.0' | '3.1'
  onSecret(): void
}

/** A value inside of an object or array, as keywords of JSON Schema 2020-12; without `type` where nothing is said of it. */
export function nestedValueSchema(property: Item, asked: Asked): Keywords {
  const { declared, path, reader } = asked
  const type = declared.written ?? declared.type
  if (property.properties !== undefined || property.items !== undefined)
    reader.refuse('INVALID_VALUE', '"properties" and "items" belong to logicalType object and array', { path })
  if (!type) {
    if (property.logicalTypeOptions !== undefined)
      reader.refuse('MISSING_KEY', 'logicalTypeOptions need a logicalType', { path, key: 'logicalTypeOptions' })
    return {}
  }
  const place = [...path, 'logicalTypeOptions']
  const { type: jsonType, ...form } = types[type]
  return { type: jsonType, ...together([form, storage(declared), ...optionKeywords(property, type, { ...asked, path: place })]) }
}

const base64 = '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$'
const day = '\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])'
const clock = '(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,9})?)?'
const types: { readonly [T in LogicalType]: Keywords } = {
  string: { type: 'string' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  // As DuckDB and most writers show them in JSON: with a blank or a T, and with or without an offset.
  timestamp: { type: 'string', pattern: `^${day}[T ]${clock}(?:Z|[+-]\\d{2}(?::?\\d{2})?)?$` },
  time: { type: 'string', pattern: `^${clock}$` },
}

/** Physical types narrower than JSON's numbers bound them; of wider ones the last numbers cannot be told apart in JSON. */
const widths: Readonly<Record<string, string>> = {
  TINYINT: 'i8',
  SMALLINT: 'i16',
  INTEGER: 'i32',
  UTINYINT: 'u8',
  USMALLINT: 'u16',
  UINTEGER: 'u32',
}

function storage({ duckType, maxLength }: DeclaredType): Keywords {
  const room = duckType !== null && Object.hasOwn(widths, duckType) ? numberFormat(widths[duckType] ?? '') : null
  return {
    ...(duckType === 'UUID' && { format: 'uuid' }),
    ...(maxLength !== null && { maxLength }),
    ...(room && { minimum: room[0].value, maximum: room[1].value }),
  }
}

/** Keywords that say the same thing twice stand side by side. */
function together(parts: readonly Keywords[]): Keywords {
  const given = parts.filter((part) => Object.keys(part).length > 0)
  const keys = given.flatMap((part) => Object.keys(part))
  return new Set(keys).size === keys.length ? Object.fromEntries(given.flatMap((part) => Object.entries(part))) : { allOf: given }
}

function optionKeywords(property: Item, type: LogicalType, asked: Asked): readonly Keywords[] {
  const { reader, path } = asked
  const written = property.logicalTypeOptions
  if (written === undefined) return []
  if (type === 'string') {
    const options = reader.read(optionSchemas.string, written, path)
    return options ? stringKeywords(options, asked) : []
  }
  if (type === 'integer' || type === 'number') {
    const options = reader.read(optionSchemas.number, written, path)
    return options ? numberKeywords(options, type, asked) : []
  }
  if (type === 'boolean') {
    reader.read(optionSchemas.boolean, written, path)
    return []
  }
  refuseTemporal(written, type, asked)
  return []
}

function stringKeywords({ minLength, maxLength, pattern, format }: StringOptions, asked: Asked): readonly Keywords[] {
  const { path, reader } = asked
  if ((minLength ?? 0) > (maxLength ?? Infinity)) reader.refuse('INVALID_VALUE', 'minLength exceeds maxLength', { path, key: 'minLength' })
  if (pattern !== undefined) readPattern(pattern, { path: [...path, 'pattern'], reader })
  if (format !== undefined && !stringFormats.has(format)) refuseFormat(format, { path: [...path, 'format'], reader })
  if (format === 'password') asked.onSecret()
  return [
    { ...(minLength !== undefined && { minLength }), ...(maxLength !== undefined && { maxLength }), ...(pattern !== undefined && { pattern }) },
    format === 'byte' ? { pattern: base64 } : format === undefined || format === 'password' ? {} : { format },
  ]
}

function numberKeywords(options: NumberOptions, type: 'integer' | 'number', { path, reader, version }: Asked): readonly Keywords[] {
  const [minimum, maximum] = readBounds(options, { column: '', type, path, reader, version, zone: 'none' })
  const { format, multipleOf } = options
  if (format !== undefined && !numberFormats[type].includes(format))
    reader.refuse('INVALID_VALUE', `"${format}" is no format of ${type} values`, {
      path: [...path, 'format'],
      hint: suggestion(format, numberFormats[type]),
    })
  const room = format === undefined ? null : numberFormat(format)
  if (room?.some(({ value }) => typeof value === 'string'))
    reader.refuse('UNSUPPORTED_CHECK', `the format "${format}" cannot be checked inside of nested values`, {
      path: [...path, 'format'],
      hint: 'JSON numbers are exact to 2^53: leave it out, or use i32',
    })
  return [
    minimum ? { [minimum.exclusive ? 'exclusiveMinimum' : 'minimum']: minimum.value } : {},
    maximum ? { [maximum.exclusive ? 'exclusiveMaximum' : 'maximum']: maximum.value } : {},
    room ? { minimum: room[0].value, maximum: room[1].value } : {},
    multipleOf === undefined ? {} : { multipleOf },
  ]
}

/** Of nested dates and times the form alone is checked. */
function refuseTemporal(written: unknown, type: 'date' | 'timestamp' | 'time', { path, reader }: Asked): void {
  const options = reader.read<typeof optionSchemas.date | typeof optionSchemas.time>(optionSchemas[type], written, path)
  if (!options) return
  for (const key of Object.keys(options).filter((one) => one !== 'format' && one !== 'defaultTimezone'))
    reader.refuse('UNSUPPORTED_CHECK', `"${key}" of a ${type} inside of nested values cannot be checked`, { path, key, hint: 'use a sql rule' })
  const format = options.format === undefined ? null : javaTimeFormat(options.format)
  if (format && (format.kind === 'refused' || format.strptime !== null || format.parts !== type))
    reader.refuse('UNSUPPORTED_CHECK', `the format "${options.format}" cannot be checked inside of nested values`, {
      path: [...path, 'format'],
      hint: 'leave it out: ISO 8601 is read',
    })
}
