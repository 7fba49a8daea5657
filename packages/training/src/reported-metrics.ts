import { readFile } from 'node:fs/promises'
import { TrainingError } from './errors.ts'
import { FlattenError, flatten, type Leaf } from './flatten.ts'

const maxMetrics = 1000
const maxNameLength = 200
const maxBytes = 1024 * 1024

/**
 * The numbers in a metrics file that the training code wrote, by path; text and booleans in it are no metrics.
 * A NaN is refused, also as Python writes it, and so is null, which other writers put for it: neither is a number.
 * @throws {TrainingError} `METRICS_INVALID`
 */
export async function readReportedMetrics(path: string, name: string): Promise<Record<string, number>> {
  const bytes = await readFile(path)
  if (bytes.length > maxBytes) throw invalid(name, `has ${bytes.length} bytes`, `at most ${maxBytes}: write curves to files of their own`)
  const leaves = [...metricLeaves(parseJson(bytes.toString('utf8'), name), name)]
  const missing = leaves.find(([, leaf]) => leaf === null)
  if (missing !== undefined) throw invalid(name, `says null for "${missing[0]}"`, 'leave out what could not be computed')
  const numbers = leaves.filter((entry): entry is [string, number] => typeof entry[1] === 'number')
  requireMetrics(numbers, name)
  return Object.fromEntries(numbers)
}

function requireMetrics(numbers: readonly (readonly [string, number])[], name: string): void {
  if (numbers.length === 0) throw invalid(name, 'holds no number', 'write an object such as {"accuracy": 0.9}')
  if (numbers.length > maxMetrics) throw invalid(name, `holds ${numbers.length} numbers`, `at most ${maxMetrics}`)
  const wrong = numbers.find(([path, value]) => path.length > maxNameLength || !Number.isFinite(value))
  if (wrong !== undefined)
    throw invalid(name, `says ${wrong[1]} for "${wrong[0].slice(0, maxNameLength)}"`, 'metrics are finite numbers with short names')
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (/[:[,\s]-?(NaN|Infinity)\b/.test(text)) throw invalid(name, 'holds NaN or Infinity', 'leave out what could not be computed', cause)
    throw invalid(name, 'is not JSON', 'write it with a JSON library', cause)
  }
}

function metricLeaves(value: unknown, name: string): Map<string, Leaf> {
  try {
    return flatten(value)
  } catch (cause) {
    if (!(cause instanceof FlattenError)) throw cause
    throw invalid(name, `cannot be read: ${cause.message}`, 'write an object such as {"accuracy": 0.9}', cause)
  }
}

function invalid(name: string, what: string, hint: string, cause?: unknown): TrainingError {
  return new TrainingError('METRICS_INVALID', `metrics file "${name}" ${what}`, { hint, cause })
}
