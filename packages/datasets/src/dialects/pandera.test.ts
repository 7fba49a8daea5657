import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseContract } from '@seaworthy/contracts'
import { beforeAll, describe, expect, it } from 'vitest'
import { fixture } from '../fixtures.ts'

// What pandera says of the same rows: packages/contracts/fixtures/pandera/reference.py.

const folder = fileURLToPath(new URL('../../../contracts/fixtures/pandera/', import.meta.url))
interface Result {
  readonly success: boolean
  /** Null where no rows are blamed. */
  readonly rows: readonly number[] | null
}
interface Schema {
  readonly columns: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}
const schemas: readonly Schema[] = JSON.parse(await readFile(`${folder}schemas.json`, 'utf8'))
const { results }: { readonly results: readonly Result[] } = JSON.parse(await readFile(`${folder}reference.json`, 'utf8'))

interface Ours extends Result {
  readonly undecided: readonly (string | null)[]
}
let ours: readonly Ours[] = []

beforeAll(async () => {
  await using data = await fixture()
  const files = [{ name: 'rows.parquet', path: `${folder}rows.parquet` }]
  const found: Ours[] = []
  for (const schema of schemas) {
    const contract = parseContract(JSON.stringify(schema), 'schema.json')
    const { checks } = await data.session.check({ files, contract, samples: { show: false, limit: 100 } })
    const rows = new Set(checks.flatMap(({ samples }) => samples.map(({ row }) => row)))
    found.push({
      success: checks.every(({ outcome }) => outcome === 'pass'),
      rows: [...rows].toSorted((one, other) => one - other),
      undecided: checks.filter(({ outcome }) => outcome === 'error').map(({ message }) => message),
    })
  }
  ours = found
})

const said = (at: number) => `${at}: ${JSON.stringify(schemas[at])}`
const find = (part: string) => schemas.flatMap((_, at) => (said(at).includes(part) ? [at] : []))
/** Where ours differs on purpose; each has its test below. */
const different = new Set([
  ...find('"boolean"'),
  ...find('"category"'),
  ...find('exclude_last'),
  ...schemas.flatMap((schema, at) => (JSON.stringify(schema.columns) === '{"x":{}}' ? [at] : [])),
])
/** A type is that of the whole column; the original blames its rows. */
const ofWholeColumn = new Set([4, 8, 11, 14])
const same = schemas.flatMap((_, at) => (different.has(at) ? [] : [at]))

describe('a schema of pandera', () => {
  it('passes what the original passes, and fails what it fails', () => {
    expect(same.map((at) => [said(at), ours[at]?.success])).toEqual(same.map((at) => [said(at), results[at]?.success]))
    expect(same.length).toBeGreaterThan(125)
  })

  it('decides every check, but of a column that is not there', () => {
    const undecided = same.flatMap((at) => (ours[at]?.undecided.length === 0 ? [] : [[said(at), ours[at]?.undecided]]))
    expect(undecided).toEqual([[expect.stringContaining('"columns":{"zz":{}}'), [expect.stringContaining('the data have no column "zz"')]]])
  })

  it('blames the rows that the original blames', () => {
    const withRows = same.filter((at) => results[at]?.rows && !ofWholeColumn.has(at))
    expect(withRows.map((at) => [said(at), ours[at]?.rows])).toEqual(withRows.map((at) => [said(at), results[at]?.rows]))
    expect(withRows.length).toBeGreaterThan(60)
  })

  it('takes a NaN for missing where a column is said to hold floats, and not without a type', () => {
    const [untyped = -1] = schemas.flatMap((schema, at) => (JSON.stringify(schema.columns) === '{"x":{}}' ? [at] : []))
    expect([ours[untyped]?.rows, results[untyped]?.rows]).toEqual([[1], [1, 2]])
  })

  it('knows one type of truth values, whose nullable spelling the original tells apart', () => {
    const [at = -1] = find('"boolean"')
    expect([ours[at]?.success, results[at]?.success]).toEqual([true, false])
  })

  it('takes texts for a category, as files hold them', () => {
    const [at = -1] = find('"category"')
    expect([ours[at]?.success, results[at]?.success]).toEqual([true, false])
  })

  it('names the later of two equal rows, where exclude_last names the first', () => {
    const [at = -1] = find('exclude_last')
    expect([ours[at]?.rows, results[at]?.rows]).toEqual([[2], [1]])
  })
})
