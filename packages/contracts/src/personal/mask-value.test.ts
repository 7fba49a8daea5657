import { expect, it } from 'vitest'
import { maskValue } from './mask-value.ts'

it.each([
  ['ada@lovelace.example', 'any', '«email, 20 characters»'],
  ['ada@lovelace.example', ['phone'], '«hidden, 20 characters»'],
  ['4111111111111111', ['payment_card', 'email'], '«payment card, 16 characters»'],
  ['🙂', 'any', '«hidden, 1 character»'],
  ['', 'any', '«hidden, 0 characters»'],
] as const)('shows of %s among %s only its kind and length', (value, kinds, shown) => expect(maskValue(value, kinds)).toBe(shown))
