import { describe, expect, it } from 'vitest'
import { checksOf, codesOf, head, problemsOf } from './fixtures/contract-text.ts'

function contract({ ofProperty = '', ofObject = '' }: { readonly ofProperty?: string; readonly ofObject?: string }): string {
  return `${head}schema:
  - name: orders
    id: orders_tbl
    relationships: [${ofObject}]
    properties:
      - { name: user, id: user_p, physicalName: USER, relationships: [${ofProperty}] }
      - { name: country }
  - name: users
    id: users_tbl
    properties:
      - { name: id, id: id_p, physicalName: ID }
      - { name: country, id: country_p }
      - { name: address, logicalType: object, properties: [{ name: street }] }
`
}
const keys = (text: string) => checksOf(text, 'foreign_key')
const all = { condition: { operator: 'equal', value: 0, unit: 'rows' }, where: null }

describe('a relationship', () => {
  it.each([
    '{ to: users.id }',
    '{ to: [users.id], type: foreignKey }',
    '{ to: schema/users_tbl/properties/id_p }',
    '{ to: /schema/users_tbl/properties/id_p }',
  ])('of a property %s is a foreign key from it', (ofProperty) =>
    expect(keys(contract({ ofProperty }))).toEqual([
      {
        kind: 'foreign_key',
        id: 'USER.foreign_key',
        severity: 'error',
        line: 11,
        columns: ['USER'],
        table: 'users',
        references: ['ID'],
        ignore: 'any_null',
        ...all,
      },
    ]),
  )

  it('of an object says where it comes from, and may have several columns', () =>
    expect(
      keys(
        contract({ ofObject: '{ from: [orders.user, orders.country], to: [users.id, users.country] }, { from: orders.country, to: users.country }' }),
      ),
    ).toMatchObject([
      { id: 'foreign_key', line: 9, columns: ['USER', 'country'], table: 'users', references: ['ID', 'country'] },
      { id: 'country.foreign_key', columns: ['country'], references: ['country'] },
    ]))

  it('may lead into its own table', () =>
    expect(keys(contract({ ofProperty: '{ to: orders.country }' }))).toMatchObject([{ columns: ['USER'], table: 'orders', references: ['country'] }]))

  it.each([
    ['to an unknown table', '{ to: user.id }', 'UNKNOWN_OBJECT'],
    ['to an unknown column', '{ to: users.idd }', 'UNKNOWN_COLUMN'],
    ['to an unknown id of a table', '{ to: schema/users/properties/id_p }', 'UNKNOWN_OBJECT'],
    ['to an unknown id of a column', '{ to: schema/users_tbl/properties/id }', 'UNKNOWN_COLUMN'],
    ['to a table alone', '{ to: schema/users_tbl }', 'INVALID_VALUE'],
    ['to what is no path', '{ to: users }', 'INVALID_VALUE'],
    ['to nested values', '{ to: users.address.street }', 'UNSUPPORTED_CHECK'],
    ['to nested values by ids', '{ to: schema/users_tbl/properties/id_p/properties/x }', 'UNSUPPORTED_CHECK'],
    ['to another contract', "{ to: 'https://example.org/c.yaml#users.id' }", 'UNSUPPORTED_CHECK'],
    ['to several columns', '{ to: [users.id, users.country] }', 'INVALID_VALUE'],
    ['from elsewhere', '{ from: orders.user, to: users.id }', 'INVALID_VALUE'],
    ['to nowhere', '{ type: foreignKey }', 'MISSING_KEY'],
    ['of an unknown type', '{ type: foreignkey, to: users.id }', 'UNKNOWN_CHECK'],
    ['with an unknown key', '{ too: users.id, to: users.id }', 'UNKNOWN_KEY'],
  ])('of a property is refused %s', (_, ofProperty, code) => expect(codesOf(contract({ ofProperty }))).toEqual([code]))

  it.each([
    ['without from', '{ to: users.id }', 'MISSING_KEY'],
    ['of another table', '{ from: users.id, to: users.id }', 'INVALID_VALUE'],
    ['of keys of several lengths', '{ from: [orders.user], to: [users.id, users.country] }', 'INVALID_VALUE'],
    ['of a list and a text', '{ from: [orders.user], to: users.id }', 'INVALID_VALUE'],
    ['into two tables', '{ from: [orders.user, orders.country], to: [users.id, orders.country] }', 'INVALID_VALUE'],
  ])('of an object is refused %s', (_, ofObject, code) => expect(codesOf(contract({ ofObject }))).toEqual([code]))

  it('names the nearest table and column', () => {
    expect(problemsOf(contract({ ofProperty: '{ to: user.id }' }))[0]?.hint).toBe('did you mean "users"?')
    expect(problemsOf(contract({ ofProperty: '{ to: users.idd }' }))[0]?.hint).toBe('did you mean "id"?')
  })
})
