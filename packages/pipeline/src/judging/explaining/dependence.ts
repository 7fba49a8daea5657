import type { Batch, BatchColumn, Model } from '@seaworthy/inference'
import type { Explanation } from '@seaworthy/record'
import { ask } from '../probing/answers.ts'
import { ofBoth } from '../probing/pair.ts'
import type { ExplainedSample } from './importance.ts'

const points = 10
const maxText = 200

type Dependence = Explanation['dependence'][number]

/**
 * Partial dependence (Friedman, 2001): the mean prediction when one column has the same value in every row. At ten quantiles of a
 * number (5 %, 15 %, …), each a value that occurs, or at all its values where they are no more; at the ten most frequent texts.
 * Null for a column without a value, and for models that do not answer with one number.
 */
export async function dependence(sample: ExplainedSample, column: string): Promise<Dependence | null> {
  const values = sample.batch.values.get(column)
  const found: Dependence['points'][number][] = []
  for (const value of values ? gridOf(values) : []) {
    const batch = withConstant(sample.batch, column, value)
    const { candidate, baseline } = await ofBoth(sample, (model) => meanAnswer(model, batch, sample))
    if (candidate === null) return null
    found.push({ value: typeof value === 'string' ? value.slice(0, maxText) : value, candidate, baseline })
  }
  return found.length === 0 ? null : { column, points: found }
}

/** Where a column is looked at: values that occur in it. */
export function gridOf(column: BatchColumn): readonly (string | number)[] {
  if (column.kind === 'string') return frequent(column.data)
  const present = column.data.filter((value) => Number.isFinite(value)).sort()
  const different = [...new Set(present)]
  if (different.length <= points) return different
  const quantiles = Array.from({ length: points }, (_, at) => present[Math.floor(((at + 0.5) / points) * present.length)] as number)
  return [...new Set(quantiles)]
}

function frequent(data: readonly (string | null)[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const value of data) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  const ordered = [...counts].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
  return ordered.slice(0, points).map(([value]) => value)
}

function withConstant({ rows, values }: Batch, column: string, value: string | number): Batch {
  const constant: BatchColumn =
    typeof value === 'number'
      ? { kind: 'number', data: new Float64Array(rows).fill(value) }
      : { kind: 'string', data: new Array<string>(rows).fill(value) }
  return { rows, values: new Map(values).set(column, constant) }
}

async function meanAnswer(model: Model, batch: Batch, { question }: ExplainedSample): Promise<number | null> {
  const { values, width, named } = await ask(model, batch, question)
  if (width !== 1 || named) return null
  let sum = 0
  for (const value of values) sum += value
  return sum / values.length
}
