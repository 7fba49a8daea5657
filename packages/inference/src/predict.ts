import { chooseOutput, type OutputChoice, type TabularKind } from './choose-output.ts'
import { InferenceError } from './errors.ts'
import type { ModelValue } from './model.ts'
import { numbersOf, type OutputTensor, textsOf } from './output-tensor.ts'
import type { Numbers, Prediction, PredictOptions } from './prediction.ts'
import { requireDistributions, requireFinite, requireProbabilities } from './score-range.ts'

/** What is known of a model's answers before it runs. */
export interface Answering {
  readonly outputs: readonly ModelValue[]
  /** Classes that the graph or the metadata property `classes` names, in the order of the columns. */
  readonly classes: readonly string[] | null
  /** What the metadata property `labels` names. */
  readonly labels: readonly string[] | null
  /** Levels that the metadata property `quantiles` names. */
  readonly quantiles: readonly number[] | null
}

/** A question that a table answers. */
export type TabularOptions = PredictOptions & { readonly kind: TabularKind }

/** How a model's outputs are read for one kind of task, decided before it runs. */
export interface Reading {
  /** The outputs that must be computed. */
  readonly names: readonly string[]
  /** What they say, once they are there. */
  read(tensors: ReadonlyMap<string, OutputTensor>, rows: number): Prediction
}

/**
 * Decides which outputs answer the question, and how.
 * @throws {InferenceError} `NO_PROBABILITY_OUTPUT`, `NO_OUTPUT`, `OUTPUT_AMBIGUOUS`, `POSITIVE_UNKNOWN`
 */
export function planReading(model: Answering, options: TabularOptions): Reading {
  const { kind, output = null } = options
  const choice = chooseOutput({ outputs: model.outputs, kind, width: widthOf(model, options), told: output })
  if (kind === 'binary' && choice.kind !== 'heads') positiveColumn(model.classes, options.positive ?? null)
  return {
    names: namesOf(choice),
    read: (tensors, rows) => answer(model, options, { choice, tensors, rows, firstRow: options.firstRow ?? 0 }),
  }
}

/** What there is to say of no rows. */
export function noAnswers({ classes, labels }: Answering, kind: TabularKind): Prediction {
  const empty = new Float32Array()
  switch (kind) {
    case 'binary':
      return { kind, score: empty, decision: null }
    case 'multiclass':
      return { kind, classes, probability: empty, decision: null }
    case 'multilabel':
      return { kind, labels: labels ?? classes ?? [], score: empty }
    case 'regression':
      return { kind, value: empty, quantiles: null }
    case 'ranking':
      return { kind, score: empty }
    case 'clustering':
      return { kind, group: [] }
  }
}

function widthOf({ classes, labels, quantiles }: Answering, { kind }: TabularOptions): number | null {
  if (kind === 'binary' || kind === 'multiclass') return classes?.length ?? null
  if (kind === 'multilabel') return labels?.length ?? null
  return kind === 'regression' ? (quantiles?.length ?? null) : null
}

function namesOf(choice: OutputChoice): readonly string[] {
  switch (choice.kind) {
    case 'numbers':
    case 'decisions':
      return [choice.name]
    case 'heads':
      return choice.names
    case 'quantiles':
      return [choice.name, ...(choice.point === null ? [] : [choice.point])]
  }
}

interface Answer {
  readonly choice: OutputChoice
  readonly tensors: ReadonlyMap<string, OutputTensor>
  readonly rows: number
  readonly firstRow: number
}

function answer(model: Answering, { kind, positive = null }: TabularOptions, given: Answer): Prediction {
  switch (kind) {
    case 'binary':
      return binary(model, positive, given)
    case 'multiclass':
      return multiclass(model, given)
    case 'multilabel':
      return multilabel(model, given)
    case 'regression':
      return regression(model, given)
    case 'ranking':
      return { kind, score: requireFinite(single(given), given) }
    case 'clustering':
      return { kind, group: decided(given) }
  }
}

function binary({ classes }: Answering, positive: string | number | null, given: Answer): Prediction {
  if (given.choice.kind === 'decisions') {
    const wanted = String(positive ?? classes?.[1] ?? 1)
    return { kind: 'binary', score: null, decision: Uint8Array.from(decided(given), (text) => (text === wanted ? 1 : 0)) }
  }
  const { values, width } = matrix(given)
  if (width === 1) return { kind: 'binary', score: requireProbabilities(values, given), decision: null }
  if (width !== (classes?.length ?? 2)) throw wrongShape(given, `[N, ${classes?.length ?? 2}]`)
  requireDistributions(values, { ...given, width })
  return { kind: 'binary', score: columnAt(values, { width, column: positiveColumn(classes, positive) }), decision: null }
}

function multiclass({ classes }: Answering, given: Answer): Prediction {
  if (given.choice.kind === 'decisions') return { kind: 'multiclass', classes, probability: null, decision: decided(given) }
  const { values, width } = matrix(given)
  if (classes !== null && classes.length !== width) throw unnamed('classes', { named: classes.length, width })
  const names = classes ?? Array.from({ length: width }, (_, at) => String(at))
  return { kind: 'multiclass', classes: names, probability: requireDistributions(values, { ...given, width }), decision: null }
}

function multilabel({ classes, labels }: Answering, given: Answer): Prediction {
  const { values, width } = given.choice.kind === 'heads' ? sideBySide(given, given.choice.names) : matrix(given)
  const heads = given.choice.kind === 'heads' ? given.choice.names : null
  // Classifiers inside of one for several labels name their own two classes, which are no labels.
  const names = labels ?? heads ?? (classes?.length === width ? classes : null)
  if (names?.length !== width) throw unnamed('labels', { named: names?.length ?? 0, width })
  return { kind: 'multilabel', labels: names, score: requireProbabilities(values, { ...given, width }) }
}

function regression({ quantiles: levels }: Answering, given: Answer): Prediction {
  const { choice, tensors } = given
  if (choice.kind !== 'quantiles' || levels === null) return { kind: 'regression', value: requireFinite(single(given), given), quantiles: null }
  const { values, width } = matrix(given)
  if (width !== levels.length) throw wrongShape(given, `[N, ${levels.length}]`)
  requireFinite(values, { ...given, width })
  const median = levels.indexOf(0.5)
  if (choice.point === null && median < 0)
    throw new InferenceError('NO_OUTPUT', `the model predicts the quantiles ${levels.join(', ')} and no single number`, {
      hint: 'add the quantile 0.5, or an output [N, 1]',
    })
  const point =
    choice.point === null
      ? columnAt(values, { width, column: median })
      : single({ ...given, tensors, choice: { kind: 'numbers', name: choice.point } })
  return { kind: 'regression', value: requireFinite(point, given), quantiles: { levels, values } }
}

/** The column of the positive class; a model that names no classes has that of `1` second, as scikit-learn orders them. */
function positiveColumn(classes: readonly string[] | null, positive: string | number | null): number {
  if (classes === null) return positive === 0 ? 0 : 1
  if (positive === null && classes.length === 2) return 1
  const column = classes.indexOf(String(positive))
  if (column >= 0) return column
  const said = positive === null ? 'no positive class is configured' : `the positive class is configured as "${positive}"`
  throw new InferenceError('POSITIVE_UNKNOWN', `${said}, the model's classes are ${classes.join(', ')}`, {
    hint: 'set `positive` to one of the classes',
  })
}

function tensorOf({ choice, tensors }: Answer): OutputTensor {
  const [name = ''] = namesOf(choice)
  const tensor = tensors.get(name)
  if (tensor) return tensor
  throw new InferenceError('NO_OUTPUT', `the model gave nothing for its output "${name}"`)
}

function matrix(given: Answer): { readonly values: Numbers; readonly width: number } {
  const tensor = tensorOf(given)
  const { rows } = given
  const values = numbersOf(tensor)
  const width = tensor.shape.slice(1).reduce((product, size) => product * size, 1)
  if (values === null || tensor.shape[0] !== rows || tensor.shape.length > 2) throw wrongShape(given, '[N, …]')
  return { values, width }
}

function decided(given: Answer): readonly string[] {
  const texts = textsOf(tensorOf(given))
  if (texts.length !== given.rows) throw wrongShape(given, '[N] or [N, 1]')
  return texts
}

function single(given: Answer): Numbers {
  const { values, width } = matrix(given)
  if (width !== 1) throw wrongShape(given, '[N] or [N, 1]')
  return values
}

function sideBySide(given: Answer, names: readonly string[]): { readonly values: Numbers; readonly width: number } {
  const heads = names.map((name) => single({ ...given, choice: { kind: 'numbers', name } }))
  const width = heads.length
  const values = new (heads.every((head) => head instanceof Float32Array) ? Float32Array : Float64Array)(given.rows * width)
  for (const [at, head] of heads.entries()) for (let row = 0; row < given.rows; row++) values[row * width + at] = head[row] as number
  return { values, width }
}

function columnAt(values: Numbers, { width, column }: { readonly width: number; readonly column: number }): Numbers {
  const rows = values.length / width
  const into = values instanceof Float32Array ? new Float32Array(rows) : new Float64Array(rows)
  for (let row = 0, from = column; row < rows; row++, from += width) into[row] = values[from] as number
  return into
}

function wrongShape(given: Answer, expected: string): InferenceError {
  const { name, type, shape } = tensorOf(given)
  return new InferenceError('UNSUPPORTED_SHAPE', `output "${name}" gave ${type}[${shape.join(', ')}] for ${given.rows} rows`, {
    hint: `it should be ${expected}, with one line for each row`,
  })
}

function unnamed(what: 'classes' | 'labels', { named, width }: { readonly named: number; readonly width: number }): InferenceError {
  return new InferenceError('LABELS_UNNAMED', `the model's output has ${width} columns, and the model names ${named} ${what}`, {
    hint: `add the metadata property ${what}, a JSON array in the order of the columns`,
  })
}
