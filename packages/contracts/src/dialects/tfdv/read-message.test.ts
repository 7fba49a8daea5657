import { describe, expect, it } from 'vitest'
import { contractReader } from '../../reading/contract-reader.ts'
import type { MessageName } from './messages.ts'
import { type ProtoMessage, protoSource } from './proto-source.ts'
import { readMessage } from './read-message.ts'

function read(name: MessageName, text: string) {
  const found = protoSource(text)
  if ('problems' in found) throw new Error(found.problems[0]?.message)
  const reader = contractReader(found.source)
  const message = readMessage(name, found.source.value as ProtoMessage, { path: [], reader })
  return {
    message,
    problems: reader.problems.map(({ code, message, line, hint }) => `${code} ${line} ${message}${hint === null ? '' : ` (${hint})`}`),
  }
}

describe('readMessage', () => {
  it('reads every kind of field, integers of 64 bits to the last digit', () => {
    const text = 'name: "n" min: -9223372036854775808 max: 0x7fffffffffffffff is_categorical: True'
    expect(read('IntDomain', text)).toEqual({
      message: { name: 'n', min: -(2n ** 63n), max: 2n ** 63n - 1n, is_categorical: true },
      problems: [],
    })
    expect(read('FloatDomain', 'min: -INF max: .5f is_embedding: 0').message).toEqual({ min: -Infinity, max: 0.5, is_embedding: false })
    expect(read('FloatDomain', 'min: 010 max: nan').message).toEqual({ min: 8, max: Number.NaN })
    expect(read('Feature', 'type: BYTES in_environment: ["A", "B"] in_environment: "C" annotation { anything: 1 }').message).toEqual({
      type: 'BYTES',
      in_environment: ['A', 'B', 'C'],
      annotation: true,
    })
  })

  it.each([
    ['Feature', 'nam: "a"', 'UNKNOWN_KEY 1 unknown field "nam" in Feature (did you mean "name"?)'],
    ['Feature', 'constructor: 1', 'UNKNOWN_KEY 1 unknown field "constructor" in Feature'],
    ['Feature', '[a.b] { x: 1 }', 'UNKNOWN_KEY 1 unknown field "[a.b]" in Feature'],
    ['Feature', 'type: INTEGER', 'UNKNOWN_TYPE 1 "type" cannot be "INTEGER"'],
    ['Feature', 'type: "INT"', 'UNKNOWN_TYPE 1 "type" cannot be "INT"'],
    ['Feature', 'lifecycle_stage: ALPHAS', 'INVALID_VALUE 1 "lifecycle_stage" cannot be "ALPHAS" (did you mean "ALPHA"?)'],
    ['Feature', 'name: a', 'INVALID_VALUE 1 "name" is a text in quotes, not a'],
    ['Feature', 'name: "a"\nname: "b"', 'DUPLICATE_NAME 2 the field "name" is given twice'],
    ['Feature', 'presence: 1', 'INVALID_VALUE 1 "presence" is a message, not 1'],
    ['Feature', 'name { x: 1 }', 'INVALID_VALUE 1 "name" is a text in quotes, not a message'],
    ['Feature', 'domain: "a"\nint_domain {}', 'INVALID_VALUE 2 "domain" and "int_domain" exclude each other'],
    ['IntDomain', 'min: 1.5', 'INVALID_VALUE 1 "min" is an integer of 64 bits, not 1.5'],
    ['IntDomain', 'min: 9223372036854775808', 'INVALID_VALUE 1 "min" is an integer of 64 bits, not 9223372036854775808'],
    ['IntDomain', 'is_categorical: yes', 'INVALID_VALUE 1 "is_categorical" is true or false, not yes'],
    ['FloatDomain', 'min: "1"', 'INVALID_VALUE 1 "min" is a number, not a text'],
    ['FloatDomain', 'min: -x', 'INVALID_VALUE 1 "min" is a number, not -x'],
  ] as const)('of %s refuses %s', (name, text, problem) => expect(read(name, text).problems).toEqual([expect.stringContaining(problem)]))
})
