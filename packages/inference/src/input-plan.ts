import type { InferenceSession } from 'onnxruntime-node'
import { InferenceError } from './errors.ts'
import { type InputType, inputTypes } from './input-values.ts'
import { isOfPictures, type PicturePlan, planPicture } from './pictures/picture-plan.ts'

/** One input of a model, and the columns of data that lie side by side in it. */
export interface PlannedInput {
  readonly name: string
  readonly type: InputType
  /** One column for an input [N] or [N, 1]. */
  readonly columns: readonly string[]
  /** 1 for [N], 2 for [N, F], more for images. */
  readonly rank: number
  /** How images are fed, of which the one column has the names; null for numbers and texts. */
  readonly picture: PicturePlan | null
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
 * object with such an array for each input's name. N may be fixed, the same in all inputs. An input of images, [N, 3, H, W] or
 * [3, H, W], takes those that a column names, as the property `image` says; then each run is of as few images as it may be.
 * @throws {InferenceError} `UNSUPPORTED_TYPE`, `UNSUPPORTED_SHAPE`, `FEATURES_UNNAMED`, `IMAGE_UNDECLARED`
 */
export function planInputs(signature: readonly InferenceSession.ValueMetadata[], metadata: ReadonlyMap<string, string>): InputPlan {
  const property = metadata.get('image')
  const inputs = signature.map((value) => requireInput(value, property !== undefined))
  const wide = inputs.filter((input) => !isColumn(input) && !isOfPictures(input))
  const names = featureNames(metadata)
  const planned = inputs.map((input): PlannedInput => {
    const { name, type, shape } = input
    if (isOfPictures(input) && property !== undefined) return { ...pictureInput(input, property), name, type, rank: shape.length }
    const columns = isColumn(input) ? [name] : columnsOf(input, names, wide.length === 1)
    return { name, type, columns, rank: shape.length, picture: null }
  })
  const isOfImages = planned.some(({ picture }) => picture !== null)
  return { inputs: planned, batchRows: fixedRows(inputs.filter(({ shape }) => shape.length !== 3)) ?? (isOfImages ? 1 : null) }
}

function pictureInput({ name, type, shape }: Input, property: string): Pick<PlannedInput, 'columns' | 'picture'> {
  if (type !== 'float32' && type !== 'uint8')
    throw new InferenceError('UNSUPPORTED_TYPE', `input "${name}" takes images as ${type}`, { hint: 'inputs of images can be float32 and uint8' })
  const { column, picture } = planPicture({ name, type, shape }, property)
  return { columns: [column], picture }
}

/** The columns that name images. */
export function pictureColumns({ inputs }: InputPlan): readonly string[] {
  return [...new Set(inputs.flatMap(({ picture, columns }) => (picture === null ? [] : columns)))]
}

/** The names of the data columns that the plan reads, in its order, each once. */
export function plannedColumns({ inputs }: InputPlan): readonly string[] {
  return [...new Set(inputs.flatMap(({ columns }) => columns))]
}

function requireInput(value: InferenceSession.ValueMetadata, isOfImages: boolean): Input {
  const type = value.isTensor ? inputTypes.find((supported) => supported === value.type) : undefined
  if (!value.isTensor || type === undefined) {
    const actual = value.isTensor ? value.type : 'no tensor'
    throw new InferenceError('UNSUPPORTED_TYPE', `input "${value.name}" is ${actual}`, { hint: `inputs can be ${inputTypes.join(', ')}` })
  }
  const input = { name: value.name, type, shape: value.shape }
  const isTable = value.shape.length === 1 || value.shape.length === 2
  if (!(isTable || (isOfImages && isOfPictures(input))) || value.shape.includes(0)) throw unsupportedShape(input)
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
    hint: 'inputs are [N, 1] or [N], one per column, or [N, F], with the same N in all; images need the metadata property image; other models predict by a command: evaluate.predict',
  })
}

function shapeText({ shape }: Input): string {
  return `[${shape.map((size) => (size === '' ? '?' : size)).join(', ')}]`
}
