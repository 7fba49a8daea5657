import { expect, it } from 'vitest'
import { pathOf } from './meta-schema.ts'

it('reads a JSON pointer as steps, with numbers where it goes into a list', () => {
  expect(pathOf('/allOf/0/properties/a~1b/~0', { allOf: [{ properties: { 'a/b': { '~': 1 } } }] })).toEqual(['allOf', 0, 'properties', 'a/b', '~'])
  expect(pathOf('', {})).toEqual([])
})
