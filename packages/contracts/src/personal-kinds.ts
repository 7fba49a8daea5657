/** Kinds of personal data that are looked for in texts. */
export const personalKinds = ['email', 'payment_card', 'iban', 'ip_address', 'phone', 'us_ssn'] as const
export type PersonalKind = (typeof personalKinds)[number]
