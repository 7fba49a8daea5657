import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type Contract, parseContract } from '@seaworthy/contracts'
import { describe, expect, it } from 'vitest'
import type { CheckOutcome } from '../check-outcome.ts'
import { fixture } from '../fixtures.ts'
import { withReferenceProfile } from '../reference-profile.ts'

// What TensorFlow Data Validation says of the same data: packages/contracts/fixtures/tfdv/reference.py.

const folder = fileURLToPath(new URL('../../../contracts/fixtures/tfdv/', import.meta.url))
interface Case {
  readonly anomalies: Readonly<Record<string, readonly string[]>>
  readonly distances: Readonly<Record<string, number>>
}
const cases: Readonly<Record<string, Case>> = JSON.parse(await readFile(`${folder}reference.json`, 'utf8')).cases

/** The check that says the same as an anomaly. */
const meanings: Readonly<Record<string, string>> = {
  SCHEMA_MISSING_COLUMN: 'present',
  FEATURE_TYPE_NOT_PRESENT: 'min_count',
  FEATURE_TYPE_LOW_NUMBER_PRESENT: 'min_count',
  FEATURE_TYPE_LOW_FRACTION_PRESENT: 'min_fraction',
  UNEXPECTED_DATA_TYPE: 'type',
  ENUM_TYPE_UNEXPECTED_STRING_VALUES: 'domain',
  BOOL_TYPE_UNEXPECTED_STRING: 'domain',
  BOOL_TYPE_UNEXPECTED_FLOAT: 'domain',
  BOOL_TYPE_SMALL_INT: 'domain',
  BOOL_TYPE_BIG_INT: 'domain',
  INT_TYPE_SMALL_INT: 'range',
  INT_TYPE_BIG_INT: 'range',
  FLOAT_TYPE_SMALL_FLOAT: 'range',
  FLOAT_TYPE_BIG_FLOAT: 'range',
  INT_TYPE_NOT_INT_STRING: 'number',
  FLOAT_TYPE_STRING_NOT_FLOAT: 'number',
  FLOAT_TYPE_HAS_NAN: 'nan',
  FLOAT_TYPE_HAS_INF: 'inf',
  FEATURE_TYPE_LOW_UNIQUE: 'unique',
  FEATURE_TYPE_HIGH_UNIQUE: 'unique',
  INVALID_FEATURE_SHAPE: 'shape',
  SCHEMA_NEW_COLUMN: 'columns',
  DATASET_LOW_NUM_EXAMPLES: 'min_examples',
  DATASET_HIGH_NUM_EXAMPLES: 'max_examples',
}
const ofTable = ['columns', 'min_examples', 'max_examples']

function expected(name: string): readonly string[] {
  const found = Object.entries(cases[name]?.anomalies ?? {}).flatMap(([feature, reasons]) =>
    reasons.map((reason) => {
      const what = meanings[reason] ?? reason
      return ofTable.includes(what) ? what : `${feature}.${what}`
    }),
  )
  return [...new Set(found)].toSorted()
}

async function contractOf(name: string): Promise<Contract> {
  const path = `${name}.pbtxt`
  return parseContract(await readFile(`${folder}schemas/${path}`, 'utf8'), path)
}

const asked = new Map<string, ReturnType<typeof check>>()
function outcomes(name: string): ReturnType<typeof check> {
  const known = asked.get(name) ?? check(name)
  asked.set(name, known)
  return known
}

async function check(name: string): Promise<readonly CheckOutcome[]> {
  const [schema = '', environment] = name.split('@')
  const contract = await contractOf(schema)
  await using data = await fixture()
  const file = (path: string) => ({ name: path, path: folder + path })
  const profile = await data.session.profile({ files: [file('previous.parquet')], window: null })
  const objects = contract.objects.map((object) => ({ ...object, checks: withReferenceProfile(object.checks, profile).checks }))
  const question = { files: [file('data.parquet')], contract: { ...contract, objects }, object: environment ?? schema }
  return (await data.session.check({ ...question, samples: { show: true, limit: 5 } })).checks
}

const failing = async (name: string) =>
  (await outcomes(name))
    .filter(({ outcome }) => outcome === 'fail')
    .map(({ id }) => id)
    .toSorted()

/** Where ours differs on purpose: each has a test of its own. */
const differing = ['types', 'mass_at_its_edge', 'unique_without_max', 'too_many_without_min', 'url', 'comparators']

describe('TFDV', () => {
  it.each(Object.keys(cases).filter((name) => !differing.includes(name)))('finds the same wrong with %s', async (name) => {
    expect(await failing(name)).toEqual(expected(name))
  })

  it('leaves nothing undecided but what is asked of a column that is not there', async () => {
    const all = Object.keys(cases).filter((name) => !['types', 'comparators'].includes(name))
    const undecided = new Set<string>()
    for (const name of all) for (const { id, outcome } of await outcomes(name)) if (outcome === 'error') undecided.add(`${name} ${id}`)
    expect([...undecided].toSorted()).toEqual([
      'environments label.min_fraction',
      'environments label.type',
      'environments@TRAINING label.min_fraction',
      'environments@TRAINING label.type',
      'missing other.min_count',
      'missing other.min_fraction',
      'missing other.type',
    ])
  })

  it('refuses integers where floats are asked for, and here integers are numbers', async () => {
    expect(expected('types')).toEqual(['carrier.type', 'delay.type', 'digits.type', 'flag.type'])
    expect(await failing('types')).toEqual(['carrier.type', 'digits.type', 'flag.type'])
  })

  it('finds 80% short of a mass of 0.8 by the error of a difference, and here it is enough', async () => {
    expect(expected('mass_at_its_edge')).toEqual(['mixed.domain'])
    expect(await failing('mass_at_its_edge')).toEqual([])
  })

  it('takes a missing maximum of distinct values for 0, and here there is none', async () => {
    expect(expected('unique_without_max')).toEqual(['answer.unique'])
    expect(await failing('unique_without_max')).toEqual([])
  })

  it('looks at a maximum of rows only beside a minimum, and here for itself', async () => {
    expect(expected('too_many_without_min')).toEqual([])
    expect(await failing('too_many_without_min')).toEqual(['max_examples'])
  })

  it('holds no text to its url_domain, and here it is a URI', async () => {
    expect(expected('url')).toEqual([])
    expect(await failing('url')).toEqual(['answer.domain'])
  })

  it('measures the same distances of categories', async () => {
    const checks = await outcomes('comparators')
    const observed = (id: string) => checks.find((check) => check.id === id)?.observed
    const distances = cases['comparators']?.distances ?? {}
    expect(observed('carrier.drift')).toBeCloseTo(distances['carrier.drift.L_INFTY'] ?? Number.NaN, 12)
    expect(observed('carrier.drift.2')).toBeCloseTo(distances['carrier.drift.NORMALIZED_ABSOLUTE_DIFFERENCE'] ?? Number.NaN, 12)
    expect(observed('carrier.skew')).toBeCloseTo(distances['carrier.skew.L_INFTY'] ?? Number.NaN, 12)
    expect(await failing('comparators')).toEqual(['carrier.drift', 'carrier.drift.2', 'delay.drift'])
  })
})
