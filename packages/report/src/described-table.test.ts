import { describe, expect, it } from 'vitest'
import { describedTable } from './described-table.ts'

const one = { metric: 'roc_auc', better: 'higher', value: 0.83512, interval: [0.8121, 0.8579], warnings: [] } as const
const units = { n: 400, noun: 'row', plural: 'rows', clusters: 40, unit: 'day' }
const view = { file: 'p.csv', units, metrics: [one], slices: [], warnings: [] }

describe('the metrics of a predictions file', () => {
  it('stand with as many digits as their interval supports, and one', () => {
    expect(describedTable(view)).toBe(`## \`p.csv\`

400 rows, in 40 clusters by \`day\`.

| metric    |     |  value |     95% interval |
| :-------- | :-: | -----: | ---------------: |
| \`roc_auc\` |  ↑  | 0.8351 | 0.8121 to 0.8579 |
`)
  })

  it('say what is not defined, and why, once', () => {
    const warning = { code: 'ONE_CLASS', message: 'roc_auc: every label is 1 | <b>' }
    const undefinedOne = { ...one, value: null, interval: null, warnings: [warning] }
    const text = describedTable({ ...view, metrics: [undefinedOne, { ...undefinedOne, metric: 'ks' }], warnings: [] })
    expect(text).toMatch(/`roc_auc` \| +↑ +\| undefined \| +\|/)
    expect(text.match(/every label/g)).toHaveLength(1)
    expect(text).toContain('- ⚠️ roc\\_auc: every label is 1 \\| &lt;b&gt;')
  })

  it('are cut by columns, each in a table, with what has no place counted', () => {
    const slices = Array.from({ length: 35 }, (_, at) => ({ column: 'ship', value: `s${at}`, n: 1000, metrics: [one] }))
    const text = describedTable({ ...view, slices })
    expect(text).toMatch(/\| `ship` +\| +rows \| `roc_auc` \|\n/)
    expect(text.match(/\| 1,000 \|/g)).toHaveLength(30)
    expect(text).toContain('and 5 more values with fewer rows')
  })

  it.each([
    [{ ...units, clusters: null }, '400 rows, taken as independent.'],
    [{ ...units, clusters: 400, unit: 'time' }, '400 rows, in order.'],
    [{ ...units, n: 1, noun: 'query', plural: 'queries', clusters: null }, '1 query, taken as independent.'],
  ])('say what their units are', (some, said) => expect(describedTable({ ...view, units: some })).toContain(`\n${said}\n`))
})
