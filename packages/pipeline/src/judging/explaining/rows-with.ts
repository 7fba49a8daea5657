import type { BinaryRows, Numbers, Rows } from '@seaworthy/metrics'
import type { Answers } from '../probing/answers.ts'

/**
 * The same units with other answers, so that a metric can be measured on them; null for tasks whose units are no lines of a table, and
 * for decisions where a metric needs more.
 */
export function rowsWith(truth: Rows, answers: Answers, threshold: number): Rows | null {
  const { values, named } = answers
  switch (truth.kind) {
    case 'binary':
      if (named) return { ...truth, score: null, prediction: Uint8Array.from(values) }
      return { ...truth, ...decided(values, truth, threshold) }
    case 'multiclass':
      return named ? null : { ...truth, probability: inOrder(answers, truth.classes), prediction: null }
    case 'multilabel':
      return named ? null : { ...truth, ...decided(inOrder(answers, truth.labels), truth, threshold) }
    case 'regression':
    case 'forecasting':
      return { ...truth, prediction: values, quantiles: null, interval: null }
    case 'ranking':
      return { ...truth, score: values }
    case 'clustering':
      return { ...truth, prediction: numbered(values) }
    case 'text':
    case 'detection':
    case 'segmentation':
      return null
  }
}

/** Names of groups mean nothing: they are numbered from 0, as they come. */
function numbered(names: Numbers): Int32Array {
  const known = new Map<number, number>()
  return Int32Array.from(names, (name) => {
    const number = known.get(name) ?? known.size
    known.set(name, number)
    return number
  })
}

// Decisions are made anew where the policy has a threshold, else by the metrics.
function decided(score: Numbers, { prediction }: Pick<BinaryRows, 'prediction'>, threshold: number): Pick<BinaryRows, 'score' | 'prediction'> {
  return { score, prediction: prediction && Uint8Array.from(score, (value) => (value > threshold ? 1 : 0)) }
}

/** Columns in the order of other names; a name that the model does not know it never says. */
function inOrder({ values, width, names }: Answers, to: readonly string[]): Numbers {
  const places = to.map((name, at) => (names === null ? at : names.indexOf(name)))
  const rows = values.length / width
  const into = new Float64Array(rows * to.length)
  for (let row = 0; row < rows; row++)
    for (const [at, place] of places.entries()) into[row * to.length + at] = place < 0 ? 0 : (values[row * width + place] as number)
  return into
}
