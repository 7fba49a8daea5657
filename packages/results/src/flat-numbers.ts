import { ResultsError } from './errors.ts'
import { isRecord } from './parse-json.ts'

const maxDepth = 10
const maxNumbers = 5_000

/**
 * The numbers of a nested object by their path, joined by "/"; what is no number is left out, lists too: they are curves, not results.
 * @throws {ResultsError} `RESULTS_TOO_LARGE`.
 * @example flatNumbers({ test: { f1: 0.5 }, note: 'x' }, 'm.json') // [['test/f1', 0.5]]
 */
export function flatNumbers(value: unknown, file: string): readonly (readonly [string, number])[] {
  const found: (readonly [string, number])[] = []
  visit(value, [], (path, number) => {
    if (found.length >= maxNumbers) throw new ResultsError('RESULTS_TOO_LARGE', `${file} holds more than ${maxNumbers} numbers`)
    found.push([path.join('/'), number])
  })
  return found
}

function visit(value: unknown, path: readonly string[], take: (path: readonly string[], number: number) => void): void {
  if (path.length > maxDepth) return
  if (typeof value === 'number' && path.length > 0) take(path, value)
  else if (isRecord(value)) for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key], take)
}
