import { describe, expect, it } from 'vitest'
import { compileJsonSchema } from '../../json-schema/compile-json-schema.ts'
import { referenced, schemaFile, standalone } from './row-schema.ts'

const tree = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'https://example.com/tree.json#',
  definitions: { 'a/b %': { type: 'object', properties: { child: { $ref: '#/definitions/a~1b%20%25' }, size: { type: 'integer' } } } },
  properties: { root: { $ref: 'https://example.com/tree.json#/definitions/a~1b%20%25' }, rows: { items: { $ref: '#' } } },
  dependencies: { root: ['rows'], rows: { properties: { rows: { $ref: '#/properties/rows' } } } },
}

describe('standalone', () => {
  const file = schemaFile(tree, 'draft-07')

  it('leaves alone what refers to nothing', () => {
    const keywords = { allOf: [{ required: ['a'] }] }
    expect(standalone(keywords, [], file)).toBe(keywords)
  })

  it('keeps what references mean, through recursion, escapes and the name of the file', () => {
    const test = compileJsonSchema(standalone({ properties: { root: tree.properties.root } }, [], file), 'draft-07')
    expect(test({ root: { child: { child: { size: 1 } } } }).valid).toBe(true)
    expect(test({ root: { child: { child: { size: 1.5 } } } }).valid).toBe(false)
  })

  it('keeps a reference to the whole file', () => {
    const test = compileJsonSchema(standalone({ properties: { rows: tree.properties.rows } }, [], file), 'draft-07')
    expect(test({ rows: [{ root: { size: 1 }, rows: [] }] }).valid).toBe(true)
    expect(test({ rows: [{ root: { size: 'x' }, rows: [] }] }).valid).toBe(false)
  })

  it('keeps lists of names beside schemas', () => {
    const test = compileJsonSchema(standalone({ dependencies: tree.dependencies }, [], file), 'draft-07')
    expect(test({ root: {} }).valid).toBe(false)
    expect(test({ root: {}, rows: [] }).valid).toBe(true)
    expect(test({ rows: [{ root: { size: 'x' } }] }).valid).toBe(false)
  })

  it('refers to each branch of a list, and to a single schema', () => {
    const root = {
      $defs: { n: { type: 'number' } },
      anyOf: [{ required: ['b'] }, { properties: { a: { $ref: '#/$defs/n' } } }],
      not: { properties: { a: { $ref: '#/$defs/n' } }, required: ['a'] },
    }
    const of = schemaFile(root, '2020-12')
    expect(compileJsonSchema(standalone({ anyOf: root.anyOf }, [], of), '2020-12')({ a: 'x' }).valid).toBe(false)
    expect(compileJsonSchema(standalone({ anyOf: root.anyOf }, [], of), '2020-12')({ a: 1 }).valid).toBe(true)
    expect(compileJsonSchema(standalone({ not: root.not }, [], of), '2020-12')({ a: 1 }).valid).toBe(false)
    expect(compileJsonSchema(standalone({ $ref: '#/$defs/n' }, [], of), '2020-12')('x').valid).toBe(false)
  })
})

describe('referenced', () => {
  const root = { $defs: { a: { enum: [1, { x: 2 }] } } }
  const found = (reference: unknown, of: object = root) => referenced(reference, schemaFile({ ...of }, '2020-12'))

  it('follows a pointer from the root, through lists too', () => {
    expect(found('#/$defs/a/enum/1')).toEqual({ value: { x: 2 }, path: ['$defs', 'a', 'enum', 1] })
    expect(found('#')).toEqual({ value: root, path: [] })
  })

  it.each(['#/$defs/b', '#anchor', 'other.json#/a', '#/%', '#/$defs/a/enum/9', '#/constructor', 7])('finds nothing at %s', (reference) =>
    expect(found(reference)).toBeNull(),
  )

  it('follows nothing in a file whose parts have names of their own', () =>
    expect(found('#/$defs/a', { $defs: { a: {}, b: { $id: 'b' } } })).toBeNull())
})
