import { describe, expect, it } from 'vitest'
import { parseContract } from '../../parse-contract.ts'
import { codesOf, head, problemsOf } from './fixtures/contract-text.ts'

const users = '  - { name: users, properties: [{ name: born, logicalType: date }, { name: seen }] }\n'
function contract(sla: string, more = users): string {
  return `${head}schema:\n  - { name: orders, properties: [{ name: at, physicalName: AT, logicalType: timestamp }, { name: n, logicalType: integer }] }\n${more}slaProperties: [${sla}]\n`
}
function ages(text: string) {
  return parseContract(text, 'c').objects.flatMap(({ name, checks }) =>
    checks.flatMap((check) => (check.kind === 'freshness' ? [[name, check] as const] : [])),
  )
}

describe('a service level', () => {
  it.each([
    ['latency', 4, 'd', 'AT.latency', 345_600_000],
    ['freshness', 36, 'hours', 'AT.freshness', 129_600_000],
    ['LATENCY', 90, 'min', 'AT.latency', 5_400_000],
    ['ly', '1.5', 'H', 'AT.latency', 5_400_000],
    ['latency', 2, 'w', 'AT.latency', 1_209_600_000],
    ['latency', 1, 'mo', 'AT.latency', 2_592_000_000],
    ['latency', 1, 'yr', 'AT.latency', 31_536_000_000],
  ])('%s of %s %s is the age of the newest row', (name, value, unit, id, maxAgeMs) =>
    expect(ages(contract(`{ property: ${name}, value: ${value}, unit: ${unit}, element: orders.at }`))).toEqual([
      ['orders', { kind: 'freshness', id, severity: 'error', line: 9, column: 'AT', maxAgeMs }],
    ]),
  )

  it('may be about several columns, and needs no table where there is one', () => {
    const several = ages(contract("{ property: latency, value: 1, unit: d, element: 'orders.at, users.born' }"))
    expect(several.map(([object, { column }]) => `${object}.${column}`)).toEqual(['orders.AT', 'users.born'])
    expect(ages(contract('{ property: latency, value: 1, unit: d, element: at }', '')).map(([object]) => object)).toEqual(['orders'])
  })

  it('of v3.0 is about the default element', () =>
    expect(ages(`${contract('{ property: latency, value: 1, unit: d }')}slaDefaultElement: orders.at\n`).length).toBe(1))

  it('that rows do not show is documentation', () => {
    const names = ['availability', 'throughput', 'retention', 'frequency', 'generalAvailability', 'endOfLife', 'timeToRepair', 'our own words']
    expect(
      ages(contract(names.map((name) => `{ property: ${name}, value: 3, valueExt: 1, unit: y, element: tab1.x, driver: analytics }`).join(', '))),
    ).toEqual([])
  })

  const latency = (more: string) => contract(`{ property: latency, ${more} }`)
  it.each([
    ['without an element', latency('value: 4, unit: d'), 'MISSING_KEY'],
    ['without a unit', latency('value: 4, element: orders.at'), 'MISSING_KEY'],
    ['without a value', latency('unit: d, element: orders.at'), 'MISSING_KEY'],
    ['with an unknown unit', latency('value: 4, unit: dd, element: orders.at'), 'INVALID_VALUE'],
    ['with a unit of two meanings', latency('value: 4, unit: M, element: orders.at'), 'INVALID_VALUE'],
    ['with a negative age', latency('value: -4, unit: d, element: orders.at'), 'INVALID_VALUE'],
    ['with an age in words', latency('value: four, unit: d, element: orders.at'), 'INVALID_VALUE'],
    ['of an unknown table', latency('value: 4, unit: d, element: order.at'), 'UNKNOWN_OBJECT'],
    ['of an unknown column', latency('value: 4, unit: d, element: orders.on'), 'UNKNOWN_COLUMN'],
    ['of a column that tells no age', latency('value: 4, unit: d, element: orders.n'), 'INVALID_VALUE'],
    ['of a column alone among several tables', latency('value: 4, unit: d, element: at'), 'INVALID_VALUE'],
    ['with an unknown key', latency('value: 4, units: d, element: orders.at'), 'UNKNOWN_KEY'],
    ['that is misspelt', contract('{ property: latancy, value: 4, unit: d, element: orders.at }'), 'UNKNOWN_CHECK'],
  ])('is refused %s', (_, text, code) => expect(codesOf(text)).toEqual([code]))

  it('says which unit may be meant', () => expect(problemsOf(latency('value: 4, unit: M, element: orders.at'))[0]?.hint).toBe('write min or mo'))
})
