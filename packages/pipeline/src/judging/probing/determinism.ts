import type { Batch, Model } from '@seaworthy/inference'
import { type Answers, ask, type Question } from './answers.ts'
import { pickRows } from './read-rows.ts'

/** The largest difference of two answers to the same rows; of classes and groups 1 where any differs. */
export function largestDifference(one: Answers, other: Answers): number {
  let largest = 0
  for (let at = 0; at < one.values.length; at++) {
    const difference = Math.abs((one.values[at] as number) - (other.values[at] as number))
    largest = Math.max(largest, one.named ? Math.sign(difference) : difference)
  }
  return largest
}

export interface Rerun {
  readonly model: Model
  readonly batch: Batch
  readonly question: Question
}

/** Twice the same rows. */
export async function repeatDifference({ model, batch, question }: Rerun): Promise<number> {
  return largestDifference(await ask(model, batch, question), await ask(model, batch, question))
}

/** All rows at once, and each by itself. */
export async function batchDifference({ model, batch, question }: Rerun): Promise<number> {
  const together = await ask(model, batch, question)
  const values = new Float64Array(together.values.length)
  for (let row = 0; row < batch.rows; row++) {
    const alone = await ask(model, pickRows(batch, Uint32Array.of(row)), question)
    values.set(alone.values, row * together.width)
  }
  return largestDifference(together, { ...together, values })
}
