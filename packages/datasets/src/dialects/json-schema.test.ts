import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { compileJsonSchema, parseContract } from '@seaworthy/contracts'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CheckOutcome } from '../check-outcome.ts'
import { fixture } from '../fixtures.ts'

// What the Python package jsonschema says of the same lines: packages/contracts/fixtures/json-schema/reference.py.

const folder = fileURLToPath(new URL('../../../contracts/fixtures/json-schema/', import.meta.url))
const read = async (name: string) => readFile(folder + name, 'utf8')
type Schema = Readonly<Record<string, unknown>>
const schemas: Readonly<Record<string, Schema>> = JSON.parse(await read('schemas.json'))
const reference: { readonly rows: number; readonly invalid: Readonly<Record<string, readonly number[]>> } = JSON.parse(await read('reference.json'))
const lines = (await read('rows.jsonl')).trimEnd().split('\n')
const rows: readonly Schema[] = lines.map((line) => JSON.parse(line))

function expected(name: string, { closed }: { readonly closed: readonly string[] | null }): readonly number[] {
  const found = reference.invalid[name] ?? []
  // A key that a closed row may not have fails the table, and not the row.
  return closed === null ? found : found.filter((row) => isWithin(rows[row] ?? {}, closed))
}

const isWithin = (row: Schema, names: readonly string[]) => Object.keys(row).every((key) => names.includes(key))

function failing(checks: readonly CheckOutcome[]): readonly number[] {
  return [...new Set(checks.flatMap(({ samples }) => samples.map(({ row }) => row)))].toSorted((one, other) => one - other)
}

describe.each(Object.keys(schemas))('jsonschema on "%s"', (name) => {
  const contract = parseContract(JSON.stringify(schemas[name]), 'rows.json')
  const listed = contract.objects[0]?.checks.find((check) => check.kind === 'columns')
  const closed = listed?.kind === 'columns' ? listed.names : null
  let checks: readonly CheckOutcome[] = []
  beforeAll(async () => {
    await using data = await fixture()
    const files = [await data.text('rows.jsonl', `${lines.join('\n')}\n`)]
    checks = (await data.session.check({ files, contract, samples: { show: true, limit: 100 } })).checks
  })

  it('finds the same lines invalid', () => {
    expect(checks.filter(({ outcome }) => outcome === 'error').map(({ id, message }) => [id, message])).toEqual([])
    const found = failing(checks).filter((row) => closed === null || isWithin(rows[row] ?? {}, closed))
    expect(found).toEqual(expected(name, { closed }))
  })

  it('finds columns that a closed row may not have', () => {
    const outcome = checks.find(({ kind }) => kind === 'columns')?.outcome ?? 'pass'
    expect(outcome).toBe(closed === null || rows.every((row) => isWithin(row, closed)) ? 'pass' : 'fail')
  })
})

const texts = [
  '',
  'a',
  'ab',
  'abc-1',
  'ÀÉ',
  '😀',
  '😀😀',
  'x\ny',
  '12',
  '2024-02-29',
  '2023-02-29',
  '12:30:00Z',
  'a@b.example',
  '::1',
  '1.2.3.4',
  'null',
  '"',
]
const numbers = [0, -0, 1, -1, 2, 2.5, 0.25, 0.1, 0.3, 1e2, 100, 1e15, 9007199254740991, -7.75, 1e-7]
const value = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(...texts) },
  { weight: 4, arbitrary: fc.constantFrom<unknown>(...numbers) },
  fc.constantFrom<unknown>(true, false, null, [], {}, [1], { x: 1 }),
)
const some = <T>(name: string, values: readonly T[]) =>
  fc.option(fc.constantFrom(...values), { freq: 2, nil: undefined }).map((one) => [name, one] as const)
const ofKeywords = (type: string, keywords: readonly fc.Arbitrary<readonly [string, unknown]>[]) =>
  fc
    .tuple(fc.boolean(), ...keywords)
    .map(([nullable, ...given]) => ({ type: nullable ? [type, 'null'] : type, ...Object.fromEntries(given.filter(([, one]) => one !== undefined)) }))
const bounds = [-1, 0, 0.3, 1, 2.5, 100]
const ofNumbers = [
  some('minimum', bounds),
  some('exclusiveMinimum', bounds),
  some('maximum', bounds),
  some('exclusiveMaximum', bounds),
  some('multipleOf', [1, 2, 5, 0.5, 0.25, 0.1]),
  some('enum', [
    [0, 1, 2.5, null],
    [100, 0.1],
  ]),
]
const property = fc.oneof(
  ofKeywords('string', [
    some('minLength', [0, 1, 2]),
    some('maxLength', [1, 2, 5]),
    some('pattern', ['^[a-z]', '\\d', '^.$', '^\\p{Lu}+$', '(?=a)', '\\s', '^$']),
    some('format', ['date', 'time', 'email', 'ipv4', 'ipv6', 'regex']),
    some('enum', [['a', 'ab', null], ['', 'x\ny', '"'], ['null']]),
  ]),
  ofKeywords('integer', ofNumbers.slice(0, 5)),
  ofKeywords('number', ofNumbers),
  ofKeywords('boolean', [some('const', [true])]),
)
const keys = ['p', 'q', 'r']
const question = fc.record({
  schema: fc.record({
    properties: fc.tuple(property, property, property).map((all) => Object.fromEntries(all.map((one, at) => [keys[at], one]))),
    required: fc.subarray(keys),
  }),
  rows: fc
    .array(fc.dictionary(fc.constantFrom(...keys), value), { minLength: 1, maxLength: 40 })
    .filter((all) => all.some((row) => Object.keys(row).length > 0)),
})

interface Plain {
  readonly properties: Schema
  readonly required: readonly string[]
  readonly [keyword: string]: unknown
}

describe('a key that no line has', () => {
  const outcomes = async (schema: Schema, given: readonly Schema[]) => {
    await using data = await fixture()
    const files = [await data.text('rows.jsonl', `${given.map((row) => JSON.stringify(row)).join('\n')}\n`)]
    const { checks } = await data.session.check({
      files,
      contract: parseContract(JSON.stringify(schema), 'rows.json'),
      samples: { show: true, limit: 9 },
    })
    return checks.map(({ id, outcome, samples }) => [id, outcome, samples.map(({ row }) => row)])
  }

  it('is asked for nothing where it may be absent', async () => {
    expect(await outcomes({ properties: { a: true, b: { type: 'string', minLength: 1 }, c: { type: 'object' } } }, [{ a: 1 }])).toEqual([
      ['b.null', 'pass', []],
      ['b.type', 'pass', []],
      ['b.length', 'pass', []],
      ['c.schema', 'pass', []],
    ])
  })

  it('is missing where it is required', async () => {
    expect(await outcomes({ properties: { a: true, b: { type: 'string' } }, required: ['b'] }, [{ a: 1 }])).toEqual([
      ['b.present', 'fail', []],
      ['b.required', 'error', []],
      ['b.type', 'error', []],
    ])
  })

  it('is absent from each line where several keys are asked for together', async () => {
    const schema = { properties: { a: true, b: true, c: true }, anyOf: [{ required: ['b'] }, { required: ['c'] }], dependentRequired: { a: ['b'] } }
    expect(await outcomes(schema, [{ a: 1 }, { c: 1 }, { a: 1, c: 1 }])).toEqual([
      ['anyOf', 'fail', [0]],
      ['dependentRequired', 'fail', [0, 2]],
    ])
  })
})

describe('plain schemas', () => {
  it('give in SQL the verdict of the validator on each line', async () => {
    await using data = await fixture()
    let count = 0
    const verdicts = async ({ schema, rows: given }: { readonly schema: Plain; readonly rows: readonly Schema[] }) => {
      count += 1
      const files = [await data.text(`generated-${count}.jsonl`, `${given.map((row) => JSON.stringify(row)).join('\n')}\n`)]
      const contract = parseContract(JSON.stringify(schema), 'rows.json')
      const { checks } = await data.session.check({ files, contract, samples: { show: true, limit: 100 } })
      // A required key that no line has fails the table, and leaves undecided what else is asked of it.
      const lacking = schema.required.filter((key) => given.every((row) => !Object.hasOwn(row, key)))
      expect(checks.filter(({ kind, outcome }) => kind === 'column_present' && outcome === 'fail').map(({ column }) => column)).toEqual(lacking)
      expect(checks.filter(({ column, outcome }) => outcome === 'error' && !lacking.includes(column ?? ''))).toEqual([])
      if (lacking.length > 0) return
      const test = compileJsonSchema(schema, '2020-12')
      expect(failing(checks)).toEqual(given.flatMap((row, at) => (test(JSON.parse(JSON.stringify(row))).valid ? [] : [at])))
    }
    await fc.assert(fc.asyncProperty(question, verdicts), { seed: 20, numRuns: 60 })
  }, 120_000)
})
