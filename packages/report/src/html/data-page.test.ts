import type { CheckResult } from '@seaworthy/record'
import { describe, expect, it } from 'vitest'
import { barsOf } from './bars.ts'
import { type DataPage, renderDataPage } from './data-page.ts'
import type { ColumnView } from './profile-view.ts'

const numeric = { min: 0, max: 10, mean: 4, standardDeviation: 2, edges: [2, 5], counts: [10, 20, 10] }
const column = (more: Partial<ColumnView> = {}): ColumnView => ({
  name: 'delay',
  kind: 'numeric',
  count: 40,
  missing: 10,
  distinct: 11,
  numeric,
  categories: null,
  datetime: null,
  ...more,
})
const check = (more: Partial<CheckResult> = {}): CheckResult => ({
  id: 'delay.range',
  kind: 'range',
  column: 'delay',
  severity: 'error',
  outcome: 'fail',
  expected: 'at most 5',
  observed: null,
  failed: 3,
  share: 0.1,
  samples: [],
  message: null,
  ...more,
})
const render = (more: Partial<DataPage['datasets'][number]> = {}, page: Partial<DataPage> = {}) =>
  renderDataPage({ title: 'flights', datasets: [{ name: 'flights.csv', profile: { rows: 50, columns: [column()] }, ...more }], ...page })

describe('renderDataPage', () => {
  it('loads nothing and runs nothing', () => {
    const html = render()
    expect(html).toContain("default-src 'none'; style-src 'unsafe-inline'")
    expect(html).not.toMatch(/<script|src=|href=|url\(/)
  })

  it('shows a column with its gaps and a bar for each bin', () => {
    const html = render()
    expect(html).toContain('20% missing · 11 distinct · mean 4 · standard deviation 2')
    expect(html.match(/<rect /g)).toHaveLength(3)
  })

  it('shows failed checks first, with a verdict', () => {
    const html = render({ checks: [check({ id: 'ok', outcome: 'pass' }), check()] })
    expect(html).toContain('1 of 2 checks pass <span class="badge bad">not valid</span>')
    expect(html.indexOf('delay: at most 5: 3 rows fail')).toBeLessThan(html.indexOf('1 check that pass'))
    expect(render({ checks: [check({ severity: 'warning' })] })).toContain('badge good')
  })

  it('says how many images were decoded, and draws what was measured on them alone', () => {
    const images = [{ column: 'photo', chosen: 256, decoded: 250, unsupported: 4, tooLarge: 0, broken: 2 }]
    const apart = [column({ name: 'photo.brightness', count: 250, missing: 0 })]
    const html = render({ profile: { rows: 50, columns: [], derived: { rows: 50, columns: [], apart, images } } })
    expect(html).toContain('<code>photo</code>: 250 of 256 chosen images decoded; 4 of another format, 2 broken.')
    expect(html).toContain('photo.brightness')
  })

  it('draws a reference over the bars and says what was missing then', () => {
    const html = render({ reference: { rows: 40, columns: [column({ count: 40, missing: 0 })] } })
    expect(html).toContain('class="reference"')
    expect(html).toContain('20% missing (reference 0%)')
  })

  it('shows the commonest values, and none of a hidden column', () => {
    const words = column({ name: 'word', kind: 'categorical', numeric: null, categories: [{ value: 'zebra', count: 40 }] })
    expect(render({ profile: { rows: 50, columns: [words] } })).toContain('<th scope="row">zebra</th>')
    const hidden = render({ profile: { rows: 50, columns: [{ ...words, hidden: true, personal: ['email'] }] } })
    expect(hidden).not.toContain('zebra')
    expect(hidden).toContain('<span class="badge warn">email</span>')
  })

  it('escapes what comes from the data', () => {
    const html = render({
      profile: { rows: 1, columns: [column({ name: '"><script>alert(1)</script>\u202e', categories: null })] },
      checks: [check({ id: '</table><img>', message: '<b>', outcome: 'error' })],
    })
    expect(html).not.toContain('<script>alert')
    expect(html).not.toContain('<img>')
    expect(html).not.toContain('\u202e')
  })

  it('stays small for 2,000 columns, folded in groups', () => {
    const columns = Array.from({ length: 2000 }, (_, at) => column({ name: `c${at}` }))
    const html = render({ profile: { rows: 50, columns } })
    expect(html.length).toBeLessThan(5_000_000)
    expect(html.match(/<details>/g)).toHaveLength(33)
  })
})

describe('barsOf', () => {
  it('draws bins of equal counts as areas', () => {
    expect(barsOf(numeric).map(({ low, high, height }) => [low, high, height])).toEqual([
      [0, 2, 5],
      [2, 5, 20 / 3],
      [5, 10, 2],
    ])
  })

  it('puts bins beyond the ends to their neighbours', () => {
    const all = barsOf({ ...numeric, edges: [0, 2, 10, 10], counts: [3, 7, 20, 0, 10] })
    expect(all.map(({ low, high, count }) => [low, high, count])).toEqual([
      [0, 2, 10],
      [2, 10, 30],
    ])
  })

  it('prefers bins of equal width', () => {
    expect(barsOf({ ...numeric, histogram: { edges: [0, 5, 10], counts: [30, 10] } })).toHaveLength(2)
  })
})
