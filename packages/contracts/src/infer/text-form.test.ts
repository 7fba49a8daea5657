import { expect, it } from 'vitest'
import { textForm } from './text-form.ts'

it.each([
  [['ATL', 'PIT'], '^[A-Z]{3}$'],
  [['SKU-01', 'SKU-23'], '^SKU-[0-9]{2}$'],
  [['A1', 'BC23'], '^[A-Z]{1,2}[0-9]{1,2}$'],
  [['a.b', 'c.d'], '^[a-z]\\.[a-z]$'],
  // Digits that were the same so far need not stay so.
  [['x-2024', 'y-2024'], '^[a-z]-[0-9]{4}$'],
  [['a--1', 'b---2'], '^[a-z]-{2,3}[0-9]$'],
] as const)('finds the form of %j: %s', (texts, form) => expect(textForm(texts)).toBe(form))

it.each([
  [[]],
  [['ATL']],
  [['ATL', 'atl']],
  [['A', 'AB']],
  [['same', 'same']],
  [['', 'A']],
  [['é', 'è']],
  [['a\n', 'b\n']],
  [['a b c d e', 'a b c d e']],
])('finds no form in %j', (texts) => expect(textForm(texts)).toBeNull())
