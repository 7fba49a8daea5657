/** A box as a cell of a table has it. */
export interface CellBox {
  /** Left, top, width, height, in pixels. */
  readonly box: readonly [number, number, number, number]
  /** The name of the class, or its number. */
  readonly category: string | number
  /** Null where it has none. */
  readonly score: number | null
  readonly area: number | null
  readonly isCrowd: boolean
}

type Fields = Readonly<Record<string, unknown>>

/**
 * The boxes of one image, in JSON: a list of objects with `bbox` (left, top, width, height, as COCO has it) and `category` (also
 * `category_id`, `label` or `class`), or one object of as long lists of these; beside them `score`, `area` and `iscrowd`. A text says
 * what is wrong.
 * @example cellBoxes('[{"bbox": [0, 0, 4, 2], "category": "car"}]') // [{ box: [0, 0, 4, 2], category: 'car', score: null, area: null, isCrowd: false }]
 */
export function cellBoxes(text: string): readonly CellBox[] | string {
  const parsed = parsedJson(text)
  const entries = Array.isArray(parsed) ? parsed : transposed(parsed)
  if (entries === null) return 'it is no list of boxes in JSON'
  const boxes: CellBox[] = []
  for (const [at, entry] of entries.entries()) {
    const box = cellBox(entry)
    if (typeof box === 'string') return `its box ${at} ${box}`
    boxes.push(box)
  }
  return boxes
}

function cellBox(entry: unknown): CellBox | string {
  if (typeof entry !== 'object' || entry === null) return 'is no object'
  const { bbox, score = null, area = null, iscrowd = 0, ...others } = entry as Fields
  const category = others.category ?? others.category_id ?? others.label ?? others.class
  if (!isBox(bbox)) return `is ${JSON.stringify(bbox) ?? 'missing'}, not left, top, width and height`
  if (typeof category !== 'string' && !Number.isInteger(category)) return 'has no category'
  if (score !== null && !(typeof score === 'number' && score >= 0 && score <= 1)) return `has a score of ${JSON.stringify(score)}, not 0 to 1`
  const isArea = area === null || (typeof area === 'number' && area >= 0)
  if (!isArea) return `has an area of ${JSON.stringify(area)}`
  return { box: bbox, category: category as string | number, score, area: area as number | null, isCrowd: iscrowd === 1 || iscrowd === true }
}

function isBox(value: unknown): value is readonly [number, number, number, number] {
  const isFour = Array.isArray(value) && value.length === 4 && value.every((one) => typeof one === 'number' && Number.isFinite(one))
  return isFour && value[2] >= 0 && value[3] >= 0
}

function transposed(parsed: unknown): readonly Fields[] | null {
  if (typeof parsed !== 'object' || parsed === null) return null
  const lists = Object.entries(parsed).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]))
  const length = lists[0]?.[1].length
  if (length === undefined || lists.some(([, list]) => list.length !== length)) return null
  return Array.from({ length }, (_, at) => Object.fromEntries(lists.map(([name, list]) => [name, list[at]])))
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
