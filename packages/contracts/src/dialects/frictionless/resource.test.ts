import { describe, expect, it } from 'vitest'
import { commaSeparated } from '../../contract.ts'
import { readDescriptor } from './fixtures/read-descriptor.ts'
import { frictionless } from './frictionless.ts'

const schema = { fields: [{ name: 'a', type: 'string' }] }
const resource = (rest: object) => ({ name: 'r', path: 'r.csv', schema, ...rest })

function textOf(rest: object) {
  const { objects, problems } = readDescriptor(resource(rest))
  expect(problems).toEqual([])
  return objects[0]?.text
}

function codesOf(descriptor: unknown): readonly string[] {
  return readDescriptor(descriptor).problems.map(({ code }) => code)
}

describe('a Data Resource', () => {
  it('has the name of the resource, and leaves the reading to the file where it says nothing', () => {
    const { objects } = readDescriptor(resource({}))
    expect(objects.map(({ name, text, notes }) => ({ name, text, notes }))).toEqual([{ name: 'r', text: null, notes: [] }])
  })

  it.each([
    ['the keys of v1', { dialect: { delimiter: ';', quoteChar: "'", csvddfVersion: 1.2 } }, { delimiter: ';', quote: "'" }],
    ['the part of frictionless-py', { dialect: { csv: { delimiter: ';' }, header: false } }, { delimiter: ';', header: false }],
    ['no quotes', { dialect: { quoteChar: '' } }, { quote: null }],
    ['an escape instead of doubled quotes', { dialect: { escapeChar: '\\', doubleQuote: false } }, { escape: '\\' }],
    ['comments and blanks', { dialect: { commentChar: '#', skipInitialSpace: true } }, { comment: '#', skipInitialSpace: true }],
    ['a null sequence beside the missing values', { dialect: { nullSequence: '\\N' } }, { missing: ['', '\\N'] }],
    ['defaults written out', { dialect: { header: true, headerRows: [1], headerJoin: ' ', lineTerminator: '\r\n', commentRows: [] } }, {}],
    ['tabs by the format', { format: 'tsv', compression: 'gz' }, { delimiter: '\t', compression: 'gzip' }],
    ['tabs by the name of the file', { path: ['r.tsv'], schema: { ...schema, missingValues: ['-'] } }, { delimiter: '\t', missing: ['-'] }],
  ])('reads %s', (_, rest, text) => {
    expect(textOf(rest)).toEqual({ ...commaSeparated, ...text })
  })

  it('counts rows and columns, and leaves bytes and digest to the lock', () => {
    const { objects } = readDescriptor(resource({ rows: 3, fields: 1, bytes: 10, hash: 'sha256:ab', encoding: 'UTF-8' }))
    const equal = (value: number) => ({ operator: 'equal', value, unit: 'rows' })
    expect(objects[0]?.checks.slice(0, 2)).toEqual([
      { kind: 'row_count', id: 'row_count', severity: 'error', line: 1, condition: equal(3) },
      { kind: 'column_count', id: 'column_count', severity: 'error', line: 1, condition: equal(1) },
    ])
    expect(objects[0]?.notes.map(({ text }) => text)).toEqual([
      'the file has 10 bytes: held by seaworthy.lock, not here',
      'the file has the digest sha256:ab: held by seaworthy.lock, not here',
    ])
  })

  it.each([
    ['no name', { path: 'r.csv', schema }, 'MISSING_KEY'],
    [
      'a table without a schema',
      {
        ...resource({}),
        schema: undefined,
        dialect: {},
        type: 'table',
        resources: undefined,
        $schema: 'https://datapackage.org/profiles/2.0/dataresource.json',
      },
      'MISSING_KEY',
    ],
    ['a schema elsewhere', { name: 'p', resources: [resource({ schema: 'schema.json' })] }, 'UNSUPPORTED_CHECK'],
    ['a dialect elsewhere', resource({ dialect: 'dialect.json' }), 'UNSUPPORTED_CHECK'],
    ['rows within', resource({ data: [['a'], [1]] }), 'UNSUPPORTED_CHECK'],
    ['an archive', resource({ compression: 'zip' }), 'UNSUPPORTED_CHECK'],
    ['a spreadsheet', resource({ format: 'xlsx' }), 'UNSUPPORTED_CHECK'],
    ['another encoding', resource({ encoding: 'latin-1' }), 'UNSUPPORTED_CHECK'],
    ['a checklist', resource({ checklist: { checks: [] } }), 'UNSUPPORTED_CHECK'],
    ['a header of several rows', resource({ dialect: { headerRows: [1, 2] } }), 'UNSUPPORTED_CHECK'],
    ['names without their case', resource({ dialect: { caseSensitiveHeader: false } }), 'UNSUPPORTED_CHECK'],
    ['rows to leave out', resource({ dialect: { commentRows: [2] } }), 'UNSUPPORTED_CHECK'],
    ['a sheet', resource({ dialect: { sheetName: 'a' } }), 'UNSUPPORTED_CHECK'],
    ['lines that end otherwise', resource({ dialect: { lineTerminator: ';' } }), 'UNSUPPORTED_CHECK'],
    ['an escape beside doubled quotes', resource({ dialect: { escapeChar: '\\' } }), 'UNSUPPORTED_CHECK'],
    ['quotes that nothing escapes', resource({ dialect: { doubleQuote: false } }), 'UNSUPPORTED_CHECK'],
    ['a delimiter that quotes', resource({ dialect: { delimiter: '"' } }), 'INVALID_VALUE'],
    ['comments of several characters', resource({ dialect: { commentChar: '//' } }), 'UNSUPPORTED_CHECK'],
    ['a misspelt key of the dialect', resource({ dialect: { delimeter: ';' } }), 'UNKNOWN_KEY'],
    ['a misspelt key', resource({ pth: 'r.csv' }), 'UNKNOWN_KEY'],
    ['another profile', resource({ profile: 'fiscal-data-package' }), 'UNSUPPORTED_VERSION'],
    ['a type that is none', resource({ type: 'tabel' }), 'INVALID_VALUE'],
  ])('refuses %s', (_, descriptor, code) => {
    expect(codesOf(descriptor)).toContain(code)
  })

  it('names the place of a problem within it', () => {
    const yaml = 'name: r\npath: r.csv\nschema:\n  fields:\n    - name: a\n      typ: string\n'
    expect(readDescriptor(yaml).problems).toEqual([
      { code: 'UNKNOWN_KEY', message: 'unknown key "typ"', line: 6, column: 7, hint: 'did you mean "type"?' },
    ])
  })
})

describe('a Data Package', () => {
  const states = { name: 'states', path: 'states.csv', schema: { fields: [{ name: 'code' }] } }
  const people = (reference: object) => ({
    name: 'people',
    path: 'people.csv',
    schema: { fields: [{ name: 'state' }], foreignKeys: [{ fields: ['state'], reference }] },
  })

  it('has an object for every resource with a schema, and keys between them', () => {
    const { objects, problems } = readDescriptor({
      $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
      name: 'p',
      resources: [people({ resource: 'states', fields: ['code'] }), states, { name: 'readme', path: 'README.md' }],
      licenses: [],
    })
    expect(problems).toEqual([])
    expect(objects.map(({ name }) => name)).toEqual(['people', 'states'])
    expect(objects[0]?.checks.at(-1)).toMatchObject({ kind: 'foreign_key', id: 'state.foreign_key', table: 'states', references: ['code'] })
    // The version of the package holds within it.
    expect(objects[1]?.columns[0]?.type).toBe(null)
  })

  it.each([
    ['a key to an unknown resource', { resources: [people({ resource: 'state', fields: 'code' }), states] }, 'UNKNOWN_OBJECT'],
    ['a key to an unknown field', { resources: [people({ resource: 'states', fields: 'cod' }), states] }, 'UNKNOWN_COLUMN'],
    [
      'a key to a table of others',
      { resources: [people({ package: 'https://example.com/p.json', resource: 'states', fields: 'code' }), states] },
      'UNKNOWN_KEY',
    ],
    ['a resource described twice', { resources: [states, states] }, 'DUPLICATE_NAME'],
    ['no resources', { resources: [] }, 'INVALID_VALUE'],
    ['no schema at all', { resources: [{ name: 'readme', path: 'README.md' }] }, 'MISSING_KEY'],
    ['a resource that is no map', { resources: ['states'] }, 'INVALID_VALUE'],
  ])('refuses %s', (_, descriptor, code) => {
    expect(codesOf(descriptor)).toContain(code)
  })
})

describe('claims', () => {
  const claims = (value: unknown) => frictionless.claims({ text: '', path: 'c', value })

  it.each([
    ['a Table Schema', schema, true],
    ['a Data Resource', { name: 'r', schema }, true],
    ['a Data Package', { resources: [] }, true],
    ['a package that lacks its resources', { $schema: 'https://datapackage.org/profiles/2.0/datapackage.json' }, true],
    ['an ODCS contract', { apiVersion: 'v3.1.0', kind: 'DataContract', schema: [] }, false],
    ['a JSON Schema', { $schema: 'https://json-schema.org/draft/2020-12/schema', properties: {}, fields: [] }, false],
    ['a suite of expectations', { name: 's', expectations: [] }, false],
    ['a text', 'fields', false],
    ['nothing', undefined, false],
  ])('knows %s', (_, value, expected) => {
    expect(claims(value)).toBe(expected)
  })
})
