import { ResultsError } from './errors.ts'

/**
 * JSON as tools write it. NaN and Infinity, which Python writes without being asked, become numbers that are refused where they are used,
 * so that a message can name the metric.
 * @throws {ResultsError} `RESULTS_BROKEN`.
 */
export function parseJson(text: string, file: string): unknown {
  const plain = text.replace(/^\uFEFF/, '')
  try {
    return JSON.parse(plain)
  } catch {
    return withoutNumbers(plain, file)
  }
}

const marked = { NaN: Number.NaN, Infinity: Number.POSITIVE_INFINITY, '-Infinity': Number.NEGATIVE_INFINITY }

function withoutNumbers(text: string, file: string): unknown {
  const quoted = text.replace(/"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g, (found) =>
    found.startsWith('"') ? found : JSON.stringify({ '\u0000number': found }),
  )
  try {
    return JSON.parse(quoted, (_, value: unknown) => {
      const name = isRecord(value) ? value['\u0000number'] : undefined
      return typeof name === 'string' && Object.hasOwn(marked, name) ? marked[name as keyof typeof marked] : value
    })
  } catch (cause) {
    throw new ResultsError('RESULTS_BROKEN', `${file} is not JSON: ${cause instanceof Error ? cause.message : ''}`, {
      hint: 'was it written to its end?',
      cause,
    })
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
