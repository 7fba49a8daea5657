import type { InferenceSession } from 'onnxruntime-node'
import { InferenceError } from './errors.ts'

/** The element types that a column of data can become. */
const supportedTypes = ['float32', 'float64', 'int64', 'int32', 'string', 'bool'] as const
export type InputType = (typeof supportedTypes)[number]

export interface ModelInput {
  readonly name: string
  readonly type: InputType
  readonly shape: readonly (number | string)[]
}

/** How columns become inputs: one column each, or all of them side by side in one matrix. */
export type InputPlan =
  | { readonly kind: 'columns'; readonly inputs: readonly ModelInput[] }
  | { readonly kind: 'matrix'; readonly input: ModelInput; readonly features: readonly string[] }

/**
 * Reads off the signature how data are fed: inputs of shape [N, 1] or [N] take the column of their name; a single input
 * [N, F] takes the columns that the metadata property `feature_names` lists, a JSON array of strings.
 * @throws {InferenceError} `UNSUPPORTED_TYPE`, `UNSUPPORTED_SHAPE`, `FEATURES_UNNAMED`
 */
export function planInputs(signature: readonly InferenceSession.ValueMetadata[], metadata: ReadonlyMap<string, string>): InputPlan {
  const inputs = signature.map(modelInput)
  const [only, ...others] = inputs
  if (only !== undefined && others.length === 0 && !isColumn(only)) return planMatrix(only, metadata)
  const wide = inputs.find((input) => !isColumn(input))
  if (wide !== undefined) throw unsupportedShape(wide)
  return { kind: 'columns', inputs }
}

/** The names of the data columns that the plan reads, in its order. */
export function plannedColumns(plan: InputPlan): readonly string[] {
  return plan.kind === 'matrix' ? plan.features : plan.inputs.map((input) => input.name)
}

function planMatrix(input: ModelInput, metadata: ReadonlyMap<string, string>): InputPlan {
  if (input.type === 'float32' || input.type === 'float64') return { kind: 'matrix', input, features: featureNames(input, metadata) }
  throw new InferenceError('UNSUPPORTED_TYPE', `input "${input.name}" is a matrix of ${input.type}`, {
    hint: 'a matrix holds float32 or float64; give other types one input per column',
  })
}

function modelInput(value: InferenceSession.ValueMetadata): ModelInput {
  const type = value.isTensor ? supportedTypes.find((supported) => supported === value.type) : undefined
  if (!value.isTensor || type === undefined) {
    const actual = value.isTensor ? value.type : 'no tensor'
    throw new InferenceError('UNSUPPORTED_TYPE', `input "${value.name}" is ${actual}`, { hint: `inputs can be ${supportedTypes.join(', ')}` })
  }
  const input = { name: value.name, type, shape: value.shape }
  if (value.shape.length < 1 || value.shape.length > 2 || typeof value.shape[0] === 'number') throw unsupportedShape(input)
  return input
}

function isColumn({ shape }: ModelInput): boolean {
  return shape.length === 1 || shape[1] === 1
}

function featureNames(input: ModelInput, metadata: ReadonlyMap<string, string>): readonly string[] {
  const features = parseNames(metadata.get('feature_names'))
  const width = input.shape[1]
  if (features !== null && (typeof width === 'string' || width === features.length)) return features
  const found = features === null ? 'does not list the columns' : `lists ${features.length} columns`
  throw new InferenceError(
    'FEATURES_UNNAMED',
    `input "${input.name}" ${shapeText(input)} takes many columns, and the model's "feature_names" ${found}`,
    {
      hint: 'export one named input per column, or add the metadata property feature_names, a JSON array in the order of the columns',
    },
  )
}

function parseNames(text: string | undefined): readonly string[] | null {
  try {
    const parsed: unknown = JSON.parse(text ?? 'null')
    return Array.isArray(parsed) && parsed.length > 0 && parsed.every((name) => typeof name === 'string') ? parsed : null
  } catch {
    return null
  }
}

function unsupportedShape(input: ModelInput): InferenceError {
  return new InferenceError('UNSUPPORTED_SHAPE', `input "${input.name}" has the shape ${shapeText(input)}`, {
    hint: 'inputs are [N, 1] or [N], one per column, or a single [N, F], with N left open',
  })
}

function shapeText({ shape }: ModelInput): string {
  return `[${shape.map((size) => (size === '' ? '?' : size)).join(', ')}]`
}
