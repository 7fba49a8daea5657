import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commonConstraints, commonKeys, fieldTypeNames } from './field-types.ts'
import { readDescriptor } from './fixtures/read-descriptor.ts'
import { frictionlessNames, frictionlessRefused } from './names.ts'

const keys = [
  ...Object.keys(frictionlessNames),
  ...Object.keys(frictionlessRefused),
  ...commonKeys,
  ...commonConstraints,
  ...[
    'resources',
    'schema',
    'dialect',
    'path',
    'reference',
    'resource',
    'delimiter',
    'quoteChar',
    'trueValues',
    'groupChar',
    '__proto__',
    'constructor',
  ],
]
const leaf = fc.oneof(
  fc.constantFrom<unknown>(null, true, '', 'a', '%Y', '(', 'default', 'any', '1', 'NaN', 1, -1, 1.5, 2 ** 53, ...fieldTypeNames),
  fc.string(),
  fc.double(),
)
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string()), tie('value'), { maxKeys: 6 }),
  ),
}))
const entry = fc.record(
  { name: fc.oneof(leaf, fc.constant('a')), type: leaf, constraints: value, format: leaf, categories: value },
  { requiredKeys: [] },
)
const descriptor = fc.record(
  {
    fields: fc.array(fc.oneof(entry, value), { maxLength: 4 }),
    primaryKey: value,
    uniqueKeys: value,
    foreignKeys: value,
    missingValues: value,
    fieldsMatch: leaf,
  },
  { requiredKeys: ['fields'] },
)

describe('any descriptor', () => {
  it('ends in objects with unique ids, or in problems with their places', () => {
    fc.assert(
      fc.property(
        fc.oneof(descriptor, fc.record({ resources: fc.array(fc.record({ name: leaf, schema: descriptor, dialect: value })) })),
        (written) => {
          const { objects, problems } = readDescriptor(written)
          if (problems.length > 0) expect(problems.every(({ line, column }) => line > 0 && column > 0)).toBe(true)
          else for (const { checks } of objects) expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length)
        },
      ),
      { seed: 4, numRuns: 300 },
    )
  })

  it('may be deep, wide, or full of names that every object has', () => {
    const deep = `${'['.repeat(500)}${']'.repeat(500)}`
    expect(readDescriptor(`{"fields": [{"name": "a", "type": "object", "constraints": {"enum": ${deep}}}]}`).problems).toEqual([])
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty']
    const text = `{"fields": [${names.map((name) => `{"name": "${name}", "type": "integer"}`).join()}], "primaryKey": ["__proto__"]}`
    const { objects, problems } = readDescriptor(text)
    expect(problems).toEqual([])
    expect(objects[0]?.columns.map(({ name, required }) => [name, required])).toEqual(names.map((name) => [name, name === '__proto__']))
    const wide = { fields: Array.from({ length: 3000 }, (_, at) => ({ name: `c${at}`, type: 'number', constraints: { required: true } })) }
    expect(readDescriptor(wide).objects[0]?.columns).toHaveLength(3000)
  })
})
