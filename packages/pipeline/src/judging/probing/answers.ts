import { createHash } from 'node:crypto'
import type { Batch, Model, Numbers, Prediction, PredictionKind } from '@seaworthy/inference'
import type { RowsKind } from '@seaworthy/metrics'

/** What a model says of some rows, as numbers: rows × width, row by row. */
export interface Answers {
  readonly width: number
  readonly values: Numbers
  /** The numbers stand for classes or groups: whether two differ tells something, by how much does not. */
  readonly named: boolean
  /** What the columns are: classes or labels; null where there is one, or nobody knows. */
  readonly names: readonly string[] | null
}

/** What models of one task are asked. */
export interface Question {
  readonly kind: PredictionKind
  readonly positive: string | number | null
  /** The output that the policy names, where the model has it. */
  readonly output: string | null
}

/** How models are asked that make rows of a kind; null for tasks whose rows are no lines of a table. */
export function predictionKind(kind: RowsKind): PredictionKind | null {
  switch (kind) {
    case 'binary':
    case 'multiclass':
    case 'multilabel':
    case 'regression':
    case 'ranking':
    case 'clustering':
      return kind
    case 'forecasting':
      return 'regression'
    case 'text':
    case 'detection':
    case 'segmentation':
      return null
  }
}

/** The answers of a model to a batch. */
export async function ask(model: Model, batch: Batch, { kind, positive, output }: Question): Promise<Answers> {
  // Production may come from a time before the output had its name.
  const known = model.outputs.some(({ name }) => name === output) ? output : null
  return answersOf(await model.predict(batch, { kind, positive, output: known }))
}

export function answersOf(prediction: Prediction): Answers {
  switch (prediction.kind) {
    case 'binary':
      return { width: 1, values: prediction.score ?? Float64Array.from(prediction.decision ?? []), named: prediction.score === null, names: null }
    case 'multiclass': {
      const { classes, probability, decision } = prediction
      return probability === null
        ? { width: 1, values: codesOf(decision ?? []), named: true, names: null }
        : { width: classes?.length ?? 1, values: probability, named: false, names: classes }
    }
    case 'multilabel':
      return { width: prediction.labels.length, values: prediction.score, named: false, names: prediction.labels }
    case 'regression':
      return { width: 1, values: prediction.value, named: false, names: null }
    case 'ranking':
      return { width: 1, values: prediction.score, named: false, names: null }
    case 'clustering':
      return { width: 1, values: codesOf(prediction.group), named: true, names: null }
    // Models of these are not asked, see `predictionKind`: there is no number for each row.
    case 'detection':
    case 'segmentation':
    case 'text':
      return { width: 0, values: new Float64Array(), named: true, names: null }
  }
}

// By the name alone, so that the answers to two batches can be compared: 48 bits of its digest.
function codesOf(names: readonly string[]): Float64Array {
  const known = new Map<string, number>()
  return Float64Array.from(names, (name) => {
    const code = known.get(name) ?? createHash('sha256').update(name).digest().readUIntBE(0, 6)
    known.set(name, code)
    return code
  })
}
