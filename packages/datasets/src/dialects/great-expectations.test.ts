import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type Check, parseContract } from '@seaworthy/contracts'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CheckOutcome } from '../check-outcome.ts'
import { fixture } from '../fixtures.ts'

// What Great Expectations says of the same rows: packages/contracts/fixtures/great-expectations/reference.py.

const folder = fileURLToPath(new URL('../../../contracts/fixtures/great-expectations/', import.meta.url))
interface Result {
  readonly success?: boolean
  readonly unexpected?: number | null
  readonly observed?: number | string | null | readonly (number | null)[]
  readonly not_run?: string
}
interface Expectation {
  readonly type: string
  readonly kwargs: Readonly<Record<string, unknown>>
}
const text = await readFile(`${folder}suite.json`, 'utf8')
const { expectations }: { readonly expectations: readonly Expectation[] } = JSON.parse(text)
const { results }: { readonly results: readonly Result[] } = JSON.parse(await readFile(`${folder}reference.json`, 'utf8'))
const contract = parseContract(text, 'suite.json')

/** The checks of each expectation, which stands on a line of its own, without those of types that we add. */
function byExpectation(checks: readonly Check[]): readonly (readonly string[])[] {
  const own = checks.filter(({ id }) => !id.endsWith('.type'))
  const lines = [...new Set(own.map(({ line }) => line))].toSorted((one, other) => one - other)
  return lines.map((line) => own.filter((check) => check.line === line).map(({ id }) => id))
}

const ids = byExpectation(contract.objects[0]?.checks ?? [])
let outcomes: ReadonlyMap<string, CheckOutcome> = new Map()
const outcomesOf = (at: number) => (ids[at] ?? []).flatMap((id) => outcomes.get(id) ?? [])
const said = (at: number) => `${at}: ${expectations[at]?.type} ${JSON.stringify(expectations[at]?.kwargs)}`

/** Column "f" holds a NaN. */
const holdsNaN = (at: number) => expectations[at]?.kwargs['column'] === 'f'
const all = expectations.map((_, at) => at)
const run = all.filter((at) => results[at]?.not_run === undefined && !holdsNaN(at))
const ofTypes = /_type$|_type_list$/
/** Those that count values or rows: the original counts the values of a column of another type, too. */
const counted = run.filter(
  (at) =>
    typeof results[at]?.unexpected === 'number' && !ofTypes.test(expectations[at]?.type ?? '') && !/distinct/.test(expectations[at]?.type ?? ''),
)

function brief(at: number) {
  return outcomesOf(at).map(({ outcome, failed, message }) => (message === null ? [outcome, failed] : [outcome, failed, message]))
}

beforeAll(async () => {
  await using data = await fixture()
  const files = [{ name: 'rows.parquet', path: `${folder}rows.parquet` }]
  const { checks } = await data.session.check({ files, contract, samples: { show: false, limit: 0 } })
  outcomes = new Map(checks.map((check) => [check.id, check]))
})

describe('a suite of Great Expectations', () => {
  it('has checks for each expectation', () => {
    expect([ids.length, results.length]).toEqual([expectations.length, expectations.length])
    expect(new Set(expectations.map(({ type }) => type)).size).toBeGreaterThan(50)
  })

  it('passes what the original passes, and fails what it fails', () => {
    const ours = run.map((at) => [said(at), outcomesOf(at).every(({ outcome }) => outcome === 'pass')])
    expect(ours).toEqual(run.map((at) => [said(at), results[at]?.success]))
    expect(run.length).toBeGreaterThan(175)
  })

  it('decides every check', () => {
    const undecided = run.flatMap((at) => outcomesOf(at).flatMap(({ outcome, message }) => (outcome === 'error' ? [[said(at), message]] : [])))
    expect(undecided).toEqual([])
  })

  it('counts as many offenders as the original', () => {
    const ours = counted.map((at) => [said(at), outcomesOf(at).map(({ failed }) => failed)])
    expect(ours).toEqual(counted.map((at) => [said(at), [results[at]?.unexpected]]))
    expect(counted.length).toBeGreaterThan(120)
  })

  it('observes the numbers that the original observes', () => {
    const pairs = run.flatMap((at) => {
      const { observed } = results[at] ?? {}
      const theirs = Array.isArray(observed) ? observed : [observed]
      return outcomesOf(at).flatMap((ours, index) =>
        ours.kind === 'aggregate' && typeof theirs[index] === 'number' ? [[said(at), ours.observed, theirs[index]] as const] : [],
      )
    })
    expect(pairs.map(([name, ours]) => [name, ours])).toEqual(pairs.map(([name, , theirs]) => [name, expect.closeTo(theirs, 10)]))
    expect(pairs.length).toBeGreaterThan(45)
  })

  it('takes a NaN for a value, as databases do, where pandas takes it for a missing one', () => {
    expect(all.filter(holdsNaN).map((at) => [expectations[at]?.type, ...brief(at)])).toEqual([
      ['expect_column_values_to_not_be_null', ['fail', 1]],
      ['expect_column_values_to_be_between', ['fail', 1]],
      ['expect_column_mean_to_be_between', ['error', 0, expect.stringContaining('is NaN')]],
    ])
    expect(all.filter(holdsNaN).map((at) => results[at]?.unexpected)).toEqual([2, 0, null])
  })

  it('decides what the original does not run on files that pandas reads', () => {
    const alone = all.filter((at) => results[at]?.not_run !== undefined)
    expect(alone.map((at) => [expectations[at]?.type, ...brief(at)])).toEqual([
      ['expect_column_values_to_be_between', ['fail', 2]],
      ['expect_column_values_to_be_between', ['fail', 6]],
      ['expect_column_max_to_be_between', ['pass', 0]],
      ['expect_column_values_to_match_like_pattern', ['fail', 6]],
      ['expect_column_pair_cramers_phi_value_to_be_less_than', ['pass', 0]],
      ['unexpected_rows_expectation', ['fail', 1]],
    ])
  })
})

describe('a suite of Great Expectations on CSV', () => {
  it('reads columns as what is asked of them, and fails what is not written so', async () => {
    await using data = await fixture()
    const asked = [
      { type: 'expect_column_values_to_be_between', kwargs: { column: 'n', min_value: 2, max_value: 10, mostly: 0.5 } },
      { type: 'expect_column_values_to_be_between', kwargs: { column: 't', min_value: '2020-01-02' } },
      { type: 'expect_column_values_to_match_regex', kwargs: { column: 's', regex: '^a' } },
    ]
    const file = await data.text('a.csv', 'n,t,s\n1,2020-01-01,a\n9,2020-01-03 10:00:00,b\n10,,\nx,soon,abc\n')
    const suite = parseContract(JSON.stringify({ name: 's', expectations: asked }), 'suite.json')
    const { checks } = await data.session.check({ files: [file], contract: suite, samples: { show: true, limit: 9 } })
    expect(checks.map(({ id, outcome, samples }) => [id, outcome, samples.map(({ value }) => value)])).toEqual([
      ['n.type', 'fail', ['x']],
      ['t.type', 'fail', [expect.stringContaining('soon')]],
      ['n.between', 'pass', []],
      ['t.between', 'fail', ['2020-01-01']],
      ['s.match_regex', 'fail', ['b']],
    ])
  })
})
