const decimal = /^(-?)([0-9]*)\.?([0-9]*)(?:e([+-]?[0-9]+))?$/i

/** A number in digits as `digits` x 10^-`scale`. */
export interface Decimal {
  readonly digits: bigint
  readonly scale: number
}

/** Reads digits with a point and an exponent, where there are any; null for what is no finite number. @example parseDecimal('-1.50e1') // { digits: -150n, scale: 1 } */
export function parseDecimal(text: string): Decimal | null {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = decimal.exec(text) ?? []
  if (whole === '' && fraction === '') return null
  const scale = fraction.length - Number(exponent)
  const digits = BigInt(`${sign}${whole}${fraction}`)
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale }
}

/** Exact order of two numbers in digits, -1, 0 or 1; infinities are beyond all others. NaN compares as 0 with everything. @example compareDecimals('9007199254740993', '9007199254740992') // 1 */
export function compareDecimals(left: string, right: string): -1 | 0 | 1 {
  const [a, b] = [parseDecimal(left), parseDecimal(right)]
  if (a === null || b === null) return sign(infinite(left, a), infinite(right, b))
  const scale = Math.max(a.scale, b.scale)
  return sign(a.digits * 10n ** BigInt(scale - a.scale), b.digits * 10n ** BigInt(scale - b.scale))
}

function sign(left: bigint | number, right: bigint | number): -1 | 0 | 1 {
  return left < right ? -1 : left > right ? 1 : 0
}

function infinite(text: string, parsed: Decimal | null): number {
  return parsed === null ? Number(text) : 0
}
