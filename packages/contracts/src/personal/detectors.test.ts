import { describe, expect, it } from 'vitest'
import { type PersonalKind, personalKinds } from '../personal-kinds.ts'
import { personalKindsOf, personalPrefilter } from './detectors.ts'

const good: readonly (readonly [PersonalKind, string])[] = [
  ['email', 'ada@lovelace.example'],
  ['email', ' ada.king+notes@mail.co.uk '],
  ['payment_card', '4111111111111111'],
  ['payment_card', '4111 1111 1111 1111'],
  ['payment_card', '3782-822463-10005'],
  ['payment_card', '5555555555554444'],
  ['payment_card', '2223003122003222'],
  ['payment_card', '6011111111111117'],
  ['payment_card', '30569309025904'],
  ['payment_card', '3530111333300000'],
  ['iban', 'GB82 WEST 1234 5698 7654 32'],
  ['iban', 'DE89370400440532013000'],
  ['iban', 'no9386011117947'],
  ['ip_address', '192.168.0.1'],
  ['ip_address', '2001:db8::ff00:42:8329'],
  ['ip_address', '::1'],
  ['ip_address', '::ffff:192.0.2.128'],
  ['ip_address', '2001:0db8:0000:0000:0000:ff00:0042:8329'],
  ['phone', '+44 20 7946 0958'],
  ['phone', '+12025550143'],
  ['phone', '(202) 555-0143'],
  ['phone', '202-555-0143'],
  ['phone', '030 / 901820-44'],
  ['phone', '020 7946 0958'],
  ['us_ssn', '219-09-9999'],
]

const bad = [
  '',
  'ada',
  'ada@lovelace',
  '@lovelace.example',
  'a b@c.example',
  'ada@-x.example',
  'mail ada@lovelace.example now',
  // A wrong check digit; no known network; too short.
  '4111111111111112',
  '1234567812345670',
  '411111111111',
  'GB82 WEST 1234 5698 7654 33',
  'GB82WEST123456987654',
  'XX82WEST12345698765432',
  '256.1.1.1',
  '1.2.3',
  '1.2.3.4.5',
  '12:30:45',
  ':::',
  '1:2:3:4:5:6:7:8:9',
  '::',
  // Digits alone, dates and decimals are no phone numbers.
  '2025550143',
  '2020-01-02',
  '01-02-2020x',
  '+48.856614',
  '+1',
  '000-12-3456',
  '666-12-3456',
  '900-12-3456',
  '219-00-9999',
  '219-09-0000',
]

describe('personalKindsOf', () => {
  it.each(good)('knows %s: %s', (kind, text) => expect(personalKindsOf(text, personalKinds)).toEqual([kind]))

  it.each(bad)('sees nothing in "%s"', (text) => expect(personalKindsOf(text, personalKinds)).toEqual([]))

  it('looks only for the kinds that it is asked for', () => expect(personalKindsOf('ada@lovelace.example', ['iban', 'phone'])).toEqual([]))
})

describe('personalPrefilter', () => {
  it.each(good)('takes %s: %s', (kind, text) => {
    expect(new RegExp(`^(?:${personalPrefilter([kind])})$`).test(text)).toBe(true)
  })
})
