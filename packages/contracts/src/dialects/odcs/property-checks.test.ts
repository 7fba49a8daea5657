import { describe, expect, it } from 'vitest'
import { parseContract } from '../../parse-contract.ts'
import { checksOf, codesOf, problemsOf, property } from './fixtures/contract-text.ts'

const all = { condition: { operator: 'equal', value: 0, unit: 'rows' }, where: null }
const error = (id: string, line: number) => ({ id, severity: 'error', line, column: 'a' })
const columnOf = (yaml: string) => parseContract(property(yaml), 'c').objects[0]?.columns[0]
const included = (value: number | string) => ({ value, exclusive: false })

describe('a property', () => {
  it('takes its name in the data from physicalName', () => {
    expect(columnOf('physicalName: A 1\nlogicalType: string')).toEqual({
      name: 'A 1',
      type: 'string',
      duckType: null,
      required: false,
      line: 9,
      lexical: null,
      personal: null,
    })
  })

  it('checks multiples, and that each value has room in its format', () => {
    const text = property('logicalType: integer\nlogicalTypeOptions:\n  multipleOf: 5\n  format: u64')
    expect(checksOf(text).slice(2)).toEqual([
      { kind: 'multiple_of', ...error('a.multiple_of', 12), of: 5, ...all },
      { kind: 'range', ...error('a.format', 13), type: 'integer', minimum: included(0), maximum: included('18446744073709551615'), ...all },
    ])
  })

  it.each([
    ['i8', -128, 127],
    ['u32', 0, 4294967295],
    ['i64', '-9223372036854775808', '9223372036854775807'],
  ])('bounds the integer format %s', (format, minimum, maximum) => {
    const [check] = checksOf(property(`logicalType: integer\nlogicalTypeOptions: { format: ${format} }`), 'range')
    expect(check).toMatchObject({ minimum: included(minimum), maximum: included(maximum) })
  })

  it('bounds a float of 32 bits, and finds nothing to check in one of 64', () => {
    const checks = (format: string) => checksOf(property(`logicalType: number\nlogicalTypeOptions: { format: ${format} }`), 'range')
    expect([checks('f32').length, checks('f64').length]).toEqual([1, 0])
    expect(checks('f32')[0]).toMatchObject({ minimum: included(-3.4028234663852886e38), maximum: included(3.4028234663852886e38) })
  })

  it('reads the exclusive ends of v3.0, which were truth values', () => {
    const text = property('logicalType: integer\nlogicalTypeOptions: { minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false }')
    expect(checksOf(text.replace('v3.1.0', 'v3.0.2'), 'range')).toEqual([
      { kind: 'range', ...error('a.range', 11), type: 'integer', minimum: { value: 1, exclusive: true }, maximum: included(9), ...all },
    ])
    expect(codesOf(text)).toEqual(['INVALID_VALUE', 'INVALID_VALUE'])
  })

  it.each([
    ['email', 'email'],
    ['uuid', 'uuid'],
    ['uri', 'uri'],
    ['hostname', 'hostname'],
    ['ipv4', 'ipv4'],
    ['ipv6', 'ipv6'],
    ['byte', 'base64'],
  ])('checks the string format %s as %s', (format, checked) =>
    expect(checksOf(property(`logicalType: string\nlogicalTypeOptions: { format: ${format} }`), 'format')).toEqual([
      { kind: 'format', ...error('a.format', 11), format: checked, ...all },
    ]),
  )

  it('never shows passwords', () => {
    const yaml = 'logicalType: string\nlogicalTypeOptions: { format: password }'
    expect([columnOf(yaml)?.personal, checksOf(property(yaml)).map(({ id }) => id)]).toEqual(['any', ['a.present', 'a.type']])
  })

  it('gives patterns that RE2 cannot run to JavaScript', () => {
    const [check] = checksOf(property("logicalType: string\nlogicalTypeOptions: { pattern: 'a(?=b)' }"), 'pattern')
    expect(check).toMatchObject({ patterns: [{ source: 'a(?=b)', re2: null, javascript: 'a(?=b)' }] })
  })

  it('holds varchar(n) to n characters, beside minLength and maxLength', () => {
    const text = property('logicalType: string\nphysicalType: varchar(18)\nlogicalTypeOptions: { minLength: 2 }')
    expect(checksOf(text, 'length')).toEqual([
      { kind: 'length', ...error('a.physical_length', 11), unit: 'code_points', minimum: null, maximum: 18, ...all },
      { kind: 'length', ...error('a.length', 12), unit: 'code_points', minimum: 2, maximum: null, ...all },
    ])
  })

  it('checks the form of a uuid too, which a text file does not prove', () => {
    expect(checksOf(property('logicalType: string\nphysicalType: uuid')).slice(1)).toEqual([
      { kind: 'type', ...error('a.type', 10), type: 'string', duckType: 'UUID' },
      { kind: 'format', ...error('a.uuid', 11), format: 'uuid', ...all },
    ])
  })

  it.each([
    ['logicalType: date\nphysicalType: timestamp', 'timestamp', 'TIMESTAMP'],
    ['logicalType: number\nphysicalType: int', 'number', 'INTEGER'],
    ['logicalType: integer\nphysicalType: decimal(10,0)', 'number', 'DECIMAL(10,0)'],
    ['physicalType: bool', 'boolean', 'BOOLEAN'],
  ])('takes the stored type of %j', (yaml, type, duckType) => {
    expect(columnOf(yaml)).toMatchObject({ type, duckType })
    expect(checksOf(property(yaml), 'type')).toMatchObject([{ type, duckType }])
  })

  it.each([
    ['options of another type', 'logicalType: boolean\nlogicalTypeOptions: { minimum: 0 }', 'UNKNOWN_KEY'],
    ['time zones of a date', 'logicalType: date\nlogicalTypeOptions: { timezone: true }', 'UNKNOWN_KEY'],
    ['options without a type', 'logicalTypeOptions: { minimum: 0 }', 'MISSING_KEY'],
    ['an unknown physical type', 'physicalType: bigitn', 'UNKNOWN_TYPE'],
    ['types that disagree', 'logicalType: string\nphysicalType: bigint', 'INVALID_VALUE'],
    ['a fraction in an integer', 'logicalType: integer\nphysicalType: decimal(10,2)', 'INVALID_VALUE'],
    ['a range upside down', 'logicalType: integer\nlogicalTypeOptions: { minimum: 3, maximum: 2 }', 'INVALID_VALUE'],
    ['two lower bounds', 'logicalType: integer\nlogicalTypeOptions: { minimum: 3, exclusiveMinimum: 2 }', 'INVALID_VALUE'],
    ['a bound that is a text', "logicalType: integer\nlogicalTypeOptions: { minimum: '3' }", 'INVALID_VALUE'],
    ['a bound that is no number', 'logicalType: number\nlogicalTypeOptions: { minimum: .nan }', 'INVALID_VALUE'],
    ['an endless bound', 'logicalType: number\nlogicalTypeOptions: { maximum: .inf }', 'INVALID_VALUE'],
    ['a bound beyond 2^53', 'logicalType: integer\nlogicalTypeOptions: { maximum: 9007199254740993 }', 'INVALID_VALUE'],
    ['multiples of nothing', 'logicalType: integer\nlogicalTypeOptions: { multipleOf: 0 }', 'INVALID_VALUE'],
    ['an integer format of a number', 'logicalType: number\nlogicalTypeOptions: { format: i32 }', 'INVALID_VALUE'],
    ['lengths upside down', 'logicalType: string\nlogicalTypeOptions: { minLength: 3, maxLength: 2 }', 'INVALID_VALUE'],
    ['a length below zero', 'logicalType: string\nlogicalTypeOptions: { minLength: -1 }', 'INVALID_VALUE'],
    ['a pattern that is none', "logicalType: string\nlogicalTypeOptions: { pattern: '(' }", 'PATTERN_INVALID'],
    ['a format that says nothing', 'logicalType: string\nlogicalTypeOptions: { format: binary }', 'UNSUPPORTED_CHECK'],
    ['a format that is unknown', 'logicalType: string\nlogicalTypeOptions: { format: emil }', 'UNSUPPORTED_CHECK'],
    ['items of what is no array', 'logicalType: string\nitems: { logicalType: string }', 'INVALID_VALUE'],
    ['properties of what is no object', 'properties: [{ name: b }]', 'INVALID_VALUE'],
    ['a word for nested values without a logical type', 'physicalType: json', 'MISSING_KEY'],
  ])('refuses %s', (_, yaml, code) => expect(codesOf(property(yaml))).toEqual([code]))

  it('names the nearest format', () =>
    expect(problemsOf(property('logicalType: string\nlogicalTypeOptions: { format: emil }'))).toEqual([
      { code: 'UNSUPPORTED_CHECK', line: 11, column: 39, hint: 'did you mean "email"?' },
    ]))
})
