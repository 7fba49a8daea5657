import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { MeasureName } from '@seaworthy/contracts'

type Numbers = Readonly<Record<string, number>>
interface Reference {
  readonly measures: Readonly<Record<string, Readonly<Partial<Record<MeasureName, number>>>>>
  readonly quantiles: Readonly<Record<string, readonly (readonly [number, 'linear' | 'lower' | 'higher' | 'nearest' | 'midpoint', number])[]>>
  readonly correlation: { readonly pearson: Numbers; readonly cramers_v: Numbers }
  readonly drift: {
    readonly bins: Numbers
    readonly counts: Numbers
    readonly values: Numbers
    readonly value_counts: Numbers
    readonly ks_of_values: number
    readonly wasserstein_of_bins: number
  }
}

/** What numpy, scipy and exact fractions find on the values of fixtures/values.csv; fixtures/reference.py writes both. For tests. */
export const reference: Reference = JSON.parse(readFileSync(new URL('fixtures/reference.json', import.meta.url), 'utf8'))

export const referenceCsv = fileURLToPath(new URL('fixtures/values.csv', import.meta.url))

const types: Readonly<Record<string, string>> = {
  whole: 'BIGINT',
  big: 'BIGINT',
  grade: 'VARCHAR',
  other: 'VARCHAR',
  yes: 'VARCHAR',
  high: 'VARCHAR',
  word: 'VARCHAR',
}
const names = ['x', 'y', 'far', 'tiny', 'wide', 'skewed', 'whole', 'big', 'same', 'one', 'grade', 'other', 'yes', 'high', 'word']
const columns = names.map((name) => `'${name}': '${types[name] ?? 'DOUBLE'}'`).join(', ')

/** SQL of those values. */
export const referenceSelect = `select * from read_csv('${referenceCsv}', auto_detect=false, header=true, delim=',', quote='"', columns={${columns}})`
