import { quoteIdentifier } from '@seaworthy/contracts'
import { type CsvType, csvDuckType, csvTypes, typedValue } from './csv-lexical.ts'
import type { Engine } from './engine.ts'

/**
 * The type of each column of a CSV, decided over all rows in one scan: the first of integer, number, boolean, date, timestamp
 * that every value is strictly written as, else string. Digits with a leading zero, and integers beyond 64 bits, are strings:
 * a number would change them. A column without any value is a string.
 */
export async function inferCsvTypes(
  engine: Engine,
  { reader, names }: { readonly reader: string; readonly names: readonly string[] },
): Promise<readonly CsvType[]> {
  const candidates = csvTypes.filter((type) => type !== 'string')
  const items = names.flatMap((name) => {
    const raw = quoteIdentifier(name)
    const fits = candidates.map((type) => `count(${typedValue(raw, type, csvDuckType(type))})`)
    const tooLong = `count(*) filter (where ${typedValue(raw, 'integer', 'DOUBLE')} is not null and ${typedValue(raw, 'integer', 'BIGINT')} is null)`
    return [`count(${raw})`, tooLong, ...fits]
  })
  const [row = []] = await engine.rows(`select ${items.join(', ')} from ${reader}`)
  const width = candidates.length + 2
  return names.map((_, at) => {
    const [values = 0, tooLong = 0, ...fits] = row.slice(at * width, (at + 1) * width).map(Number)
    if (values === 0 || tooLong > 0) return 'string'
    return candidates.find((_type, index) => fits[index] === values) ?? 'string'
  })
}
