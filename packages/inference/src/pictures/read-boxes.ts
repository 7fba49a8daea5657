import { InferenceError } from '../errors.ts'
import type { ModelValue } from '../model.ts'
import { numbersOf, type OutputTensor } from '../output-tensor.ts'
import { requireProbabilities } from '../score-range.ts'
import type { FoundBoxes } from './image-answers.ts'
import type { Picture } from './picture.ts'
import type { Placement } from './placement.ts'

/** Which outputs hold boxes. */
export type BoxOutputs =
  /** Corners [n, 4], the number of the class [n] and the score [n], each with a first dimension of 1 or without. */
  | { readonly kind: 'three'; readonly names: readonly [boxes: string, labels: string, scores: string] }
  /** Lines [n, 6] of corners, score and class; a line with a score of 0 is none. */
  | { readonly kind: 'lines'; readonly names: readonly [string] }

const floats = new Set(['float32', 'float64', 'float16'])

/**
 * The outputs that hold boxes: `boxes`, `labels` and `scores` by their names or, where there is one of each, by their types and shapes;
 * else one whose lines are 6 wide, or the one that is told.
 * @throws {InferenceError} `NO_OUTPUT` with a list of the outputs
 */
export function boxOutputs(outputs: readonly ModelValue[], told: string | null): BoxOutputs {
  const fitting = told === null ? outputs : outputs.filter(({ name }) => name === told)
  const lines = fitting.filter(({ type, shape }) => floats.has(type) && shape.at(-1) === 6 && (shape.length === 2 || shape.length === 3))
  const [one, ...others] = told === null ? lines : fitting
  if (told === null) {
    const three = threeOf(outputs)
    if (three) return three
  }
  if (one && others.length === 0) return { kind: 'lines', names: [one.name] }
  const listed = outputs.map(({ name, type, shape }) => `${name} ${type}[${shape.join(', ')}]`).join('; ')
  throw new InferenceError('NO_OUTPUT', `none of the model's outputs holds boxes: ${listed}`, {
    hint: 'export boxes [n, 4] (left, top, right, bottom), labels [n] and scores [n], or one output [1, n, 6] with non-maximum suppression',
  })
}

function threeOf(outputs: readonly ModelValue[]): BoxOutputs | null {
  const named = (name: string) => outputs.find((value) => value.name === name)
  const only = (fits: (value: ModelValue) => boolean) => {
    const [one, ...others] = outputs.filter(fits)
    return others.length === 0 ? one : undefined
  }
  const isFloat = ({ type }: ModelValue) => floats.has(type)
  const boxes = named('boxes') ?? only((value) => isFloat(value) && value.shape.length >= 2 && value.shape.at(-1) === 4)
  const labels = named('labels') ?? only((value) => /int/.test(value.type))
  const scores = named('scores') ?? only((value) => isFloat(value) && value !== boxes && value.shape.length <= 2)
  return boxes && labels && scores ? { kind: 'three', names: [boxes.name, labels.name, scores.name] } : null
}

export interface BoxPlace {
  readonly picture: Pick<Picture, 'width' | 'height'>
  readonly placement: Placement
  /** How many classes the model names; null: none. */
  readonly classes: number | null
  readonly row: number
}

/**
 * The boxes of one image in its own pixels, cut at its edges.
 * @throws {InferenceError} `UNSUPPORTED_SHAPE`, `SCORE_NOT_FINITE`, `SCORE_OUT_OF_RANGE`, `DETECTION_INVALID`, `LABELS_UNNAMED`, with the row
 */
export function boxesOf({ kind, names }: BoxOutputs, tensors: ReadonlyMap<string, OutputTensor>, place: BoxPlace): FoundBoxes {
  const parts = names.map((name) => ({ name, values: numbersIn(tensors, name) }))
  const [corners, labels, scores] = kind === 'three' ? threeParts(parts, place) : lineParts(parts[0]?.values ?? new Float64Array(), place)
  requireProbabilities(scores, { firstRow: place.row, width: scores.length })
  const found = { box: [] as number[], category: [] as number[], score: [] as number[] }
  for (let at = 0; at < scores.length; at++) {
    if (kind === 'lines' && scores[at] === 0) continue
    found.category.push(classIn(labels[at] as number, place))
    found.box.push(...boxIn(corners.subarray(4 * at, 4 * at + 4), { ...place, at }))
    found.score.push(scores[at] as number)
  }
  return found
}

type Parts = readonly [corners: Float64Array, labels: Float64Array, scores: Float64Array]

function threeParts(parts: readonly { readonly name: string; readonly values: Float64Array }[], { row }: BoxPlace): Parts {
  const [corners, labels, scores] = parts.map(({ values }) => values)
  const count = scores?.length ?? 0
  if (corners && labels && scores && corners.length === 4 * count && labels.length === count) return [corners, labels, scores]
  const lengths = parts.map(({ name, values }) => `${name} ${values.length}`).join(', ')
  throw new InferenceError('UNSUPPORTED_SHAPE', `the outputs for row ${row} do not belong together: ${lengths} numbers`, {
    hint: 'boxes are [n, 4], labels and scores [n]',
  })
}

function lineParts(lines: Float64Array, { row }: BoxPlace): Parts {
  const count = lines.length / 6
  if (!Number.isInteger(count))
    throw new InferenceError('UNSUPPORTED_SHAPE', `the output for row ${row} has ${lines.length} numbers, not 6 for each box`, {
      hint: 'export with non-maximum suppression: [1, n, 6] of left, top, right, bottom, score and class',
    })
  const column = (at: number) => Float64Array.from({ length: count }, (_, line) => lines[6 * line + at] as number)
  const corners = Float64Array.from({ length: 4 * count }, (_, at) => lines[6 * Math.floor(at / 4) + (at % 4)] as number)
  return [corners, column(5), column(4)]
}

function numbersIn(tensors: ReadonlyMap<string, OutputTensor>, name: string): Float64Array {
  const tensor = tensors.get(name)
  const numbers = tensor ? numbersOf(tensor) : null
  if (numbers) return Float64Array.from(numbers)
  throw new InferenceError('NO_OUTPUT', `the model gave no numbers for its output "${name}"`)
}

function classIn(label: number, { classes, row }: BoxPlace): number {
  if (Number.isInteger(label) && label >= 0 && label < (classes ?? 2 ** 31)) return label
  const known = classes === null ? 'a class is a whole number from 0 on' : `the model names ${classes} classes`
  throw new InferenceError('LABELS_UNNAMED', `the model answered the class ${label} for a box of row ${row}; ${known}`, {
    hint: 'add the metadata property classes, a JSON array of names in the order of their numbers (that of the background too, where there is one)',
  })
}

interface Corner extends BoxPlace {
  readonly at: number
}

function boxIn(corners: Float64Array, { picture, placement, row, at }: Corner): readonly [number, number, number, number] {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = corners
  if (![x1, y1, x2, y2].every(Number.isFinite) || x2 < x1 || y2 < y1)
    throw new InferenceError('DETECTION_INVALID', `the model answered the box [${[x1, y1, x2, y2].join(', ')}] for row ${row}, its box ${at}`, {
      hint: 'a box is left, top, right and bottom in pixels of the input, each a finite number',
    })
  const within = (value: number, size: number) => Math.min(size, Math.max(0, value))
  const [left, right] = [x1, x2].map((x) => within((x - placement.left) / placement.across, picture.width)) as [number, number]
  const [top, bottom] = [y1, y2].map((y) => within((y - placement.top) / placement.down, picture.height)) as [number, number]
  return [left, top, right - left, bottom - top]
}
