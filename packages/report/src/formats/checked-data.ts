import type { CheckResult, PersonalData } from '@seaworthy/record'

/** Some data against a contract, as every format tells it. */
export interface CheckedData {
  /** What was checked: a file, a glob, a source. */
  readonly name: string
  /** Null where only readability was asked. */
  readonly contract: string | null
  readonly rows: number
  readonly checks: readonly CheckResult[]
  readonly personal: readonly PersonalData[]
}

/** What a check says in one line: what must hold, and what was found instead. */
export function findingText({ column, expected, outcome, message, failed, share, observed }: CheckResult): string {
  const must = `${column === null ? '' : `${column}: `}${expected}`
  if (outcome === 'error') return `${must}: could not be decided: ${message ?? 'no reason given'}`
  const found =
    failed > 0
      ? `${failed.toLocaleString('en')} ${failed === 1 ? 'row fails' : 'rows fail'} (${(100 * share).toPrecision(2)}%)`
      : observed === null
        ? message
        : `found ${observed}`
  return found === null || found === undefined ? must : `${must}: ${found}`
}

/** Where the first rows that fail stand: "data.csv line 17, row 15". */
export function placesText({ samples }: CheckResult, limit: number): string {
  return samples
    .slice(0, limit)
    .map(({ row, line, file, value }) => {
      const place = line ? `${file === null ? '' : `${file} `}line ${line} (row ${row.toLocaleString('en')})` : `row ${row.toLocaleString('en')}`
      return value === null ? place : `${place}: ${value}`
    })
    .join('; ')
}
