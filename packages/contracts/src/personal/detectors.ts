import type { PersonalKind } from '../personal-kinds.ts'
import type { PersonalDetector } from './detector.ts'
import { email } from './email.ts'
import { iban } from './iban.ts'
import { ipAddress } from './ip-address.ts'
import { paymentCard } from './payment-card.ts'
import { phone } from './phone.ts'
import { usSsn } from './us-ssn.ts'

export const personalDetectors: Readonly<Record<PersonalKind, PersonalDetector>> = {
  email,
  payment_card: paymentCard,
  iban,
  ip_address: ipAddress,
  phone,
  us_ssn: usSsn,
}

/** The kinds that a text is, of those asked for. @example personalKindsOf('a@b.example') // ['email'] */
export function personalKindsOf(text: string, kinds: readonly PersonalKind[]): readonly PersonalKind[] {
  return kinds.filter((kind) => personalDetectors[kind].test(text))
}

/** RE2 over the whole text that takes every text of one of the kinds, and few others. */
export function personalPrefilter(kinds: readonly PersonalKind[]): string {
  return kinds.map((kind) => `(?:${personalDetectors[kind].prefilter})`).join('|')
}
