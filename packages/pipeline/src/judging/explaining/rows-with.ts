import type { Model } from '@seaworthy/inference'
import type { Rows } from '@seaworthy/metrics'
import type { Answers } from '../probing/answers.ts'

/**
 * The same units with other answers, so that a metric can be measured on them; null for tasks whose units are no lines of a table, and
 * for decisions where a metric needs more.
 */
export function rowsWith(
  truth: Rows,
  answers: Answers,
  { classes, threshold }: Pick<Model, 'classes'> & { readonly threshold: number },
): Rows | null {
  const { values, named } = answers
  switch (truth.kind) {
    case 'binary':
      if (named) return { ...truth, score: null, prediction: Uint8Array.from(values) }
      return { ...truth, score: values, prediction: truth.prediction && Uint8Array.from(values, (value) => (value > threshold ? 1 : 0)) }
    case 'multiclass':
      return named ? null : { ...truth, probability: inOrder(answers, classes ?? truth.classes, truth.classes), prediction: null }
    case 'multilabel':
      return named || answers.width !== truth.labels.length ? null : { ...truth, score: values, prediction: null }
    case 'regression':
    case 'forecasting':
      return { ...truth, prediction: values, quantiles: null, interval: null }
    case 'ranking':
    case 'clustering':
    case 'text':
    case 'detection':
    case 'segmentation':
      return null
  }
}

/** Columns from the order of one list of names into that of another; a name that is not there is never said. */
function inOrder({ values, width }: Answers, from: readonly string[], to: readonly string[]): Float64Array {
  const places = to.map((name) => from.indexOf(name))
  const rows = values.length / width
  const into = new Float64Array(rows * to.length)
  for (let row = 0; row < rows; row++)
    for (const [at, place] of places.entries()) into[row * to.length + at] = place < 0 ? 0 : (values[row * width + place] as number)
  return into
}
