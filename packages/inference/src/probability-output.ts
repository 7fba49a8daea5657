import type { InferenceSession, Tensor } from 'onnxruntime-node'
import { InferenceError } from './errors.ts'

/** Where P(positive) is read: one column of a matrix of probabilities, or an output that is nothing else. */
export type ProbabilityOutput =
  | { readonly kind: 'column'; readonly name: string; readonly column: number; readonly columns: number }
  | { readonly kind: 'single'; readonly name: string }

export interface OutputChoice {
  readonly signature: readonly InferenceSession.ValueMetadata[]
  /** The classes in the order of the columns, where the model says them. */
  readonly classes: readonly string[] | null
  readonly positive: string | number | null
}

/**
 * The output that holds probabilities: a float tensor [N, classes], else a float tensor [N] or [N, 1] that is P(positive)
 * itself. The column is that of `positive` among the model's classes; a model that names no classes, or a `positive` of
 * null, means the second column of two, as scikit-learn orders them.
 * @throws {InferenceError} `NO_PROBABILITY_OUTPUT`, `POSITIVE_UNKNOWN`
 */
export function chooseOutput({ signature, classes, positive }: OutputChoice): ProbabilityOutput {
  const floats = signature.filter((value) => value.isTensor).filter(({ type }) => type === 'float32' || type === 'float64')
  const columns = classes?.length ?? 2
  const matrix = singleOf(floats.filter(({ shape }) => shape.length === 2 && (shape[1] === columns || typeof shape[1] === 'string')))
  if (matrix !== null) return { kind: 'column', name: matrix.name, column: positiveColumn(classes, positive), columns }
  const single = singleOf(floats.filter(({ shape }) => shape.length === 1 || (shape.length === 2 && shape[1] === 1)))
  if (single !== null) return { kind: 'single', name: single.name }
  throw noProbabilities(signature, columns)
}

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

/** One value for each row of a run: P(positive), as the model gave it. */
export function readScores(output: ProbabilityOutput, tensor: Tensor | undefined, rows: number): Float64Array {
  const width = output.kind === 'column' ? output.columns : 1
  const data = tensor?.data
  if (!(data instanceof Float32Array || data instanceof Float64Array) || data.length !== rows * width) {
    const shape = tensor === undefined ? 'nothing' : `[${tensor.dims.join(', ')}]`
    throw new InferenceError('NO_PROBABILITY_OUTPUT', `output "${output.name}" gave ${shape} for ${rows} rows`, {
      hint: `it should be [N, ${width}]`,
    })
  }
  const column = output.kind === 'column' ? output.column : 0
  return Float64Array.from({ length: rows }, (_, row) => data[row * width + column] ?? Number.NaN)
}

function singleOf<Item>(items: readonly Item[]): Item | null {
  return items.length === 1 ? (items[0] ?? null) : null
}

function noProbabilities(signature: readonly InferenceSession.ValueMetadata[], columns: number): InferenceError {
  const outputs = signature.map((value) => `${value.name} ${value.isTensor ? `${value.type}[${value.shape.join(', ')}]` : '(no tensor)'}`)
  return new InferenceError('NO_PROBABILITY_OUTPUT', `none or several of the model's outputs hold probabilities: ${outputs.join('; ')}`, {
    hint: `exactly one output must be a float tensor [N, ${columns}], or [N, 1] with the probability of the positive class`,
  })
}
