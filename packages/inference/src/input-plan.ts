import type { InferenceSession } from 'onnxruntime-node'
import { InferenceError } from './errors.ts'
import { type InputType, inputTypes } from './input-values.ts'

/** One input of a model, and the columns of data that lie side by side in it. */
export interface PlannedInput {
  readonly name: string
  readonly type: InputType
  /** One column for an input [N] or [N, 1]. */
  readonly columns: readonly string[]
  /** 1 for [N], 2 for [N, F]. */
  readonly rank: 1 | 2
}

export interface InputPlan {
  readonly inputs: readonly PlannedInput[]
  /** The number of rows that every run must have, where the model fixes it; null: any. */
  readonly batchRows: number | null
}

interface Input {
  readonly name: string
  readonly type: InputType
  readonly shape: readonly (number | string)[]
}

/**
 * Reads off the signature how data are fed: an input of shape [N, 1] or [N] takes the column of its name; an input [N, F] takes
 * the columns that the metadata property `feature_names` lists: a JSON array of strings, or, where several inputs are that wide, an
 * object with such an array for each input's name. N may be fixed, the same in all inputs.
 * @throws {InferenceError} `UNSUPPORTED_TYPE`, `UNSUPPORTED_SHAPE`, `FEATURES_UNNAMED`
 */
export function planInputs(signature: readonly InferenceSession.ValueMetadata[], metadata: ReadonlyMap<string, string>): InputPlan {
  const inputs = signature.map(requireInput)
  const wide = inputs.filter((input) => !isColumn(input))
  const names = featureNames(metadata)
  return {
    inputs: inputs.map((input) => ({
      name: input.name,
      type: input.type,
      columns: isColumn(input) ? [input.name] : columnsOf(input, names, wide.length === 1),
      rank: input.shape.length === 1 ? 1 : 2,
    })),
    batchRows: fixedRows(inputs),
  }
}

/** The names of the data columns that the plan reads, in its order, each once. */
export function plannedColumns({ inputs }: InputPlan): readonly string[] {
  return [...new Set(inputs.flatMap(({ columns }) => columns))]
}

function requireInput(value: InferenceSession.ValueMetadata): Input {
  const type = value.isTensor ? inputTypes.find((supported) => supported === value.type) : undefined
  if (!value.isTensor || type === undefined) {
    const actual = value.isTensor ? value.type : 'no tensor'
    throw new InferenceError('UNSUPPORTED_TYPE', `input "${value.name}" is ${actual}`, { hint: `inputs can be ${inputTypes.join(', ')}` })
  }
  const input = { name: value.name, type, shape: value.shape }
  if (value.shape.length < 1 || value.shape.length > 2 || value.shape.includes(0)) throw unsupportedShape(input)
  return input
}

function isColumn({ shape }: Input): boolean {
  return shape.length === 1 || shape[1] === 1
}

/** More rows in every run are no batch: memory for them would be claimed at once. */
const mostBatchRows = 1_000_000

function fixedRows(inputs: readonly Input[]): number | null {
  const [first, ...others] = new Map(inputs.flatMap((input) => (typeof input.shape[0] === 'number' ? [[input.shape[0], input] as const] : [])))
  const [other] = others
  if (other) throw unsupportedShape(other[1])
  if (first && first[0] > mostBatchRows) throw unsupportedShape(first[1])
  return first?.[0] ?? null
}

type FeatureNames = ReadonlyMap<string, readonly string[]> | readonly string[] | null

function columnsOf(input: Input, names: FeatureNames, alone: boolean): readonly string[] {
  const list = names === null ? null : isList(names) ? (alone ? names : null) : (names.get(input.name) ?? null)
  const width = input.shape[1]
  if (list !== null && (typeof width === 'string' || width === list.length)) return list
  const found = list === null ? 'does not list the columns' : `lists ${list.length} columns`
  throw new InferenceError(
    'FEATURES_UNNAMED',
    `input "${input.name}" ${shapeText(input)} takes many columns, and the model's "feature_names" ${found}`,
    {
      hint: alone
        ? 'export one named input per column, or add the metadata property feature_names, a JSON array in the order of the columns'
        : 'add the metadata property feature_names, a JSON object: for each wide input an array in the order of its columns',
    },
  )
}

function featureNames(metadata: ReadonlyMap<string, string>): FeatureNames {
  const parsed = parsedJson(metadata.get('feature_names') ?? 'null')
  if (isNames(parsed)) return parsed
  if (typeof parsed !== 'object' || parsed === null) return null
  return new Map(Object.entries(parsed).flatMap(([input, list]: [string, unknown]) => (isNames(list) ? [[input, list] as const] : [])))
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string')
}

function isList(names: NonNullable<FeatureNames>): names is readonly string[] {
  return Array.isArray(names)
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function unsupportedShape(input: Input): InferenceError {
  return new InferenceError('UNSUPPORTED_SHAPE', `input "${input.name}" has the shape ${shapeText(input)}`, {
    hint: 'inputs are [N, 1] or [N], one per column, or [N, F], with the same N in all; other models predict by a command: evaluate.predict',
  })
}

function shapeText({ shape }: Input): string {
  return `[${shape.map((size) => (size === '' ? '?' : size)).join(', ')}]`
}
