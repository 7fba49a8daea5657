import type { DetectionRows } from '@seaworthy/metrics'
import { PipelineError, type PipelineErrorCode } from '../errors.ts'
import type { Files } from '../ports.ts'
import { gatheredBy } from './gathered.ts'
import { PackedTexts } from './packed-texts.ts'
import type { Predictions } from './predictions.ts'

export interface NamedFile {
  /** Absolute. */
  readonly path: string
  /** As people know it. */
  readonly name: string
}

export interface DetectionsRequest {
  /** COCO results: a list of `{ image_id, category_id, bbox, score }`. */
  readonly detections: NamedFile
  /** COCO annotations: `{ images, annotations, categories }`. */
  readonly annotations: NamedFile
}

/**
 * Detections in COCO's format of results, with the truth of its annotations. The unit is the image; an image without detections is one.
 * @throws {PipelineError} `DATA_MISSING`, `LABEL_INVALID` for annotations, `PREDICTION_INVALID` and `SCORE_INVALID` for detections, with
 * the entry, from 0.
 */
export async function readDetections(files: Files, { detections, annotations }: DetectionsRequest): Promise<Predictions> {
  const truth = annotated(await parsed(files, annotations, 'LABEL_INVALID'), annotations.name)
  const found = await parsed(files, detections, 'PREDICTION_INVALID')
  const refuse: Refusal = (at, what, code = 'PREDICTION_INVALID') => {
    throw new PipelineError(code, `${detections.name} detection ${at}: ${what}`, {
      hint: 'each has image_id, category_id, bbox and score; the first is 0',
    })
  }
  if (!Array.isArray(found))
    throw new PipelineError('PREDICTION_INVALID', `${detections.name} is no list`, { hint: 'COCO results are a list of detections' })
  const placed = found.map((entry: unknown, at) => boxOf(entry, at, { ...truth, refuse }))
  const score = found.map((entry: unknown, at) => {
    const value = (entry as Entry).score
    return typeof value === 'number' && Number.isFinite(value) ? value : refuse(at, `the score is ${shown(value)}`, 'SCORE_INVALID')
  })
  const { order, ...prediction } = byImage(placed, truth.images.size)
  const rows: DetectionRows = {
    kind: 'detection',
    classes: truth.names,
    truth: truth.boxes,
    prediction: { ...prediction, score: Float64Array.from(order, (at) => score[at] as number) },
    weight: null,
  }
  const ids = new PackedTexts(truth.images.size)
  for (const id of truth.images.keys()) ids.append(id)
  return { file: detections.name, rows, ids, units: { cluster: null, ordered: false, of: null }, slices: [] }
}

interface Entry {
  readonly [key: string]: unknown
}
type Refusal = (at: number, what: string, code?: PipelineErrorCode) => never

interface Truth {
  /** Place of each image, by its id as a text. */
  readonly images: ReadonlyMap<string, number>
  readonly categories: ReadonlyMap<string, number>
  readonly names: readonly string[]
}

async function parsed(files: Files, { path, name }: NamedFile, code: PipelineErrorCode): Promise<unknown> {
  const bytes = await files.read(path)
  if (bytes === null) throw new PipelineError('DATA_MISSING', `there is no file ${name}`)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new PipelineError(code, `${name} is not JSON`, { hint: 'detections and annotations are JSON files in the format of COCO', cause })
  }
}

function annotated(document: unknown, name: string): Truth & { readonly boxes: DetectionRows['truth'] } {
  const refuse: Refusal = (at, what, code = 'LABEL_INVALID') => {
    throw new PipelineError(code, `${name} annotation ${at}: ${what}`, { hint: 'each has image_id, category_id and bbox; the first is 0' })
  }
  const { images, annotations, categories } = typeof document === 'object' && document !== null ? (document as Entry) : {}
  if (!Array.isArray(images) || !Array.isArray(annotations) || !Array.isArray(categories))
    throw new PipelineError('LABEL_INVALID', `${name} is no file of annotations`, {
      hint: 'it has lists of images, annotations and categories, as COCO has',
    })
  const truth = { images: placesOf(images, { name, what: 'image' }), categories: placesOf(categories, { name, what: 'category' }) }
  const placed = annotations.map((entry: unknown, at) => boxOf(entry, at, { ...truth, refuse }))
  const { order, ...boxes } = byImage(placed, truth.images.size)
  const entries = Array.from(order, (at) => annotations[at] as Entry)
  return {
    ...truth,
    names: (categories as Entry[]).map((category) => String(category.name ?? category.id)),
    boxes: {
      ...boxes,
      crowd: Uint8Array.from(entries, ({ iscrowd }) => (iscrowd === 1 || iscrowd === true ? 1 : 0)),
      area: Float64Array.from(entries, ({ area }, at) =>
        typeof area === 'number' ? area : (boxes.box[4 * at + 2] as number) * (boxes.box[4 * at + 3] as number),
      ),
    },
  }
}

function placesOf(entries: readonly unknown[], { name, what }: { readonly name: string; readonly what: string }): ReadonlyMap<string, number> {
  const places = new Map<string, number>()
  for (const [place, entry] of entries.entries()) {
    const id = typeof entry === 'object' && entry !== null ? (entry as Entry).id : undefined
    if (id === undefined || id === null) throw new PipelineError('ID_INVALID', `${name} ${what} ${place} has no id`)
    if (places.has(String(id))) throw new PipelineError('ID_INVALID', `${name} ${what} ${place}: the id ${shown(id)} repeats`)
    places.set(String(id), place)
  }
  return places
}

interface PlacedBox {
  readonly image: number
  readonly category: number
  readonly box: readonly number[]
}

function boxOf(entry: unknown, at: number, { images, categories, refuse }: Omit<Truth, 'names'> & { readonly refuse: Refusal }): PlacedBox {
  if (typeof entry !== 'object' || entry === null) return refuse(at, 'it is no object')
  const { image_id, category_id, bbox } = entry as Entry
  const image = images.get(String(image_id))
  const category = categories.get(String(category_id))
  if (image === undefined) return refuse(at, `the image ${shown(image_id)} is not annotated`, 'ID_INVALID')
  if (category === undefined) return refuse(at, `the category ${shown(category_id)} is unknown`)
  const isBox = Array.isArray(bbox) && bbox.length === 4 && bbox.every((value) => typeof value === 'number' && Number.isFinite(value))
  if (!isBox || bbox[2] < 0 || bbox[3] < 0) return refuse(at, `the box is ${shown(bbox)}, not left, top, width and height`)
  return { image, category, box: bbox as readonly number[] }
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value).slice(0, 100)
}

/** Boxes brought together by image, in the order of the file within each. */
function byImage(
  placed: readonly PlacedBox[],
  images: number,
): Pick<DetectionRows['truth'], 'starts' | 'category' | 'box'> & { readonly order: Uint32Array } {
  const { starts, order } = gatheredBy(
    placed.map(({ image }) => image),
    images,
  )
  const inOrder = Array.from(order, (at) => placed[at] as PlacedBox)
  return { starts, order, category: Int32Array.from(inOrder, ({ category }) => category), box: Float64Array.from(inOrder.flatMap(({ box }) => box)) }
}
