import type { CheckOf } from '../../check.ts'
import { isOfType, typeFamily } from '../../logical-type.ts'
import { columnNamed, valueSql } from '../columns.ts'
import type { Compiled } from '../compiled.ts'
import type { CompileData, DataColumn } from '../data.ts'
import { notDecided, valueCheck } from '../row-check.ts'

const floating = /^(DOUBLE|FLOAT)$/

/** Fails NaN, and infinities unless they are allowed. Integers and decimals hold neither. */
export function compileFinite(check: CheckOf<'finite'>, data: CompileData): Compiled {
  const column = columnNamed(data, check.column)
  if (!isOfType(column.type, 'number')) return notDecided(`column "${column.name}" is ${column.type}, not number`)
  const value = valueSql(column)
  const failing = !floating.test(column.type) ? 'false' : check.allow === 'nothing' ? `not isfinite(${value})` : `isnan(${value})`
  return valueCheck(check, data, { column, failing })
}

/**
 * Fails numbers that are no multiple. Of integers and decimals the remainder is exact; of floats the quotient must be whole up to
 * 1e-9, or to 1e-15 of itself where doubles are wider apart, so that 0.3 is a multiple of 0.1. NaN and infinities are no multiples.
 */
export function compileMultipleOf(check: CheckOf<'multiple_of'>, data: CompileData): Compiled {
  const column = columnNamed(data, check.column)
  if (!isOfType(column.type, 'number')) return notDecided(`column "${column.name}" is ${column.type}, not number`)
  if (!(check.of > 0) || !Number.isFinite(check.of)) return notDecided(`nothing is a multiple of ${check.of}`)
  const exact = exactRemainder(column, check.of)
  if (exact !== null) return valueCheck(check, data, { column, failing: `${exact} <> 0` })
  const value = valueSql(column)
  const quotient = `(${value}::DOUBLE / ${doubleLiteral(check.of)})`
  const off = `abs(${quotient} - round(${quotient})) > greatest(1e-9, abs(${quotient}) * 1e-15)`
  return valueCheck(check, data, { column, failing: `not isfinite(${value}::DOUBLE) or ${off}` })
}

/** The remainder in whole numbers, once both sides are so many times larger; null for floats, and where digits do not suffice. */
function exactRemainder(column: DataColumn, of: number): string | null {
  const scale = decimalsOf(of)
  if (floating.test(column.type) || scale === null) return null
  const [, width = '', own = ''] = /^DECIMAL\(([0-9]+),([0-9]+)\)$/.exec(column.type) ?? []
  const digits = typeFamily(column.type) === 'integer' ? 0 : Number(own)
  const scaled = Math.max(scale, digits)
  const wide = typeFamily(column.type) === 'integer' ? (/HUGEINT|BIGNUM/.test(column.type) ? 39 : 20) : Number(width) - digits
  if (wide + scaled > 38) return null
  const times = (from: string, power: number) => (power === 0 ? from : `${from} * ${10n ** BigInt(power)}::HUGEINT`)
  const divisor = BigInt(Math.round(of * 10 ** scale)) * 10n ** BigInt(scaled - scale)
  const value = valueSql(column)
  const whole = digits === 0 ? `${value}::HUGEINT` : `(${value}::DECIMAL(38,${digits}) * ${10n ** BigInt(digits)})::HUGEINT`
  return `(${times(whole, scaled - digits)}) % ${divisor}`
}

/** Digits after the point of a number as it is written; null where it is too small, or its digits are no safe integer. */
function decimalsOf(value: number): number | null {
  const text = String(value)
  if (text.includes('e')) return null
  const scale = text.split('.')[1]?.length ?? 0
  return Number.isSafeInteger(Math.round(value * 10 ** scale)) ? scale : null
}

function doubleLiteral(value: number): string {
  const text = String(value)
  return text.includes('e') ? text : `${text}e0`
}
