import { type Batch, InferenceError, type Model } from '@seaworthy/inference'
import { type Answers, ask, type Question } from './answers.ts'
import { changedRows } from './changed-rows.ts'
import { type Perturbation, perturb } from './perturb.ts'
import { pickRows } from './read-rows.ts'

export interface FlipRequest {
  readonly model: Model
  readonly batch: Batch
  readonly question: Question
  /** The model's own. */
  readonly threshold: number
  readonly kind: Perturbation
  readonly seed: string
}

/** What became of each row. */
export interface Flips {
  /** 1 where the decision changed. */
  readonly flipped: Uint8Array
  /** 1 where the model gave an answer to the changed row; the others tell nothing. */
  readonly answered: Uint8Array
}

/** Which decisions of a model change when its rows are perturbed. Null where it reads no column that can be changed so. */
export async function flips({ model, batch, question, threshold, kind, seed }: FlipRequest): Promise<Flips | null> {
  const changed = perturb(batch, { kind, columns: model.columns, seed })
  if (changed === null) return null
  const before = await ask(model, batch, question)
  const flipped = new Uint8Array(batch.rows)
  const answered = new Uint8Array(batch.rows)
  await eachAnswered(changed, (part) => answersOrNull(model, part, question), {
    start: 0,
    take(start, rows, after) {
      flipped.set(changedRows({ kind: question.kind, threshold }, slice(before, start, rows), after), start)
      answered.fill(1, start, start + rows)
    },
  })
  return { flipped, answered }
}

interface Taking {
  readonly start: number
  take(start: number, rows: number, answers: Answers): void
}

// A batch that is refused is halved until the rows to blame are alone.
async function eachAnswered(batch: Batch, answer: (part: Batch) => Promise<Answers | null>, taking: Taking): Promise<void> {
  const answers = await answer(batch)
  if (answers !== null) return taking.take(taking.start, batch.rows, answers)
  if (batch.rows <= 1) return
  const middle = Math.floor(batch.rows / 2)
  const places = Uint32Array.from({ length: batch.rows }, (_, row) => row)
  await eachAnswered(pickRows(batch, places.subarray(0, middle)), answer, taking)
  await eachAnswered(pickRows(batch, places.subarray(middle)), answer, { ...taking, start: taking.start + middle })
}

async function answersOrNull(model: Model, batch: Batch, question: Question): Promise<Answers | null> {
  try {
    return await ask(model, batch, question)
  } catch (error) {
    // Whatever the model cannot take in, or answers without a number: that is what is counted here.
    if (error instanceof InferenceError) return null
    throw error
  }
}

function slice({ width, values, ...rest }: Answers, start: number, rows: number): Answers {
  return { ...rest, width, values: values.subarray(start * width, (start + rows) * width) }
}
