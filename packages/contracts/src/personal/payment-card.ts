import type { PersonalDetector } from './detector.ts'

interface Issuer {
  /** The first digits: from, to. */
  readonly from: string
  readonly to: string
  readonly lengths: readonly number[]
}

const upTo19 = [16, 17, 18, 19] as const
/** ISO/IEC 7812 numbers as the card networks publish them. */
const issuers: readonly Issuer[] = [
  { from: '4', to: '4', lengths: [13, 16, 19] },
  { from: '51', to: '55', lengths: [16] },
  { from: '2221', to: '2720', lengths: [16] },
  { from: '34', to: '34', lengths: [15] },
  { from: '37', to: '37', lengths: [15] },
  { from: '300', to: '305', lengths: [14, ...upTo19] },
  { from: '36', to: '36', lengths: [14, ...upTo19] },
  { from: '38', to: '39', lengths: [14, ...upTo19] },
  { from: '6011', to: '6011', lengths: upTo19 },
  { from: '644', to: '649', lengths: upTo19 },
  { from: '65', to: '65', lengths: upTo19 },
  { from: '3528', to: '3589', lengths: upTo19 },
  { from: '62', to: '62', lengths: upTo19 },
  { from: '5018', to: '5018', lengths: [13, 14, 15, ...upTo19] },
  { from: '5020', to: '5020', lengths: [13, 14, 15, ...upTo19] },
  { from: '5038', to: '5038', lengths: [13, 14, 15, ...upTo19] },
  { from: '6759', to: '6763', lengths: [13, 14, 15, ...upTo19] },
]

const form = /^[0-9](?:[ -]?[0-9]){12,18}$/

/** 13 to 19 digits, single blanks or hyphens between them, of a known network and with a right check digit (Luhn). */
export const paymentCard: PersonalDetector = {
  kind: 'payment_card',
  prefilter: '\\s*[2-6][0-9](?:[ -]?[0-9]){11,17}\\s*',
  test: (text) => {
    const given = text.trim()
    if (!form.test(given)) return false
    const digits = given.replaceAll(/[ -]/g, '')
    return issuers.some((issuer) => isOf(digits, issuer)) && hasLuhnDigit(digits)
  },
  convinces: () => true,
  chance: 0.1,
}

function isOf(digits: string, { from, to, lengths }: Issuer): boolean {
  const first = digits.slice(0, from.length)
  return lengths.includes(digits.length) && first >= from && first <= to
}

/** @example hasLuhnDigit('4111111111111111') // true */
export function hasLuhnDigit(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}
