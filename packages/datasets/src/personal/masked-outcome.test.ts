import { parseContract } from '@seaworthy/contracts'
import { describe, expect, it } from 'vitest'
import { fixture } from '../fixtures.ts'

async function observedOf(expectations: readonly object[], show: boolean) {
  await using data = await fixture()
  const file = await data.parquet('people.parquet', "select 4111111111111111 + 0 * r as card, 'Ishmael' as name, r as age from range(30) t(r)")
  const suite = parseContract(JSON.stringify({ name: 'people', expectations }), 'suite.json')
  const [object] = suite.objects
  if (!object) throw new Error('a suite is one object')
  const columns = [
    ...object.columns.filter(({ name }) => name !== 'card'),
    { name: 'card', type: null, duckType: null, required: false, line: 1, lexical: null, personal: 'any' as const },
  ]
  const { checks } = await data.session.check({
    files: [file],
    contract: { ...suite, objects: [{ ...object, columns }] },
    samples: { show, limit: 2 },
  })
  return checks.filter(({ kind }) => kind === 'aggregate').map(({ outcome, observed }) => [outcome, observed])
}
const least = (column: string, min_value: number | string) => ({ type: 'expect_column_min_to_be_between', kwargs: { column, min_value } })

describe('what a check observed', () => {
  it('is not told where it is the value of a personal column', async () => {
    expect(await observedOf([least('card', 5e15), least('age', 1)], true)).toEqual([
      ['fail', null],
      ['fail', 0],
    ])
  })

  it('is no text of the data where values are hidden', async () => {
    expect(await observedOf([least('name', 'J')], true)).toEqual([['fail', 'Ishmael']])
    expect(await observedOf([least('name', 'J')], false)).toEqual([['fail', null]])
  })
})
