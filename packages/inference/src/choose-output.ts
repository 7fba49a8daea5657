import { InferenceError } from './errors.ts'
import type { ModelValue } from './model.ts'
import { nearestName } from './nearest-name.ts'
import type { PredictionKind } from './prediction.ts'

/** Tasks that a line of a table, and no image or text, is answered for. */
export type TabularKind = Exclude<PredictionKind, 'detection' | 'segmentation' | 'text'>

/** Which outputs are read, and what they hold. */
export type OutputChoice =
  /** Numbers: a matrix [N, width], or one for each row. */
  | { readonly kind: 'numbers'; readonly name: string }
  /** A class or a group for each row. */
  | { readonly kind: 'decisions'; readonly name: string }
  /** One output for each label, [N] or [N, 1] each. */
  | { readonly kind: 'heads'; readonly names: readonly string[] }
  /** A matrix [N, levels], and where there is one an output for the point. */
  | { readonly kind: 'quantiles'; readonly name: string; readonly point: string | null }

export interface OutputQuestion {
  readonly outputs: readonly ModelValue[]
  readonly kind: TabularKind
  /** How wide a matrix must be: the number of classes, labels or quantiles; null: unknown. */
  readonly width: number | null
  /** Its name, where someone says it. */
  readonly told: string | null
}

const floats = new Set(['float32', 'float64', 'float16'])

/**
 * The output that answers a question, told by name or found by type and shape. Classifiers: a float matrix [N, classes], or for two
 * classes a float [N] or [N, 1] that is P(positive), else the decisions. Several labels: a float matrix, or one output for each.
 * Regressions and rankings: a float [N] or [N, 1], else whole numbers of that shape. Clusterings: the decisions.
 * @throws {InferenceError} `NO_PROBABILITY_OUTPUT`, `NO_OUTPUT`, `OUTPUT_AMBIGUOUS`, each listing the outputs
 */
export function chooseOutput(question: OutputQuestion): OutputChoice {
  const { outputs, kind, told } = question
  const fitting = told === null ? outputs : [outputNamed(outputs, told)]
  const found = choosers[kind]({ ...question, outputs: fitting })
  if (found) return found
  throw none(question)
}

type Chooser = (question: OutputQuestion) => OutputChoice | null

const choosers: { readonly [Kind in TabularKind]: Chooser } = {
  binary: (question) => numbers(question, matrices(question, 2)) ?? numbers(question, singles(question.outputs)) ?? decisions(question),
  multiclass: (question) => numbers(question, matrices(question, null)) ?? decisions(question),
  multilabel: (question) => numbers(question, matrices(question, null)) ?? heads(question),
  regression: (question) => quantiles(question) ?? point(question),
  ranking: (question) => point(question),
  clustering: (question) => decisions(question),
}

function point(question: OutputQuestion): OutputChoice | null {
  return numbers(question, singles(question.outputs)) ?? numbers(question, wholeSingles(question.outputs))
}

function quantiles(question: OutputQuestion): OutputChoice | null {
  if (question.width === null) return null
  const matrix = oneOf(question, matrices(question, null))
  if (matrix === null) return null
  return { kind: 'quantiles', name: matrix.name, point: oneOf(question, singles(question.outputs))?.name ?? null }
}

function heads({ outputs }: OutputQuestion): OutputChoice | null {
  const names = singles(outputs).map(({ name }) => name)
  return names.length === 0 ? null : { kind: 'heads', names }
}

function numbers(question: OutputQuestion, fitting: readonly ModelValue[]): OutputChoice | null {
  const one = oneOf(question, fitting)
  return one && { kind: 'numbers', name: one.name }
}

function decisions(question: OutputQuestion): OutputChoice | null {
  const one = oneOf(
    question,
    question.outputs.filter((value) => !floats.has(value.type) && isSingle(value)),
  )
  return one && { kind: 'decisions', name: one.name }
}

// A matrix of the very width comes before one whose width is open, and that before one of which nothing is known.
function matrices({ outputs, width }: OutputQuestion, assumed: number | null): readonly ModelValue[] {
  const wanted = width ?? assumed
  const wide = outputs.filter(({ type, shape }) => floats.has(type) && shape.length === 2 && shape[1] !== 1)
  const exact = wide.filter(({ shape }) => typeof shape[1] === 'number' && (wanted === null || shape[1] === wanted))
  if (exact.length > 0) return exact
  const open = wide.filter(({ shape }) => typeof shape[1] === 'string')
  return open.length > 0 ? open : outputs.filter(({ type, shape }) => floats.has(type) && shape.length === 0)
}

function singles(outputs: readonly ModelValue[]): readonly ModelValue[] {
  return outputs.filter((value) => floats.has(value.type) && isSingle(value))
}

function wholeSingles(outputs: readonly ModelValue[]): readonly ModelValue[] {
  return outputs.filter((value) => !floats.has(value.type) && value.type !== 'string' && isSingle(value))
}

function isSingle({ shape }: ModelValue): boolean {
  return shape.length === 1 || (shape.length === 2 && shape[1] === 1)
}

function oneOf(question: OutputQuestion, fitting: readonly ModelValue[]): ModelValue | null {
  const [one, ...others] = fitting
  if (others.length === 0) return one ?? null
  throw new InferenceError('OUTPUT_AMBIGUOUS', `several outputs of the model could be the answer: ${listed(fitting)}`, {
    hint: `name one of them as evaluate.output, or leave only it in the export; ${expectation(question)}`,
  })
}

function outputNamed(outputs: readonly ModelValue[], name: string): ModelValue {
  const found = outputs.find((value) => value.name === name)
  if (found) return found
  const nearest = nearestName(
    name,
    outputs.map((value) => value.name),
  )
  throw new InferenceError('NO_OUTPUT', `the model has no output "${name}"; it has ${listed(outputs)}`, {
    hint: nearest === null ? 'evaluate.output names one of them' : `the nearest output is "${nearest}"`,
  })
}

function none(question: OutputQuestion): InferenceError {
  const { kind, outputs } = question
  const hint = expectation(question)
  if (kind === 'binary' || kind === 'multiclass')
    return new InferenceError('NO_PROBABILITY_OUTPUT', `none of the model's outputs holds probabilities: ${listed(outputs)}`, { hint })
  return new InferenceError('NO_OUTPUT', `none of the model's outputs answers a ${kind} task: ${listed(outputs)}`, { hint })
}

function expectation({ kind, width }: OutputQuestion): string {
  switch (kind) {
    case 'binary':
      return `exactly one output must be a float tensor [N, ${width ?? 2}], or [N, 1] with the probability of the positive class`
    case 'multiclass':
      return `exactly one output must be a float tensor [N, ${width ?? 'classes'}] of probabilities`
    case 'multilabel':
      return `exactly one output must be a float tensor [N, ${width ?? 'labels'}], or each label has an output [N, 1]`
    case 'regression':
    case 'ranking':
      return 'exactly one output must be a float tensor [N] or [N, 1]'
    case 'clustering':
      return 'exactly one output must hold the group of each row: whole numbers or strings, [N] or [N, 1]'
  }
}

function listed(outputs: readonly ModelValue[]): string {
  return outputs.map(({ name, type, shape }) => `${name} ${type}[${shape.join(', ')}]`).join('; ') || '(none that is a tensor)'
}
