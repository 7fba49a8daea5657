import type { DatasetReport, PersonalData } from '@seaworthy/record'
import { codeSpan, excerpt } from './escape-markdown.ts'
import { percent } from './numbers.ts'

const kinds: Readonly<Record<PersonalData['kind'], string>> = {
  email: 'e-mail addresses',
  payment_card: 'payment card numbers',
  iban: 'IBANs',
  ip_address: 'IP addresses',
  phone: 'phone numbers',
  us_ssn: 'social security numbers',
}

/** Columns that hold personal data, those first of which the contract says nothing. Never a value. */
export function personalText(datasets: readonly Pick<DatasetReport, 'personal'>[], maxRows: number): string {
  const seen = new Map(datasets.flatMap(({ personal }) => personal ?? []).map((one) => [`${one.column}\n${one.kind}`, one]))
  const found = [...seen.values()].toSorted((one, other) => Number(one.status === 'declared') - Number(other.status === 'declared'))
  if (found.length === 0) return ''
  const lines = found.slice(0, maxRows).map(personalLine)
  const rest = found.length > maxRows ? [`- and ${found.length - maxRows} more columns`] : []
  return ['**Personal data** (values are masked everywhere)', '', ...lines, ...rest].join('\n')
}

function personalLine({ column, kind, share, status }: PersonalData): string {
  const declared = status === 'declared' ? 'as the contract says' : 'the contract says nothing of it: `classification: pii` would'
  return `- ${codeSpan(excerpt(column, 60))} holds ${kinds[kind]} (${percent(share)} of the values looked at); ${declared}`
}
