import { lastNumbers, readDelimited } from '../delimited.ts'
import { namedMetrics } from '../named-metrics.ts'
import { filesWhere, type ResultsReader } from '../reader.ts'
import type { ReportedMetric, ResultsFormat } from '../results.ts'

interface LoggedTable {
  readonly format: ResultsFormat
  readonly files: RegExp
  readonly separator: ',' | '\t'
  /** Whether a table with these columns is the tool's. */
  isIts(columns: readonly string[]): boolean
  /** Columns that say where a row stands, and are no metrics. */
  readonly places: RegExp
  canonical?(name: string): string | null
}

/** A tool that logs a row for each epoch: of each column the last number that is there. */
export function loggedTable({ format, files: pattern, separator, isIts, places, canonical }: LoggedTable): ResultsReader {
  return {
    format,
    claims: (source) =>
      filesWhere(source.matching(pattern), async (file) => {
        const [head = ''] = (await source.text(file)).split(/\r?\n/, 1)
        return isIts(head.split(separator).map((cell) => cell.trim().replace(/^"|"$/g, '')))
      }),
    async read(source, found) {
      const file = found.at(-1) ?? ''
      const table = readDelimited(await source.text(file), { file, separator })
      const last = lastNumbers(table).filter(({ name }) => !places.test(name))
      const metrics = namedMetrics(
        last.map(({ name, value }) => [name, value] as const),
        file,
      )
      const named = canonical ? metrics.map((metric): ReportedMetric => ({ ...metric, canonical: canonical(metric.name) })) : metrics
      const which = found.length > 1 ? ` of ${file}, the last of ${found.length} files` : ''
      return { format, metrics: named, taken: `the last number of each column${which}`, samples: null }
    },
  }
}
