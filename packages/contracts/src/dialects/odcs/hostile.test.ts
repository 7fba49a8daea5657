import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ContractError } from '../../errors.ts'
import { parseContract } from '../../parse-contract.ts'

const words = [
  ...['name', 'physicalName', 'logicalType', 'physicalType', 'logicalTypeOptions', 'required', 'unique', 'primaryKey', 'classification'],
  ...['quality', 'relationships', 'items', 'properties', 'customProperties', 'metric', 'rule', 'type', 'query', 'arguments', 'engine'],
  ...['implementation', 'check', 'column', 'where', 'mostly', 'mustBe', 'mustBeBetween', 'unit', 'severity', 'to', 'from', 'format'],
  ...['minimum', 'exclusiveMaximum', 'pattern', 'timezone', 'defaultTimezone', 'property', 'value', 'element', '__proto__', 'constructor'],
]
const values = [
  ...['string', 'integer', 'date', 'timestamp', 'object', 'array', 'varchar(3)', 'decimal(5,2)', 'nullValues', 'sql', 'custom', 'seaworthy'],
  ...[
    'greatExpectations',
    'not_null',
    'aggregate',
    "a = 'x' and b > 3",
    'select 1',
    'yyyy-MM-dd',
    '(',
    't.a',
    'schema/x/properties/y',
    'latency',
    'd',
  ],
  ...['2024-01-01', '2024-01-01T00:00:00+99:99', 'seaworthyPersonalData', 'forbid', 'percent', 'email', '{ check: row, must: "'],
]
const leaf = fc.oneof(fc.constantFrom(...values), fc.boolean(), fc.integer(), fc.double(), fc.constant(null), fc.string())
const { node } = fc.letrec((tie) => ({
  node: fc.oneof({ maxDepth: 4 }, { weight: 3, arbitrary: leaf }, { weight: 2, arbitrary: tie('map') }, { weight: 1, arbitrary: tie('list') }),
  map: fc.array(fc.tuple(fc.constantFrom(...words), tie('node')), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
  list: fc.array(tie('node'), { maxLength: 3 }),
}))
const properties = fc.array(
  fc.tuple(fc.dictionary(fc.constantFrom(...words), node, { maxKeys: 6 }), fc.string({ minLength: 1 })).map(([rest, name]) => ({ ...rest, name })),
  { minLength: 1, maxLength: 3 },
)

describe('an ODCS contract from anywhere', () => {
  it('is read, or refused by a code and a place', () => {
    let refused = 0
    fc.assert(
      fc.property(properties, fc.array(node, { maxLength: 2 }), fc.array(node, { maxLength: 2 }), (some, quality, slaProperties) => {
        const contract = { apiVersion: 'v3.1.0', kind: 'DataContract', schema: [{ name: 't', properties: some, quality }], slaProperties }
        try {
          parseContract(JSON.stringify(contract), 'c.json')
        } catch (error) {
          if (!(error instanceof ContractError)) throw error
          refused++
          return error.problems.length > 0 && error.problems.every(({ line, column }) => line > 0 && column > 0)
        }
        return true
      }),
      { seed: 20_240_305, numRuns: 1000 },
    )
    expect(refused).toBeGreaterThan(500)
  })
})
