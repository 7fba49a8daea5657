import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseContract } from '@seaworthy/contracts'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CheckOutcome } from '../check-outcome.ts'
import { fixture } from '../fixtures.ts'

// What frictionless-py says of the same files: packages/contracts/fixtures/frictionless/reference.py.

const folder = fileURLToPath(new URL('../../../contracts/fixtures/frictionless/', import.meta.url))
type Error = readonly [type: string, row: number | null, field: string | null, cell: string | null]
interface Reference {
  readonly cases: Readonly<Record<string, Readonly<Record<string, readonly Error[]>>>>
}
interface Descriptor {
  readonly name: string
  readonly path: string
  readonly resources?: readonly Descriptor[]
  readonly schema: { readonly fields: readonly { readonly name: string }[] }
}

const reference: Reference = JSON.parse(await readFile(`${folder}reference.json`, 'utf8'))
const descriptors = await Promise.all(
  (await readdir(folder))
    .filter((name) => name.endsWith('.json') && name !== 'reference.json')
    .map(async (name) => ({ name, text: await readFile(folder + name, 'utf8') })),
)

function textOf(name: string): string {
  const found = descriptors.find((descriptor) => descriptor.name === `${name}.json`)
  if (!found) throw new Error(`there is no ${name}.json`)
  return found.text
}

interface Asked {
  readonly text: string
  readonly object?: string
  readonly path: string
  readonly references?: readonly string[]
}

/** Every outcome, with every record that fails. */
async function outcomesOf({ text, object, path, references = [] }: Asked): Promise<readonly CheckOutcome[]> {
  await using data = await fixture()
  const file = (name: string) => ({ name, path: folder + name })
  const { checks } = await data.session.check({
    files: [file(path)],
    contract: parseContract(text, path),
    object: object ?? null,
    samples: { show: true, limit: 1000 },
    references: new Map(references.map((name) => [name, [file(`keys_${name}.csv`)]])),
  })
  return checks
}

/** By column the records that fail a check of it. */
function failures(outcomes: readonly CheckOutcome[], column: string): readonly number[] {
  const rows = outcomes.filter((outcome) => outcome.column === column).flatMap(({ samples }) => samples.map(({ row }) => row))
  return [...new Set(rows)].toSorted((one, other) => one - other)
}

function undecided(outcomes: readonly CheckOutcome[]) {
  return outcomes.filter(({ outcome }) => outcome === 'error').map(({ id, message }) => [id, message])
}

function expected(errors: readonly Error[], column: string): readonly number[] {
  const rows = errors.flatMap(([, row, field]) => (field === column && row !== null ? [row] : []))
  return [...new Set(rows)].toSorted((one, other) => one - other)
}

const tables = descriptors.map(({ text }): Descriptor => JSON.parse(text)).filter(({ name, resources }) => !resources && name !== 'stricter')

describe.each(tables)('frictionless-py on $name', ({ name, path, schema }) => {
  const columns = schema.fields.map((field) => field.name)
  let outcomes: readonly CheckOutcome[] = []
  beforeAll(async () => {
    outcomes = await outcomesOf({ text: textOf(name), path })
  })

  it('leaves no check undecided, and finds the columns that are described', () => {
    const shape = outcomes.filter(({ kind }) => kind === 'columns' || kind === 'column_present')
    expect(undecided(outcomes)).toEqual([])
    expect(new Set(shape.map(({ outcome }) => outcome))).toEqual(new Set(['pass']))
  })

  it.each(columns)('fails the same records of %s', (column) => {
    expect(failures(outcomes, column)).toEqual(expected(reference.cases[name]?.[name] ?? [], column))
  })
})

describe('frictionless-py on headers', () => {
  const headers = Object.keys(reference.cases).filter((name) => name.startsWith('header_'))
  const cases = headers.flatMap((header) => ['exact', 'equal', 'subset', 'superset'].map((fieldsMatch) => ({ header, fieldsMatch })))
  const fields = [
    { name: 'row', type: 'string' },
    { name: 'a', type: 'integer' },
    { name: 'b', type: 'integer' },
  ]

  it.each(cases)('says the same of $header under fieldsMatch $fieldsMatch', async ({ header, fieldsMatch }) => {
    const outcomes = await outcomesOf({ text: JSON.stringify({ fields, fieldsMatch }), path: `${header}.csv` })
    const wrong = outcomes.some(({ kind, outcome }) => (kind === 'columns' || kind === 'column_present') && outcome === 'fail')
    expect(wrong).toBe((reference.cases[header]?.[fieldsMatch] ?? []).length > 0)
  })

  it('asks nothing of an optional column that is not there', async () => {
    const outcomes = await outcomesOf({ text: JSON.stringify({ fields, fieldsMatch: 'superset' }), path: 'header_fewer.csv' })
    expect(undecided(outcomes)).toEqual([])
  })
})

describe('frictionless-py on keys', () => {
  const rowsOf = (outcomes: readonly CheckOutcome[], ...ids: readonly string[]) => {
    const rows = outcomes.filter(({ id }) => ids.includes(id)).flatMap(({ samples }) => samples.map(({ row }) => row))
    return rows.toSorted((one, other) => one - other)
  }
  const told = (table: string, type: string) =>
    (reference.cases['keys']?.[table] ?? []).flatMap(([kind, row]) => (kind === type && row !== null ? [row] : []))

  it('finds the same repeats of primary keys', async () => {
    const flights = await outcomesOf({ text: textOf('keys'), object: 'flights', path: 'keys_flights.csv', references: ['airports'] })
    const airports = await outcomesOf({ text: textOf('keys'), object: 'airports', path: 'keys_airports.csv' })
    expect(rowsOf(flights, 'primary_key')).toEqual(told('flights', 'primary-key'))
    expect(rowsOf(airports, 'primary_key')).toEqual(told('airports', 'primary-key'))
  })

  it('finds the same records whose foreign keys lead nowhere, but for a value that is none of its type: that is told once', async () => {
    const outcomes = await outcomesOf({ text: textOf('keys'), object: 'flights', path: 'keys_flights.csv', references: ['airports'] })
    expect(undecided(outcomes)).toEqual([])
    const ids = ['origin.foreign_key', 'foreign_key', 'previous.foreign_key']
    expect(rowsOf(outcomes, ...ids)).toEqual(told('flights', 'foreign-key'))
  })
})

describe('where ours is not frictionless-py, but the standard', () => {
  let outcomes: readonly CheckOutcome[] = []
  beforeAll(async () => {
    outcomes = await outcomesOf({ text: textOf('stricter'), path: 'stricter.csv' })
  })

  it.each([
    ['int', 'refuses grouping by underscores, digits of other scripts, and integers beyond 64 bits', [0, 1, 2]],
    ['num', 'refuses grouping by underscores, digits of other scripts, and a NaN that signals', [0, 1, 2]],
    ['day', 'refuses months and days of one digit', [0, 1]],
    ['at', 'refuses other letters than T between day and time, and a comma before the fraction', [0, 1]],
    ['clock', 'refuses zones, and midnight as 24:00:00', [0, 1, 2]],
    ['year', 'refuses signs, blanks and underscores', [0, 1, 2]],
    ['month', 'refuses months of one digit, years of fewer than four, and signs', [0, 1, 2]],
    ['list', 'refuses dates of one digit in a list', [0]],
    ['binary', 'refuses what is no character of base64', [0, 1]],
    ['either', 'matches the whole text with every alternative', [0, 1]],
    ['number_object', 'refuses texts for numbers in the JSON of a point', [0]],
    ['line', 'refuses a line feed behind the match', [0]],
    ['uuid', 'refuses a uuid in braces or without hyphens', [0, 1]],
    ['uri', 'refuses blanks in a uri', [0]],
    ['point', 'refuses blanks around a point', [0]],
    ['email', 'takes an address in a domain of one letter', []],
    ['span', 'refuses a duration that names no time after T', [0, 1]],
  ])('%s: %s', (column, _, rows) => {
    const told = expected(reference.cases['stricter']?.['stricter'] ?? [], column)
    expect(failures(outcomes, column)).toEqual(rows)
    expect(told).not.toEqual(rows)
  })
})
