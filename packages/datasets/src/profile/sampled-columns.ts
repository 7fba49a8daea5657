import type { Sample } from './profile-sample.ts'
import { finiteValue, profiledValue, type Source, type SourceColumn } from './source.ts'

/** About where the numbers of a sample lie: their median, and the distance of their quartiles. Enough to choose bins, never stated itself. */
export interface SampledNumbers {
  readonly middle: number
  readonly spread: number
}

const columnsPerStatement = 50

/** How many different values a sample shows of each column. */
export async function sampledDistinct(source: Source, sample: Sample, columns: readonly SourceColumn[]): Promise<readonly number[]> {
  const distinct = (column: SourceColumn) => `count(distinct ${profiledValue(column)})`
  return (await askedOf(source, sample, columns.map(distinct))).map(Number)
}

/** The quartiles of numbers cost as much again as a few aggregates of all rows: they are asked only of columns that need them. */
export async function sampledNumbers(source: Source, sample: Sample, columns: readonly SourceColumn[]): Promise<readonly SampledNumbers[]> {
  const quartiles = (column: SourceColumn) => `quantile_disc(${finiteValue(column)}, [0.25, 0.5, 0.75])`
  return (await askedOf(source, sample, columns.map(quartiles))).map((found) => {
    const [low = 0, middle = 0, high = 0] = items(found)
    return { middle: middle + 0, spread: high - low }
  })
}

async function askedOf({ engine }: Source, { relation }: Sample, sql: readonly string[]): Promise<readonly unknown[]> {
  const answers: unknown[] = []
  for (let at = 0; at < sql.length; at += columnsPerStatement) {
    const [row = []] = await engine.rows(`select ${sql.slice(at, at + columnsPerStatement).join(', ')} from ${relation}`)
    answers.push(...row)
  }
  return answers
}

function items(list: unknown): readonly number[] {
  return typeof list === 'object' && list !== null && 'items' in list && Array.isArray(list.items) ? list.items.map(Number) : []
}
