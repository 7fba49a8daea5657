import type { Batch } from '../batch.ts'
import { InferenceError } from '../errors.ts'
import type { ModelValue } from '../model.ts'
import type { OutputTensor } from '../output-tensor.ts'
import type { Prediction, PredictOptions } from '../prediction.ts'
import { type Runnable, runOnce, stretchOf } from '../run-session.ts'
import { joinedBoxes, joinedMaps } from './image-answers.ts'
import type { Picture } from './picture.ts'
import { type Placement, placementOf } from './placement.ts'
import { boxesOf, boxOutputs } from './read-boxes.ts'
import { classMapOf, mapOutput } from './read-class-map.ts'

export interface Seeing {
  readonly runnable: Runnable
  readonly outputs: readonly ModelValue[]
  readonly classes: readonly string[] | null
}

type SeenKind = 'detection' | 'segmentation'

/**
 * What a model finds in the images of a batch, one run for each: a model that takes several at once gets the same one in all places.
 * @throws {InferenceError} `UNSUPPORTED_SHAPE` of a model that takes no images; those of feeds, `boxesOf` and `classMapOf`
 */
export async function seeRows(seeing: Seeing, batch: Batch, options: PredictOptions & { readonly kind: SeenKind }): Promise<Prediction> {
  const { outputs, classes } = seeing
  const { kind, output = null } = options
  const count = classes?.length ?? null
  if (kind === 'detection') {
    const chosen = boxOutputs(outputs, output)
    const seen = await eachImage(seeing, batch, { names: chosen.names, options })
    return joinedBoxes(
      seen.map(({ tensors, ...place }) => boxesOf(chosen, tensors, { ...place, classes: count })),
      classes,
    )
  }
  const name = mapOutput(outputs, output)
  const seen = await eachImage(seeing, batch, { names: [name], options })
  return joinedMaps(
    seen.map(({ tensors, ...place }) => classMapOf(requireTensor(tensors, name), { ...place, classes: count })),
    classes,
  )
}

interface Seen {
  readonly tensors: ReadonlyMap<string, OutputTensor>
  readonly picture: Picture
  readonly placement: Placement
  readonly row: number
}

interface Asked {
  readonly names: readonly string[]
  readonly options: PredictOptions
}

async function eachImage({ runnable }: Seeing, batch: Batch, { names, options: { firstRow = 0 } }: Asked): Promise<readonly Seen[]> {
  const input = runnable.plan.inputs.find(({ picture }) => picture !== null)
  const [column = ''] = input?.columns ?? []
  if (!input?.picture)
    throw new InferenceError('UNSUPPORTED_SHAPE', 'the model takes no images', {
      hint: 'an input of images is [N, 3, H, W], and the metadata property image says how it is filled',
    })
  const seen: Seen[] = []
  for (let at = 0; at < batch.rows; at++) {
    const row = firstRow + at
    const rows = runnable.plan.batchRows ?? 1
    const one = stretchOf(runnable, batch, { start: at, rows: 1, length: rows })
    const tensors = await runOnce(runnable, one, { names, firstRow: row })
    const picture = one.pictures?.get(column)?.[0]
    if (!picture) throw new InferenceError('INPUT_MISSING', `row ${row} has no image in column "${column}"`)
    const first = tensors.map((tensor) => [tensor.name, rows === 1 ? tensor : ofFirst(tensor, rows)] as const)
    seen.push({ tensors: new Map(first), picture, placement: placementOf(picture, input.picture, { column, row }), row })
  }
  return seen
}

function ofFirst(tensor: OutputTensor, rows: number): OutputTensor {
  return tensor.shape[0] === rows
    ? { ...tensor, shape: [1, ...tensor.shape.slice(1)], data: tensor.data.slice(0, tensor.data.length / rows) }
    : tensor
}

function requireTensor(tensors: ReadonlyMap<string, OutputTensor>, name: string): OutputTensor {
  const tensor = tensors.get(name)
  if (tensor) return tensor
  throw new InferenceError('NO_OUTPUT', `the model gave nothing for its output "${name}"`)
}
