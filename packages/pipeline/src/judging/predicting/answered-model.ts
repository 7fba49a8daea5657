import { InferenceError, type Model, type Prediction, type PredictOptions } from '@seaworthy/inference'
import { rowsBetween } from './rows-of-prediction.ts'

export interface Answered {
  /** Of all rows of the test set, in their order. */
  readonly prediction: Prediction
  readonly digest: Model['digest']
  readonly bytes: number
  /** `predicted`, or the format of the model whose answers were kept. */
  readonly format: string
}

/**
 * A model that has said already what it says of each row of one test set: the place of a row is all that it reads. Asked for anything
 * else it refuses, as nothing here can be run.
 */
export function answeredModel({ prediction, digest, bytes, format }: Answered): Model {
  const answers = (rows: number, { firstRow = 0 }: { readonly firstRow?: number }) => rowsBetween(prediction, firstRow, firstRow + rows)
  return {
    digest,
    bytes,
    format,
    notes: [],
    inputs: [],
    outputs: [],
    columns: [],
    pictures: [],
    classes: prediction.kind === 'multiclass' ? prediction.classes : null,
    zipMapRemoved: false,
    async score(batch, options) {
      const answer = answers(batch.rows, options)
      if (answer.kind === 'binary' && answer.score) return answer.score
      throw new InferenceError('NO_PROBABILITY_OUTPUT', 'the predictions hold decisions and no scores', {
        hint: 'let the command write a column score, probability or proba_<class>',
      })
    },
    async predict(batch, options) {
      requireKind(prediction, options)
      return answers(batch.rows, options)
    },
    run: async () => {
      throw new InferenceError('NO_OUTPUT', 'the model was run by a command: there is nothing here that could be run')
    },
    [Symbol.asyncDispose]: async () => undefined,
  }
}

function requireKind({ kind }: Prediction, options: PredictOptions): void {
  if (kind !== options.kind)
    throw new InferenceError('NO_OUTPUT', `the predictions are those of a ${kind} task, and ${options.kind} ones are asked for`)
}
