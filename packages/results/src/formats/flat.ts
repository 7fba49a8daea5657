import { lastNumbers, readDelimited } from '../delimited.ts'
import { flatNumbers } from '../flat-numbers.ts'
import { namedMetrics } from '../named-metrics.ts'
import type { ResultsReader } from '../reader.ts'
import type { Source } from '../source.ts'

/** A file of numbers by name that no tool above claims: JSON, YAML, or CSV with one row, or with two columns `name,value`. */
export const flat: ResultsReader = {
  format: 'flat',
  claims: async (source) => source.matching(/\.(json|ya?ml|csv)$/i),
  async read(source, [file = '']) {
    return { format: 'flat', metrics: namedMetrics(await numbersOf(source, file), file), taken: null, samples: null }
  },
}

async function numbersOf(source: Source, file: string): Promise<readonly (readonly [string, number])[]> {
  if (/\.json$/i.test(file)) return flatNumbers(await source.json(file), file)
  if (/\.ya?ml$/i.test(file)) {
    const { parseYaml } = await import('../parse-yaml.ts')
    return flatNumbers(parseYaml(await source.text(file), file), file)
  }
  const table = readDelimited(await source.text(file), { file, separator: ',' })
  const isPairs = table.columns.length === 2 && /^(name|metric|key)$/i.test(table.columns[0] ?? '')
  if (!isPairs) return lastNumbers(table).map(({ name, value }) => [name, value] as const)
  return table.rows.flatMap(([name = '', value = '']) => lastNumbers({ columns: [name], rows: [[value]] }).map((one) => [name, one.value] as const))
}
