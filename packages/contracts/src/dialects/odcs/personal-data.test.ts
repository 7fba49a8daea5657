import { describe, expect, it } from 'vitest'
import { parseContract } from '../../parse-contract.ts'
import { checksOf, codesOf, property } from './fixtures/contract-text.ts'

const given = (value: string, more = '') => property(`${more}customProperties: [{ property: seaworthyPersonalData, value: ${value} }]`)
const personalOf = (text: string) => parseContract(text, 'c').objects[0]?.columns[0]?.personal
const forbiddenOf = (text: string) => checksOf(text, 'personal_data').map((check) => check.kind === 'personal_data' && check.forbidden)

describe('personal data', () => {
  it.each(['pii', 'PII', 'personal', 'Restricted', ' confidential ', 'sensitive'])('are not shown of a column that is %j', (classification) =>
    expect(personalOf(property(`classification: '${classification}'`))).toBe('any'),
  )

  it.each(['public', 'internal', 'none of these', '4'])('are not declared by the classification %s', (classification) =>
    expect(personalOf(property(`classification: ${classification}`))).toBeNull(),
  )

  it('that are forbidden are looked for', () =>
    expect(checksOf(given('forbid')).at(-1)).toEqual({
      kind: 'personal_data',
      id: 'a.personal_data',
      severity: 'error',
      line: 10,
      column: 'a',
      forbidden: ['email', 'payment_card', 'iban', 'ip_address', 'phone', 'us_ssn'],
    }))

  it('that are allowed by kind leave the others forbidden', () => {
    const text = given('[iban, email]')
    expect([personalOf(text), forbiddenOf(text)]).toEqual([['iban', 'email'], [['payment_card', 'ip_address', 'phone', 'us_ssn']]])
  })

  it('that are allowed at all are declared, not checked', () => {
    const every = given('[email, payment_card, iban, ip_address, phone, us_ssn]')
    expect([personalOf(given('allow')), forbiddenOf(given('allow')), forbiddenOf(every)]).toEqual(['any', [], []])
  })

  it('that are forbidden in a column that is restricted are not shown if they come', () => {
    const text = given('forbid', 'classification: restricted\n')
    expect([personalOf(text), forbiddenOf(text).length]).toEqual(['any', 1])
  })

  it.each([
    ['an unknown word', 'forbidden', 'INVALID_VALUE'],
    ['an unknown kind', '[e-mail]', 'INVALID_VALUE'],
    ['an empty list', '[]', 'INVALID_VALUE'],
    ['nothing', '', 'INVALID_VALUE'],
  ])('are refused with %s', (_, value, code) => expect(codesOf(given(value))).toEqual([code]))

  it('are said once', () =>
    expect(
      codesOf(property('customProperties: [{ property: seaworthyPersonalData, value: allow }, { property: seaworthyPersonalData, value: forbid }]')),
    ).toEqual(['DUPLICATE_NAME']))
})
