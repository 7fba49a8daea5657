import { describe, expect, it } from 'vitest'
import type { Check } from '../../check.ts'
import { allRows } from '../../condition.ts'
import { plainLexical } from '../../contract.ts'
import { readDescriptor } from './fixtures/read-descriptor.ts'

function object(descriptor: unknown) {
  const { objects, problems } = readDescriptor(descriptor)
  expect(problems).toEqual([])
  const [first] = objects
  if (!first) throw new Error('no object')
  return first
}

const schemaOf = (field: object) => ({ fields: [{ name: 'a', ...field }] })
const v2 = { $schema: 'https://datapackage.org/profiles/2.0/tableschema.json' }

/** The checks of one field but those of every one, without what they share. */
function checksOf(field: object): readonly object[] {
  const { checks } = object(schemaOf(field))
  return checks.filter(({ kind }) => kind !== 'columns' && kind !== 'column_present').map(brief)
}

function brief({ severity, line, ...check }: Check): object {
  expect([severity, line]).toEqual(['error', 1])
  if (!('where' in check) || !('condition' in check)) return check
  const { where, condition, ...rest } = check
  expect({ where, condition }).toEqual(allRows)
  return rest
}

function problemsOf(descriptor: unknown) {
  return readDescriptor(descriptor).problems
}

describe('a Table Schema', () => {
  it('gives every check an id and its line, the columns their order and the table the name of the file', () => {
    const yaml = `fields:
  - name: id
    type: integer
    constraints:
      required: true
      unique: true
  - name: origin
    title: Where from
    type: string
    constraints: { pattern: '[A-Z]{3}', minLength: 3 }
primaryKey: id
`
    const [table] = readDescriptor(yaml, 'contracts/flights.schema.yaml').objects
    expect(table?.name).toBe('flights')
    expect(table?.checks.map(({ id, kind, line }) => `${id} | ${kind} | ${line}`)).toEqual([
      'columns | columns | 1',
      'id.present | column_present | 2',
      'id.type | type | 3',
      'id.required | not_null | 5',
      'id.unique | unique | 6',
      'origin.present | column_present | 7',
      'origin.type | type | 9',
      'origin.length | length | 10',
      'origin.pattern | pattern | 10',
      'primary_key | unique | 11',
    ])
    expect(table?.columns.map(({ name, type, required, line }) => [name, type, required, line])).toEqual([
      ['id', 'integer', true, 2],
      ['origin', 'string', false, 7],
    ])
  })

  it.each([
    ['string', { type: 'string' }, [{ kind: 'type', id: 'a.type', column: 'a', type: 'string', duckType: null }]],
    [
      'string of a format',
      { type: 'string', format: 'email' },
      [
        { kind: 'type', id: 'a.type', column: 'a', type: 'string', duckType: null },
        { kind: 'format', id: 'a.format', column: 'a', format: 'email' },
      ],
    ],
    [
      'year',
      { type: 'year', constraints: { minimum: '1999' } },
      [
        { kind: 'type', id: 'a.type', column: 'a', type: 'integer', duckType: null },
        {
          kind: 'range',
          id: 'a.format',
          column: 'a',
          type: 'integer',
          minimum: { value: 0, exclusive: false },
          maximum: { value: 9999, exclusive: false },
        },
        { kind: 'range', id: 'a.range', column: 'a', type: 'integer', minimum: { value: 1999, exclusive: false }, maximum: null },
      ],
    ],
    [
      'yearmonth',
      { type: 'yearmonth', constraints: { minimum: '1999-02', exclusiveMaximum: '2000-01' } },
      [
        { kind: 'type', id: 'a.type', column: 'a', type: 'string', duckType: null },
        { kind: 'format', id: 'a.format', column: 'a', format: 'year_month' },
        { kind: 'row', id: 'a.minimum', must: { kind: 'not', part: { kind: 'compare', column: 'a', operator: '<', value: '1999-02' } } },
        { kind: 'row', id: 'a.maximum', must: { kind: 'not', part: { kind: 'compare', column: 'a', operator: '>=', value: '2000-01' } } },
      ],
    ],
    [
      'object with the number of its keys',
      { type: 'object', constraints: { minLength: 1, maxLength: 2 } },
      [
        { kind: 'json_schema', id: 'a.format', column: 'a', schema: { type: 'object' }, draft: 'draft-07' },
        { kind: 'json_schema', id: 'a.length', column: 'a', schema: { minProperties: 1, maxProperties: 2 }, draft: 'draft-07' },
      ],
    ],
    [
      'array with a JSON Schema and allowed values',
      { type: 'array', constraints: { jsonSchema: { items: { type: 'integer' } }, enum: ['[1]', [2]] } },
      [
        { kind: 'json_schema', id: 'a.format', column: 'a', schema: { type: 'array' }, draft: 'draft-07' },
        { kind: 'json_schema', id: 'a.enum', column: 'a', schema: { enum: [[1], [2]] }, draft: 'draft-07' },
        { kind: 'json_schema', id: 'a.json_schema', column: 'a', schema: { items: { type: 'integer' } }, draft: 'draft-07' },
      ],
    ],
    [
      'list',
      { type: 'list', delimiter: ';', itemType: 'boolean', constraints: { maxLength: 2 } },
      [
        { kind: 'type', id: 'a.type', column: 'a', type: 'string', duckType: null },
        {
          kind: 'pattern',
          id: 'a.items',
          column: 'a',
          match: 'all',
          patterns: [pattern('^(?:true|True|TRUE|1|false|False|FALSE|0)(?:\\u{3b}(?:true|True|TRUE|1|false|False|FALSE|0)){0,}$')],
        },
        { kind: 'pattern', id: 'a.length', column: 'a', match: 'all', patterns: [pattern('^[^\\u{3b}]*(?:\\u{3b}[^\\u{3b}]*){0,1}$')] },
      ],
    ],
    ['geopoint', { type: 'geopoint' }, [{ kind: 'format', id: 'a.format', column: 'a', format: 'geo_point' }]],
    [
      'geopoint as an object',
      { type: 'geopoint', format: 'object' },
      [
        {
          kind: 'json_schema',
          id: 'a.format',
          column: 'a',
          draft: 'draft-07',
          schema: {
            type: 'object',
            properties: { lon: { type: 'number', minimum: -180, maximum: 180 }, lat: { type: 'number', minimum: -90, maximum: 90 } },
            required: ['lon', 'lat'],
            additionalProperties: false,
          },
        },
      ],
    ],
    ['any', { type: 'any', constraints: { enum: ['x', 2, true] } }, [{ kind: 'in_set', id: 'a.enum', column: 'a', values: ['x', 2, true] }]],
    [
      'categories, with labels or without',
      { type: 'integer', categories: [{ value: 0, label: 'apple' }, { value: 1 }], categoriesOrdered: true },
      [
        { kind: 'type', id: 'a.type', column: 'a', type: 'integer', duckType: null },
        { kind: 'in_set', id: 'a.categories', column: 'a', values: [0, 1] },
      ],
    ],
  ])('checks the type %s', (_, field, checks) => {
    expect(checksOf(field)).toEqual(checks)
  })

  it.each([
    ['integer', { groupChar: ' ' }, { minimum: '1 000', maximum: '9007199254740993' }, 1000, '9007199254740993'],
    ['number', { decimalChar: ',', groupChar: '.' }, { minimum: '1.000,5', maximum: 1e300 }, 1000.5, 1e300],
    ['number', { bareNumber: false }, { minimum: '$-1.5', exclusiveMaximum: '95%' }, -1.5, 95],
    ['date', {}, { minimum: '2001-01-01' }, '2001-01-01', undefined],
    ['date', { format: '%d/%m/%Y' }, { minimum: '31/12/2001' }, '2001-12-31', undefined],
    ['datetime', {}, { minimum: '2001-01-01T01:00:00+02:00' }, '2000-12-31 23:00:00', undefined],
    ['datetime', { format: 'fmt:%Y %H' }, { minimum: '2001 3' }, '2001-01-01 03:00:00', undefined],
    ['time', {}, { minimum: '10:00:00', maximum: '11:00:00' }, '10:00:00', '11:00:00'],
  ])('reads the bounds of a %s %j as its values are written', (type, keys, constraints, low, high) => {
    const range = object(schemaOf({ type, ...keys, constraints })).checks.find((check) => check.kind === 'range')
    expect([range?.minimum?.value, range?.maximum?.value]).toEqual([low, high])
    expect(range?.maximum?.exclusive ?? false).toBe('exclusiveMaximum' in constraints)
  })

  it.each([
    ['number', { constraints: { enum: ['1e3', 'NaN', 2.5, '2.50'] } }, [1000, Number.NaN, 2.5]],
    ['boolean', { trueValues: ['ja'], constraints: { enum: ['ja', true] } }, [true]],
    ['date', { constraints: { enum: ['2001-01-01'] } }, ['2001-01-01']],
    ['yearmonth', { constraints: { enum: ['2001-01'] } }, ['2001-01']],
  ])('compares the values of a %s with what %j mean', (type, keys, values) => {
    const check = object(schemaOf({ type, ...keys })).checks.find(({ kind }) => kind === 'in_set')
    expect(check).toMatchObject({ id: 'a.enum', values })
  })

  it.each([
    ['exact', 'ordered', ['a.present']],
    ['equal', 'equal', ['a.present']],
    ['subset', 'superset', ['a.present']],
    ['superset', 'subset', []],
  ])('asks with fieldsMatch %s for columns that are %s', (fieldsMatch, match, present) => {
    const { checks } = object({ ...schemaOf({}), fieldsMatch })
    expect(checks.find(({ kind }) => kind === 'columns')).toMatchObject({ names: ['a'], match })
    expect(checks.filter(({ kind }) => kind === 'column_present').map(({ id }) => id)).toEqual(present)
  })

  it('demands required columns where others may be missing', () => {
    const { checks } = object({
      fields: [{ name: 'a' }, { name: 'b', constraints: { required: true } }, { name: 'c' }],
      primaryKey: ['c'],
      fieldsMatch: 'superset',
    })
    expect(checks.filter(({ kind }) => kind === 'column_present').map(({ id }) => id)).toEqual(['b.present', 'c.present'])
  })

  it('takes fields without a type for texts in v1, for anything in v2', () => {
    expect(object(schemaOf({})).columns[0]?.type).toBe('string')
    expect(object({ ...v2, ...schemaOf({}) }).columns[0]?.type).toBe(null)
    expect(object({ ...schemaOf({}), fieldsMatch: 'equal' }).columns[0]?.type).toBe(null)
  })

  it('makes keys of one name or several, each column of a primary key not null', () => {
    const { checks } = object({
      ...v2,
      name: 'tree',
      fields: [{ name: 'a' }, { name: 'b' }],
      primaryKey: ['a', 'b'],
      uniqueKeys: [['a'], ['a', 'b'], ['b', 'a']],
      foreignKeys: [
        { fields: 'a', reference: { resource: '', fields: 'b' } },
        { fields: ['a', 'b'], reference: { fields: ['b', 'a'] } },
      ],
    })
    const shared = { severity: 'error', line: 1, ...allRows }
    expect(checks.slice(3)).toEqual([
      { kind: 'column_present', id: 'b.present', severity: 'error', line: 1, column: 'b', index: null },
      { kind: 'not_null', id: 'b.required', column: 'b', ...shared },
      { kind: 'unique', id: 'primary_key', columns: ['a', 'b'], count: 'repeats', ...shared },
      { kind: 'unique', id: 'a.unique_key', columns: ['a'], count: 'repeats', ...shared },
      { kind: 'unique', id: 'unique_key', columns: ['a', 'b'], count: 'repeats', ...shared },
      { kind: 'unique', id: 'unique_key.2', columns: ['b', 'a'], count: 'repeats', ...shared },
      { kind: 'foreign_key', id: 'a.foreign_key', columns: ['a'], table: 'tree', references: ['b'], ignore: 'all_null', ...shared },
      { kind: 'foreign_key', id: 'foreign_key', columns: ['a', 'b'], table: 'tree', references: ['b', 'a'], ignore: 'all_null', ...shared },
    ])
  })

  it('says how the values of a column are written', () => {
    const { columns, text } = object({
      fields: [
        { name: 'a', type: 'number', decimalChar: ',', groupChar: '.', bareNumber: false, missingValues: ['-', { value: 'n/a', label: 'unknown' }] },
        { name: 'b', type: 'boolean', trueValues: ['ja'], falseValues: ['nein'] },
        { name: 'c', type: 'date', format: '%d.%m.%Y' },
        { name: 'd', type: 'datetime' },
        { name: 'e' },
      ],
      missingValues: ['', '-'],
    })
    expect(columns.map(({ lexical }) => lexical)).toEqual([
      {
        ...plainLexical,
        missing: ['-', 'n/a'],
        decimal: ',',
        group: '.',
        bareNumber: false,
        form: '[ \\t\\r\\n]*[+-]?(?:(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?|(?i:inf(?:inity)?)|(?i:nan))[ \\t\\r\\n]*',
      },
      { ...plainLexical, missing: ['', '-'], trueValues: ['ja'], falseValues: ['nein'] },
      {
        ...plainLexical,
        missing: ['', '-'],
        timeFormat: '%d.%m.%Y',
        form: '(?:3[01]|[12][0-9]|0[1-9]|[1-9])\\.(?:1[0-2]|0[1-9]|[1-9])\\.(?:[0-9]{4})',
      },
      {
        ...plainLexical,
        missing: ['', '-'],
        form: '[0-9]{4}-[0-9]{2}-[0-9]{2}[T ](?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?|24:00:00)(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?',
      },
      { ...plainLexical, missing: ['', '-'] },
    ])
    // What a column replaces is no missing value of the table.
    expect(text?.missing).toEqual(['-'])
  })

  it('keeps ids within their room', () => {
    const { checks } = object({ fields: [{ name: 'é'.repeat(300) }, { name: `${'é'.repeat(300)}b` }] })
    const ids = checks.map(({ id }) => id)
    expect(Math.max(...ids.map((id) => [...id].length))).toBeLessThanOrEqual(200)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('accepts what only describes, and the keys of others under their namespace', () => {
    const field = { title: 'A', description: 'd', example: 1, rdfType: 'http://schema.org/Country', 'dc:title': 'A', constraints: { 'x:y': 1 } }
    expect(problemsOf(schemaOf(field))).toEqual([])
  })

  it('tells all problems at once, with place and nearest name', () => {
    const yaml = `fields:
  - name: a
    type: integr
  - name: b
    type: string
    decimalChar: ','
    constraints:
      maxLenght: 3
      minimum: 3
  - name: c
    type: number
    constraints: { minimum: 1x, enum: [1, two] }
primaryKey: [aa]
missingvalues: ['']
`
    expect(problemsOf(yaml).map(({ code, line, column, hint }) => [code, line, column, hint])).toEqual([
      ['UNKNOWN_TYPE', 3, 11, 'did you mean "integer"?'],
      [
        'UNKNOWN_KEY',
        6,
        5,
        'it has name, type, format, title, description, example, rdfType, constraints, missingValues, categories, categoriesOrdered',
      ],
      ['UNKNOWN_KEY', 8, 7, 'did you mean "maxLength"?'],
      ['INVALID_VALUE', 9, 7, 'it has required, unique, enum, minLength, maxLength, pattern'],
      ['INVALID_VALUE', 12, 29, 'write it as a value of type number'],
      ['INVALID_VALUE', 12, 43, 'write it as a value of type number'],
      ['UNKNOWN_COLUMN', 13, 14, 'did you mean "a"?'],
      ['UNKNOWN_KEY', 14, 1, 'did you mean "missingValues"?'],
    ])
  })

  const field = (rest: object) => schemaOf(rest)
  it.each([
    ['no fields', { $schema: v2.$schema }, 'MISSING_KEY'],
    ['an empty list of fields', { fields: [] }, 'INVALID_VALUE'],
    ['a field that is no map', { fields: ['a'] }, 'INVALID_VALUE'],
    ['a field without a name', { fields: [{ type: 'string' }] }, 'MISSING_KEY'],
    ['a field described twice', { fields: [{ name: 'a' }, { name: 'A' }] }, 'DUPLICATE_NAME'],
    ['a type that every object has', field({ type: 'constructor' }), 'UNKNOWN_TYPE'],
    ['a constraint that every object has', '{"fields":[{"name":"a","constraints":{"__proto__":{"required":true}}}]}', 'UNKNOWN_KEY'],
    ['"required" outside of the constraints', field({ required: true }), 'UNKNOWN_KEY'],
    ['constraints of another type', field({ type: 'boolean', constraints: { minimum: 0 } }), 'INVALID_VALUE'],
    ['a number as text', field({ type: 'string', constraints: { minLength: '3' } }), 'INVALID_VALUE'],
    ['a NaN of YAML', 'fields: [{ name: a, type: number, constraints: { minimum: .nan } }]', 'INVALID_VALUE'],
    ['NaN as a bound', field({ type: 'number', constraints: { minimum: 'NaN' } }), 'INVALID_VALUE'],
    ['a bound beyond 2^53', '{"fields":[{"name":"a","type":"integer","constraints":{"minimum":9007199254740993}}]}', 'INVALID_VALUE'],
    ['a fraction as the bound of integers', field({ type: 'integer', constraints: { minimum: 1.5 } }), 'INVALID_VALUE'],
    [
      'a bound that is not written as the values are',
      field({ type: 'date', format: '%d/%m/%Y', constraints: { minimum: '2001-01-01' } }),
      'INVALID_VALUE',
    ],
    ['a day that is none', field({ type: 'date', constraints: { minimum: '2001-02-30' } }), 'INVALID_VALUE'],
    ['two lower bounds', field({ type: 'integer', constraints: { minimum: 1, exclusiveMinimum: 1 } }), 'INVALID_VALUE'],
    ['a range upside down', field({ type: 'integer', constraints: { minimum: '10', maximum: 9 } }), 'INVALID_VALUE'],
    ['lengths upside down', field({ type: 'string', constraints: { minLength: 3, maxLength: 2 } }), 'INVALID_VALUE'],
    ['a list of no items', field({ type: 'list', constraints: { maxLength: 0 } }), 'INVALID_VALUE'],
    ['a pattern that is none', field({ type: 'string', constraints: { pattern: '(' } }), 'PATTERN_INVALID'],
    ['a pattern that cannot be run', field({ type: 'string', constraints: { pattern: '(?>a)' } }), 'PATTERN_UNSUPPORTED'],
    ['values of another type', field({ type: 'string', constraints: { enum: [1] } }), 'INVALID_VALUE'],
    ['enum beyond the categories', field({ type: 'string', categories: ['a'], constraints: { enum: ['b'] } }), 'INVALID_VALUE'],
    ['categories that are no list', field({ type: 'string', categories: { a: 1 } }), 'INVALID_VALUE'],
    ['an order of no categories', field({ type: 'string', categoriesOrdered: true }), 'MISSING_KEY'],
    ['durations as bounds', field({ type: 'duration', constraints: { minimum: 'P1D' } }), 'UNSUPPORTED_CHECK'],
    ['durations as values', field({ type: 'duration', constraints: { enum: ['P1D'] } }), 'UNSUPPORTED_CHECK'],
    ['any format of dates', field({ type: 'date', format: 'any' }), 'UNSUPPORTED_CHECK'],
    ['a directive of the locale', field({ type: 'date', format: '%x' }), 'UNSUPPORTED_CHECK'],
    ['a time with a zone', field({ type: 'time', format: '%H:%M%z' }), 'UNSUPPORTED_CHECK'],
    ['a format of dates without a directive', field({ type: 'date', format: 'YYYY-MM-DD' }), 'INVALID_VALUE'],
    ['an unknown format', field({ type: 'string', format: 'emial' }), 'INVALID_VALUE'],
    ['items of an array', field({ type: 'array', arrayItem: { type: 'integer' } }), 'UNSUPPORTED_CHECK'],
    ['one mark for two things', field({ type: 'number', decimalChar: ',', groupChar: ',' }), 'INVALID_VALUE'],
    ['a digit as a mark', field({ type: 'number', groupChar: '0' }), 'INVALID_VALUE'],
    ['one word for true and false', field({ type: 'boolean', trueValues: ['0'] }), 'INVALID_VALUE'],
    ['truth values that are numbers', field({ type: 'boolean', trueValues: [1] }), 'INVALID_VALUE'],
    ['missing values that are numbers', { ...schemaOf({}), missingValues: [-99] }, 'INVALID_VALUE'],
    ['missing values that are no list', { ...schemaOf({}), missingValues: '' }, 'INVALID_VALUE'],
    [
      'one label for two missing values',
      {
        ...schemaOf({}),
        missingValues: [
          { value: 'a', label: 'x' },
          { value: 'b', label: 'x' },
        ],
      },
      'DUPLICATE_NAME',
    ],
    ['an unknown match of fields', { ...schemaOf({}), fieldsMatch: 'subst' }, 'INVALID_VALUE'],
    ['one column of several', { ...schemaOf({}), fieldsMatch: 'partial' }, 'UNSUPPORTED_CHECK'],
    ['an unknown field in the primary key', { ...schemaOf({}), primaryKey: 'b' }, 'UNKNOWN_COLUMN'],
    ['a field twice in a key', { ...schemaOf({}), uniqueKeys: [['a', 'a']] }, 'DUPLICATE_NAME'],
    ['a foreign key to nowhere', { ...schemaOf({}), foreignKeys: [{ fields: 'a', reference: { resource: 'b', fields: 'a' } }] }, 'UNKNOWN_OBJECT'],
    ['a foreign key of other width', { ...schemaOf({}), foreignKeys: [{ fields: 'a', reference: { fields: ['a', 'a'] } }] }, 'INVALID_VALUE'],
    [
      'another draft of JSON Schema',
      field({ type: 'object', constraints: { jsonSchema: { $schema: 'https://json-schema.org/draft/2019-09/schema' } } }),
      'UNSUPPORTED_VERSION',
    ],
    ['a profile of others', { $schema: 'https://example.com/mine.json', ...schemaOf({}) }, 'UNSUPPORTED_VERSION'],
  ])('refuses %s', (_, descriptor, code) => {
    expect(problemsOf(descriptor).map((problem) => problem.code)).toContain(code)
  })
})

function pattern(source: string) {
  return { source, re2: source.replaceAll(/\\u\{/g, '\\x{'), javascript: source }
}
