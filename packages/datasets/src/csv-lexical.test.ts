import { type Lexical, plainLexical } from '@seaworthy/contracts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { typedValue } from './csv-lexical.ts'
import { type Engine, openEngine } from './engine.ts'
import { duckdb } from './fixtures.ts'
import { typedJson } from './lexical/json-form.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine(duckdb, { threads: 2 })
})
afterAll(() => engine[Symbol.asyncDispose]())

const textsPerType = 5_000

/** What the engine makes of each text, as a text; null where it is not of the type. */
async function typed(texts: readonly string[], sql: string): Promise<readonly (string | null)[]> {
  await engine.run('create or replace temp table texts (place INTEGER, t VARCHAR)')
  for (let from = 0; from < texts.length; from += 1000) {
    const rows = texts.slice(from, from + 1000).map((text, at) => `(${from + at}, '${text.replaceAll("'", "''")}')`)
    await engine.run(`insert into texts values ${rows.join(', ')}`)
  }
  const rows = await engine.rows(`select (${sql})::VARCHAR from texts order by place`)
  return rows.map(([value]) => (value === null ? null : String(value)))
}

/** Texts near those of a type, the same in every run. */
function generated(pieces: readonly string[], longest = 5): readonly string[] {
  const text = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: longest }).map((parts) => parts.join(''))
  return fc.sample(text, { numRuns: textsPerType, seed: 7 })
}

const digits = ['0', '1', '7', '12', '007', '9223372036854775807', '9223372036854775808', '99']
const odd = ['-', '+', '.', 'e', 'E', '_', ' ', '\t', '\n', '\u00a0', 'x', 'NaN', 'inf', 'Infinity', '-inf', ',', '1.5', '1e400', '٣', '0x1F']

const integer = (text: string) => {
  if (!/^-?(0|[1-9][0-9]*)$/.test(text)) return null
  const value = BigInt(text)
  return value >= -(2n ** 63n) && value < 2n ** 63n ? String(value) : null
}
const number = (text: string) => {
  if (/^([Nn]a[Nn])$/.test(text)) return Number.NaN
  if (/^-?[Ii]nf(inity)?$/.test(text)) return text.startsWith('-') ? -Infinity : Infinity
  if (!/^-?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(text)) return null
  return Number.isFinite(Number(text)) ? Number(text) : null
}
const validDay = (text: string) => {
  const [, year = '', month = '', day = ''] = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text) ?? []
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`)
  return year !== '' && !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day)
}
const clock = '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?'
const isTime = (text: string) => {
  const [, day = '', , , , , , , zone] = new RegExp(`^([^T ]*)([T ](${clock})((Z|[+-](0[0-9]|1[0-4]):[0-5][0-9]))?)?$`).exec(text) ?? []
  return validDay(day) && (zone === undefined || zone !== '')
}

describe('the typed value of a text', () => {
  it('is an integer only where the text is written as one, within 64 bits', async () => {
    const texts = generated([...digits, ...odd])
    expect(await typed(texts, typedValue('t', { duckType: 'BIGINT' }))).toEqual(texts.map(integer))
  })

  it.each([false, true])('is a number only where the text is written as one that double precision holds (among many columns: %s)', async (wide) => {
    const texts = generated([...digits, ...odd])
    const found = await typed(texts, `to_json(${typedValue('t', { duckType: 'DOUBLE', wide })})`)
    const read = found.map((text) =>
      text === null
        ? null
        : Number(
            text
              .replace(/^"|"$/g, '')
              .replace(/inf(inity)?$/i, 'Infinity')
              .replace(/^nan$/i, 'NaN'),
          ),
    )
    expect(read).toEqual(texts.map(number))
  })

  it('is the same number where it is known that no text ends in a blank', async () => {
    const texts = generated([...digits, ...odd]).filter((text) => !/[\t\n ]$/.test(text))
    const [fast, slow] = [typedValue('t', { duckType: 'DOUBLE', blankEnds: false }), typedValue('t', { duckType: 'DOUBLE' })]
    expect(fast.length).toBeLessThan(slow.length)
    expect(await typed(texts, fast)).toEqual(await typed(texts, slow))
  })

  it('is a truth value only for the words that are one', async () => {
    const texts = generated(['true', 'True', 'TRUE', 'false', 'False', 'FALSE', 'yes', 't', '1', '0', ' '], 2)
    const words = new Map([
      ...plainLexical.trueValues.map((text) => [text, 'true'] as const),
      ...plainLexical.falseValues.map((text) => [text, 'false'] as const),
    ])
    expect(await typed(texts, typedValue('t', { duckType: 'BOOLEAN' }))).toEqual(texts.map((text) => words.get(text) ?? null))
  })

  it('is a date only where the text is a day of the calendar in ISO 8601', async () => {
    const texts = generated([
      '2024',
      '1900',
      '2000',
      '0001',
      '10000',
      '-',
      '-',
      '02',
      '12',
      '29',
      '30',
      '31',
      '01',
      '13',
      '00',
      '2',
      '/',
      ' ',
      'infinity',
      ' (BC)',
      '2024-02-',
      '1900-02-',
    ])
    expect(await typed(texts, typedValue('t', { duckType: 'DATE' }))).toEqual(texts.map((text) => (validDay(text) ? text : null)))
  })

  it('is a time of a day only where the text is one in ISO 8601', async () => {
    const texts = generated(
      [
        '2024-02-29',
        '2023-02-29',
        'T',
        ' ',
        '10:00',
        '10:00:00',
        '24:00',
        ':59',
        ':60',
        '.5',
        '.123456',
        '.1234567',
        'Z',
        '+02:00',
        '+2:00',
        '+15:00',
        'T23:59:59',
        '2024-1-1',
      ],
      4,
    )
    const found = await typed(texts, typedValue('t', { duckType: 'TIMESTAMP' }))
    expect(found.map((value) => value !== null)).toEqual(texts.map(isTime))
  })

  it.each([
    ['2024-01-01T10:00:00Z', '2024-01-01 10:00:00'],
    ['2024-01-01T10:00:00+02:00', '2024-01-01 08:00:00'],
    ['2024-01-01 10:00:00.5-05:30', '2024-01-01 15:30:00.5'],
    ['2024-01-01', '2024-01-01 00:00:00'],
    ['2024-01-01 10:00', '2024-01-01 10:00:00'],
  ])('turns %s into UTC', async (text, value) => expect(await typed([text], typedValue('t', { duckType: 'TIMESTAMP' }))).toEqual([value]))

  it('is no decimal number that the type has no digits for', async () => {
    const texts = ['1.25', '1.250', '1.255', '-.5', '01.5', '1e2', '12345678.99', '123456789.99', '5', '5.']
    expect(await typed(texts, typedValue('t', { duckType: 'DECIMAL(10,2)' }))).toEqual([
      '1.25',
      '1.25',
      null,
      '-0.50',
      null,
      null,
      '12345678.99',
      null,
      '5.00',
      '5.00',
    ])
  })

  it('follows the physical type where it is narrower than the logical one', async () => {
    expect(await typed(['1', '1.5', '300', '-1'], typedValue('t', { duckType: 'UTINYINT' }))).toEqual(['1', null, null, null])
    const id = '01234567-89ab-cdef-0123-456789abcdef'
    expect(await typed([id, `{${id}}`, id.replaceAll('-', '')], typedValue('t', { duckType: 'UUID' }))).toEqual([id, null, null])
  })
})

describe('the lexical form of a column', () => {
  const form = (change: Partial<Lexical>): Lexical => ({ ...plainLexical, ...change })

  it.each([
    [
      'a comma before the fraction',
      { decimal: ',', group: '.' },
      ['1.234.567,5', '1,5', '1.5', '1.234', '.5', ',5', '1..5'],
      ['1234567.5', '1.5', '15.0', '1234.0', null, '0.5', null],
    ],
    ['blanks between thousands', { group: ' ' }, ['1 234', ' 1', '1 ', '1 234.5'], ['1234.0', null, null, '1234.5']],
    [
      'marks around the number',
      { bareNumber: false },
      ['€ 10', '95%', '-3 kg', 'about', '1.5e3 m', '$.5', '1 2'],
      ['10.0', '95.0', '-3.0', null, '1500.0', '0.5', null],
    ],
  ] as const)('reads numbers with %s', async (_, change, texts, values) => {
    expect(await typed(texts, typedValue('t', { duckType: 'DOUBLE', lexical: form(change) }))).toEqual(values)
  })

  it('reads words of its own for truth, and times by a format', async () => {
    const truth = form({ trueValues: ['ja', "o'k"], falseValues: [] })
    expect(await typed(['ja', "o'k", 'true', 'nein'], typedValue('t', { duckType: 'BOOLEAN', lexical: truth }))).toEqual(['true', 'true', null, null])
    const dated = form({ timeFormat: '%d.%m.%Y' })
    expect(await typed(['31.12.2024', '31.11.2024', '2024-12-31'], typedValue('t', { duckType: 'DATE', lexical: dated }))).toEqual([
      '2024-12-31',
      null,
      null,
    ])
  })
})

describe('the typed value of a JSON text', () => {
  it.each([
    [
      'BIGINT',
      ['1', '1.0', '1.5', '"1"', 'true', '9223372036854775808', '9007199254740992.0', '-0.0', '{}'],
      ['1', '1', null, null, null, null, null, '0', null],
    ],
    ['HUGEINT', ['123456789012345678901234567890'], ['123456789012345678901234567890']],
    ['DOUBLE', ['1', '0.5', '"0.5"', 'true', '1e400', '1.5e300'], ['1.0', '0.5', null, null, null, '1.5e+300']],
    [
      'DECIMAL(20,2)',
      ['12.5', '12', '1.255', '12345678901234568.0', '1234567890123.45', '"1.5"', '12345678901234567'],
      ['12.50', '12.00', null, null, '1234567890123.45', null, '12345678901234567.00'],
    ],
    ['BOOLEAN', ['true', 'false', '"true"', '1'], ['true', 'false', null, null]],
    ['VARCHAR', ['"a"', '"\\"é\\n"', '1', '{"a":1}', '""'], ['a', '"é\n', null, null, '']],
    ['DATE', ['"2024-02-29"', '"2023-02-29"', '20240229'], ['2024-02-29', null, null]],
  ])('is strict about %s', async (duckType, texts, values) => expect(await typed(texts, typedJson('t', { duckType }))).toEqual(values))

  it('keeps whatever there is as a text where no type is asked for', async () => {
    expect(await typed(['"a\\tb"', '1.0', '[1,"x"]', 'true'], typedJson('t', { duckType: null }))).toEqual(['a\tb', '1.0', '[1,"x"]', 'true'])
  })
})
