import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ContractError } from '../../errors.ts'
import { parseContract } from '../../parse-contract.ts'
import { messages } from './messages.ts'

const names = [...new Set(Object.values(messages).flatMap((fields) => Object.keys(fields))), '__proto__', 'constructor', '[a.b]', 'nam']
const scalars = [
  '"a"',
  "'TRAINING'",
  '"\\303"',
  '"é"',
  'BYTES',
  'INT',
  'FLOAT',
  'STRUCT',
  'true',
  'ALPHA',
  '1',
  '-3',
  '0.5',
  'inf',
  '-nan',
  '0x1F',
  '99999999999999999999',
  '[]',
]
const { message } = fc.letrec<{ field: string; message: string }>((tie) => ({
  field: fc.oneof(
    { maxDepth: 4 },
    { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...names), fc.constantFrom(...scalars)).map(([name, value]) => `${name}: ${value}`) },
    { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...names), tie('message')).map(([name, inner]) => `${name} {${inner}}`) },
  ),
  message: fc.array(tie('field'), { maxLength: 4 }).map((fields) => fields.join('\n')),
}))
const domain = fc.constantFrom(
  '',
  'int_domain { min: 1 }',
  'float_domain { max: 2 disallow_nan: true }',
  'bool_domain {}',
  'string_domain { value: "x" }',
  'domain: "d"',
  'url_domain {}',
)
const feature = fc
  .tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('BYTES', 'INT', 'FLOAT'), domain, fc.oneof(fc.constant(''), message))
  .map(([name, type, of, more]) => `feature { name: "${name}" type: ${type} ${of} ${more} }`)
const schema = fc.tuple(fc.array(feature, { minLength: 1, maxLength: 3 }), message).map(([features, more]) => `${features.join('\n')}\n${more}`)

function ends(text: string): 'read' | 'refused' {
  try {
    const { objects } = parseContract(text, 'c.pbtxt')
    for (const { checks } of objects) expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length)
    return 'read'
  } catch (error) {
    if (!(error instanceof ContractError)) throw error
    expect(error.problems.filter(({ line, column }) => line < 1 || column < 1)).toEqual([])
    return 'refused'
  }
}

describe('a TFDV schema from anywhere', () => {
  it('is read, or refused by a code and a place', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(schema, (text) => void seen.add(ends(text))),
      { seed: 11, numRuns: 1000 },
    )
    expect(seen).toEqual(new Set(['read', 'refused']))
  })

  it('is refused where it is cut off anywhere', () => {
    const whole = 'feature { name: "a" type: INT int_domain { min: -1 } }\nstring_domain < name: \'d\' value: ["x", "y"] >\n'
    for (let length = 1; length < whole.length; length++) ends(whole.slice(0, length))
    expect(ends(whole)).toBe('read')
    expect(ends(whole.slice(0, -3))).toBe('refused')
  })
})
