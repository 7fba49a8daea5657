import { type Lexical, plainLexical } from '../../contract.ts'
import { suggestion } from '../../reading/contract-reader.ts'
import { type FieldType, fieldTypes } from './field-types.ts'
import { forms } from './lexical-forms.ts'
import { frictionlessRefused } from './names.ts'
import { type ReadScope, within } from './read-scope.ts'
import type { Field } from './shapes.ts'
import { type TimeFormat, timeFormat } from './time-format.ts'
import type { Writing } from './values.ts'

const defaultTrue = ['true', 'True', 'TRUE', '1']
const defaultFalse = ['false', 'False', 'FALSE', '0']

/** How the values of a field are written, and the name of its format where that is none of time. */
export function readWriting(field: Field, type: FieldType, scope: ReadScope): Writing & { readonly format: string } {
  const trueValues = field.trueValues ?? defaultTrue
  const falseValues = field.falseValues ?? defaultFalse
  const both = trueValues.find((value) => falseValues.includes(value))
  if (both !== undefined)
    scope.reader.refuse('INVALID_VALUE', `${JSON.stringify(both)} is written for both true and false`, {
      path: scope.path,
      key: field.trueValues ? 'trueValues' : 'falseValues',
    })
  const decimal = field.decimalChar ?? '.'
  const group = field.groupChar || null
  refuseMarks(field, scope)
  const { format, time } = readFormat(field, type, scope)
  return { type, decimal, group, bareNumber: field.bareNumber ?? true, trueValues, falseValues, time, format }
}

function refuseMarks({ decimalChar = '.', groupChar }: Field, { path, reader }: ReadScope): void {
  if (groupChar === decimalChar)
    reader.refuse('INVALID_VALUE', `${JSON.stringify(groupChar)} cannot be both groupChar and decimalChar`, { path, key: 'groupChar' })
  for (const [key, mark] of Object.entries({ decimalChar, groupChar }))
    if (mark && /[0-9]/.test(mark)) reader.refuse('INVALID_VALUE', `${key} cannot hold a digit`, { path: [...path, key] })
}

function readFormat(field: Field, type: FieldType, scope: ReadScope): { readonly format: string; readonly time: TimeFormat | null } {
  // The standard's first version (v0) wrote `fmt:%Y` for `%Y`.
  const format = (field.format ?? 'default').replace(/^fmt:/, '')
  const { reader, path } = within(scope, 'format')
  const formats: readonly string[] = fieldTypes[type].formats
  const refused = frictionlessRefused[`format: ${format}`]
  if (refused !== undefined && formats.includes(format))
    reader.refuse('UNSUPPORTED_CHECK', `the format "${format}" cannot be checked`, { path, hint: refused })
  else if (isTime(type) && format.includes('%')) return { format, time: readTimeFormat(format, type, { reader, path }) }
  else if (!formats.includes(format))
    reader.refuse('INVALID_VALUE', `type "${type}" has no format "${format}"`, {
      path,
      hint: isTime(type) ? 'write it as %d/%m/%Y, or leave it out' : suggestion(format, formats),
    })
  return { format, time: null }
}

function isTime(type: FieldType): type is 'date' | 'time' | 'datetime' {
  return type === 'date' || type === 'time' || type === 'datetime'
}

function readTimeFormat(written: string, type: 'date' | 'time' | 'datetime', { path, reader }: ReadScope): TimeFormat | null {
  const read = timeFormat(written)
  if ('unsupported' in read) {
    reader.refuse('UNSUPPORTED_CHECK', `the format "${written}" cannot be checked: ${read.unsupported}`, { path })
    return null
  }
  if (read.format.zoned && type !== 'datetime')
    reader.refuse('UNSUPPORTED_CHECK', `a ${type} with a zone cannot be checked`, { path, hint: 'use datetime' })
  return read.format
}

/** The same for those who read the files. */
export function lexicalOf(writing: Writing & { readonly format: string }, missing: readonly string[]): Lexical {
  const { type, decimal, group, bareNumber, trueValues, falseValues, time, format } = writing
  const own = type === 'integer' || type === 'number' || type === 'datetime' || type === 'time' || type === 'year' ? forms[type] : null
  return {
    ...plainLexical,
    missing,
    ...(type === 'integer' || type === 'number' ? { decimal, group, bareNumber } : {}),
    ...(type === 'boolean' ? { trueValues, falseValues } : {}),
    form: time?.form ?? own,
    timeFormat: time ? format : null,
  }
}
