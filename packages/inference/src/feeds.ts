import type { Tensor } from 'onnxruntime-node'
import type { Batch, BatchColumn } from './batch.ts'
import { InferenceError } from './errors.ts'
import type { InputPlan, PlannedInput } from './input-plan.ts'
import { emptyValues, type InputType, type InputValues, writeColumn } from './input-values.ts'
import { nearestName } from './nearest-name.ts'
import type { Picture } from './pictures/picture.ts'
import type { PicturePlan } from './pictures/picture-plan.ts'
import { writePicture } from './pictures/picture-values.ts'
import { type Placement, placementOf } from './pictures/placement.ts'

type Native = typeof import('onnxruntime-node')

/** ONNX Runtime, native or on WebAssembly, passed in by whoever loaded it. */
export type OrtModule = Pick<Native, 'InferenceSession' | 'Tensor' | 'env'> & Partial<Pick<Native, 'listSupportedBackends'>>

export interface FeedOptions {
  readonly batch: Batch
  readonly firstRow: number
}

/**
 * The tensors of one batch, by input name.
 * @throws {InferenceError} `INPUT_MISSING`, `INPUT_TYPE`, `INPUT_VALUE`
 */
export function makeFeeds(ort: OrtModule, { inputs }: InputPlan, options: FeedOptions): Record<string, Tensor> {
  return Object.fromEntries(inputs.map((input) => [input.name, inputTensor(ort, input, options)]))
}

function pictureTensor(
  ort: OrtModule,
  { type, columns, picture: plan }: PlannedInput & { readonly picture: PicturePlan },
  options: FeedOptions,
): Tensor {
  const [column = ''] = columns
  const pictures = picturesOf(options.batch, column)
  const placements = pictures.map((picture, at) => placementOf(picture, plan, { column, row: options.firstRow + at }))
  const [{ width, height } = { width: 1, height: 1 }] = placements
  const other = placements.findIndex((placement) => placement.width !== width || placement.height !== height)
  if (other >= 0)
    throw new InferenceError(
      'INPUT_VALUE',
      `the image in column "${column}" row ${options.firstRow + other} has another size than those of its batch`,
      {
        hint: 'export a batch of 1, or let the metadata property image say a size',
      },
    )
  const size = width * height * plan.channels
  const values = type === 'uint8' ? new Uint8Array(size * pictures.length) : new Float32Array(size * pictures.length)
  for (const [at, picture] of pictures.entries()) writePicture(values, { picture, plan, placement: placements[at] as Placement }, at * size)
  const dims = plan.layout === 'chw' ? [plan.channels, height, width] : [height, width, plan.channels]
  return tensorOf(ort, type, { values, dims: plan.isBatched ? [pictures.length, ...dims] : dims })
}

function picturesOf(batch: Batch, column: string): readonly Picture[] {
  columnOf(batch, column)
  const pictures = batch.pictures?.get(column)
  if (pictures || batch.rows === 0) return pictures ?? []
  throw new InferenceError('INPUT_TYPE', `the model takes images, and those that the column "${column}" names were not opened`, {
    hint: 'declare where they are: data.NAME.images',
  })
}

function inputTensor(ort: OrtModule, input: PlannedInput, options: FeedOptions): Tensor {
  const { type, columns, rank, picture } = input
  if (picture !== null) return pictureTensor(ort, { ...input, picture }, options)
  const { batch, firstRow } = options
  const width = columns.length
  const values = emptyValues(type, batch.rows * width)
  for (const [at, column] of columns.entries()) writeColumn(values, type, columnOf(batch, column), { column, firstRow, at, width })
  return tensorOf(ort, type, { values, dims: rank === 1 ? [batch.rows] : [batch.rows, width] })
}

function columnOf(batch: Batch, name: string): BatchColumn {
  const column = batch.values.get(name)
  if (column !== undefined) return column
  const names = [...batch.values.keys()]
  const nearest = nearestName(name, names)
  throw new InferenceError('INPUT_MISSING', `the model needs a column "${name}", which the data lack`, {
    hint: nearest === null ? `the columns are: ${names.join(', ')}` : `the nearest column is "${nearest}"`,
  })
}

interface Elements {
  readonly values: InputValues
  readonly dims: readonly number[]
}

function tensorOf(ort: OrtModule, type: InputType, { values, dims }: Elements): Tensor {
  if (type !== 'float16') return new ort.Tensor(type as 'float32', values as Float32Array, dims)
  // ONNX Runtime 1.30 turns these bits into a Float16Array where JavaScript has one, which its native part then takes for empty.
  const tensor = new ort.Tensor('uint16', values as Uint16Array, dims)
  Reflect.set(tensor, 'type', 'float16')
  return tensor
}
