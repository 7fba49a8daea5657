import type { Check } from '../../check.ts'
import { allRows } from '../../condition.ts'
import { suggestion } from '../../reading/contract-reader.ts'
import { checkId } from '../check-id.ts'
import { numberFormat, numberFormats } from './number-format.ts'
import type { NumberOptions } from './option-schemas.ts'
import { type RangeScope, rangeCheck } from './range-checks.ts'

/** The checks of logicalTypeOptions of an integer or a number. A format asks that each value has room in it, whatever it is stored in. */
export function numberChecks(options: NumberOptions, scope: RangeScope & { readonly logical: 'integer' | 'number' }): readonly Check[] {
  return [...rangeCheck(options, scope), ...multipleCheck(options, scope), ...formatCheck(options, scope)]
}

function multipleCheck({ multipleOf }: NumberOptions, { column, path, reader }: RangeScope): readonly Check[] {
  if (multipleOf === undefined) return []
  const head = { id: checkId(column, 'multiple_of'), severity: 'error', line: reader.line([...path, 'multipleOf']) } as const
  return [{ kind: 'multiple_of', ...head, column, of: multipleOf, ...allRows }]
}

function formatCheck(
  { format }: NumberOptions,
  { column, path, reader, type, logical }: RangeScope & { readonly logical: 'integer' | 'number' },
): readonly Check[] {
  if (format === undefined) return []
  const place = [...path, 'format']
  const known = numberFormats[logical]
  if (!known.includes(format)) {
    reader.refuse('INVALID_VALUE', `"${format}" is no format of ${logical} values`, { path: place, hint: suggestion(format, known) })
    return []
  }
  const room = numberFormat(format)
  if (!room) return []
  const head = { id: checkId(column, 'format'), severity: 'error', line: reader.line(place) } as const
  return [{ kind: 'range', ...head, column, type, minimum: room[0], maximum: room[1], ...allRows }]
}
