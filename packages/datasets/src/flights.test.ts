import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { contract, fixture } from './fixtures.ts'

// US flights, January to June 2001 (US DOT, in the npm package vega-datasets): three million rows with real defects.
const path = fileURLToPath(new URL('../../../node_modules/vega-datasets/data/flights-3m.parquet', import.meta.url))

describe('check on three million flights', () => {
  it('finds the wrapped clocks, the strays on the first of July and the repeated rows', async () => {
    await using data = await fixture()
    const { rows, checks } = await data.session.check({
      files: [{ name: 'flights.parquet', path }],
      samples: { show: true, limit: 1 },
      contract: contract({
        properties: [
          "{ name: date, logicalType: timestamp, logicalTypeOptions: { exclusiveMaximum: '2001-07-01' } }",
          '{ name: delay, logicalType: integer, logicalTypeOptions: { minimum: -120, maximum: 1200 } }',
        ],
        quality: [
          '{ name: repeated, metric: duplicateValues, mustBe: 0, severity: warning }',
          '{ name: stamped_early, type: sql, query: "select count(*) from {object} where hour(date) < 4 and delay > 60", mustBe: 0, severity: warning }',
        ],
      }),
    })
    expect(rows).toBe(3_000_000)
    expect(
      checks
        .filter(({ outcome }) => outcome !== 'pass')
        .map(({ id, failed, observed, samples }) => [id, failed, observed, samples[0]?.row, samples[0]?.value]),
    ).toEqual([
      ['date.range', 6, null, 2_999_994, '2001-07-01 00:00:00'],
      ['delay.range', 50, null, 91_320, '1575'],
      ['repeated', 191, 191, 32_588, '2001-01-03 06:35:00, 15, 601, RNO, PHX'],
      ['stamped_early', 0, 4221, undefined, undefined],
    ])
  })
})
