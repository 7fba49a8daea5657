import { InferenceError } from '../errors.ts'
import type { ModelValue } from '../model.ts'
import { numbersOf, type OutputTensor } from '../output-tensor.ts'
import { classRuns } from './class-runs.ts'
import type { FoundMap } from './image-answers.ts'
import type { Picture } from './picture.ts'
import type { Placement } from './placement.ts'

const floats = new Set(['float32', 'float64', 'float16'])
/** What one byte for each pixel can tell apart. */
const mostClasses = 256

/**
 * The output that gives each pixel a class: floats [N, classes, H, W], of which the largest counts, or whole numbers [N, H, W].
 * @throws {InferenceError} `NO_OUTPUT`, `OUTPUT_AMBIGUOUS`, with a list of the outputs
 */
export function mapOutput(outputs: readonly ModelValue[], told: string | null): string {
  const fitting = told === null ? outputs.filter(isOfPixels) : outputs.filter(({ name }) => name === told)
  const [one, ...others] = fitting
  if (one && others.length === 0) return one.name
  const listed = outputs.map(({ name, type, shape }) => `${name} ${type}[${shape.join(', ')}]`).join('; ')
  if (one)
    throw new InferenceError('OUTPUT_AMBIGUOUS', `several outputs of the model could be the answer: ${listed}`, {
      hint: 'name one of them as evaluate.output, or leave only it in the export',
    })
  throw new InferenceError('NO_OUTPUT', `none of the model's outputs gives pixels a class: ${listed}`, {
    hint: 'export a float tensor [N, classes, H, W], of which the largest class counts, or whole numbers [N, H, W]',
  })
}

function isOfPixels({ type, shape }: ModelValue): boolean {
  if (floats.has(type)) return shape.length === 4 && shape[1] !== 1
  return /int/.test(type) && (shape.length === 3 || (shape.length === 4 && shape[1] === 1))
}

export interface MapPlace {
  readonly picture: Pick<Picture, 'width' | 'height'>
  readonly placement: Placement
  readonly classes: number | null
  readonly row: number
}

/**
 * The class of each pixel of the image: that of the nearest place of the output, which covers the whole input in whatever size. Of equal
 * values the first class counts.
 * @throws {InferenceError} `UNSUPPORTED_SHAPE`, `LABELS_UNNAMED`, `SCORE_NOT_FINITE`, with the row
 */
export function classMapOf(tensor: OutputTensor, place: MapPlace): FoundMap {
  const answered = floats.has(tensor.type) ? largest(tensor, place) : numbered(tensor, place)
  const { picture, placement } = place
  const { width, height } = picture
  const classes = new Uint8Array(width * height)
  const columns = nearest(width, { shown: placement.shownWidth, from: placement.left, size: placement.width, of: answered.width })
  const lines = nearest(height, { shown: placement.shownHeight, from: placement.top, size: placement.height, of: answered.height })
  for (let y = 0; y < height; y++) {
    const line = (lines[y] as number) * answered.width
    for (let x = 0; x < width; x++) classes[y * width + x] = answered.classes[line + (columns[x] as number)] as number
  }
  return { width, height, runs: classRuns(classes) }
}

interface Side {
  /** Of the image within the input. */
  readonly shown: number
  readonly from: number
  /** Of the input, and of the output. */
  readonly size: number
  readonly of: number
}

// Products come first, so that what lies on an edge lies there.
function nearest(pixels: number, { shown, from, size, of }: Side): Uint32Array {
  return Uint32Array.from({ length: pixels }, (_, at) =>
    Math.min(of - 1, Math.max(0, Math.floor((((at + 0.5) * shown + from * pixels) * of) / (size * pixels)))),
  )
}

interface Answered {
  readonly width: number
  readonly height: number
  readonly classes: Uint8Array
}

function largest(tensor: OutputTensor, { classes: named, row }: MapPlace): Answered {
  const values = numbersOf(tensor)
  const [classes = 0, height = 0, width = 0] = tensor.shape.slice(-3)
  if (values === null || tensor.shape.length < 3 || classes < 2 || classes > mostClasses || values.length !== classes * height * width)
    throw wrongShape(tensor, row)
  requireNamed(classes, named)
  const pixels = width * height
  const best = new Uint8Array(pixels)
  const most = values.slice(0, pixels)
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number
    if (!Number.isFinite(value))
      throw new InferenceError('SCORE_NOT_FINITE', `the model answered ${value} for a pixel of row ${row}`, {
        hint: 'extreme values of the image, or of the model, are the usual cause',
      })
    const pixel = at % pixels
    if (value <= (most[pixel] as number)) continue
    most[pixel] = value
    best[pixel] = Math.floor(at / pixels)
  }
  return { width, height, classes: best }
}

function numbered(tensor: OutputTensor, { classes: named, row }: MapPlace): Answered {
  const values = numbersOf(tensor)
  const [height = 0, width = 0] = tensor.shape.slice(-2)
  if (values === null || values.length !== height * width) throw wrongShape(tensor, row)
  const strange = values.find((value) => !(value >= 0 && value < (named ?? mostClasses)))
  if (strange !== undefined) requireNamed(strange + 1, named)
  return { width, height, classes: Uint8Array.from(values) }
}

function requireNamed(classes: number, named: number | null): void {
  if (named === null ? classes <= mostClasses && classes > 0 : named === classes) return
  throw new InferenceError('LABELS_UNNAMED', `the model's output has ${classes} classes, and the model names ${named ?? 'none, of at most 256'}`, {
    hint: 'add the metadata property classes, a JSON array in the order of their numbers',
  })
}

function wrongShape({ name, type, shape }: OutputTensor, row: number): InferenceError {
  return new InferenceError('UNSUPPORTED_SHAPE', `output "${name}" gave ${type}[${shape.join(', ')}] for row ${row}`, {
    hint: 'it should be floats [1, classes, H, W] with 2 to 256 classes, or whole numbers [1, H, W]',
  })
}
