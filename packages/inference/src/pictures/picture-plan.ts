import { InferenceError } from '../errors.ts'

/** How an image becomes the elements of an input, as the model's metadata property `image` says. */
export interface PicturePlan {
  /** Whether the channels are the planes of the input, or stand side by side for each pixel. */
  readonly layout: 'chw' | 'hwc'
  readonly channels: 1 | 3
  /** Null where the input takes any size. */
  readonly height: number | null
  readonly width: number | null
  /** `exact`: the image has the input's size. `stretch`: it is given that size. `letterbox`: so too, in its own proportions. */
  readonly resize: 'exact' | 'stretch' | 'letterbox'
  /** What letterboxes are filled with, 0 to 255. */
  readonly pad: number
  /** Of each channel, from 0 to 255: (value × scale − mean) / std. */
  readonly scale: number
  readonly mean: readonly number[]
  readonly std: readonly number[]
  readonly order: 'rgb' | 'bgr'
  /** Whether the first dimension counts images. */
  readonly isBatched: boolean
}

export interface PictureInput {
  readonly name: string
  readonly type: 'float32' | 'uint8'
  readonly shape: readonly (number | string)[]
}

export interface PlannedPicture {
  /** The column of data that names the image. */
  readonly column: string
  readonly picture: PicturePlan
}

const keys = ['column', 'layout', 'size', 'resize', 'pad', 'scale', 'mean', 'std', 'order'] as const
type Key = (typeof keys)[number]
type Said = { readonly [K in Key]?: unknown }

/**
 * Reads the metadata property `image`, a JSON object: `column` (default: the input's name), `resize`, `size` ([height, width], where the
 * input takes any), `pad` (114), `scale` (1/255 for floats, 1 for whole numbers), `mean` (0), `std` (1), `order` (rgb) and `layout`
 * (where the shape does not tell).
 * @throws {InferenceError} `IMAGE_UNDECLARED`
 */
export function planPicture(input: PictureInput, property: string): PlannedPicture {
  const refuse = (what: string): never => {
    throw new InferenceError('IMAGE_UNDECLARED', `input "${input.name}" takes an image, and the model's metadata property image ${what}`, {
      hint: 'such as {"column": "image", "resize": "stretch", "scale": 0.00392156862745098, "mean": [0, 0, 0], "std": [1, 1, 1]}',
    })
  }
  const said = saidBy(property) ?? refuse('is no JSON object')
  const strange = Object.keys(said).find((key) => !keys.some((known) => known === key))
  if (strange !== undefined) refuse(`has a key "${strange}"; the keys are ${keys.join(', ')}`)
  const { layout, channels, height, width } = sizeOf(input, said, refuse)
  const resize = choice(said.resize, ['exact', 'stretch', 'letterbox'], () => refuse('has a resize that is not exact, stretch or letterbox'))
  if (resize !== 'exact' && (height === null || width === null)) refuse(`has no size, to which images are to be brought ("resize": "${resize}")`)
  const perChannel = (key: 'mean' | 'std', usual: number) =>
    numbers(said[key], { count: channels, usual }) ?? refuse(`has a ${key} that is not ${channels} numbers`)
  const std = perChannel('std', 1)
  if (std.includes(0)) refuse('has a std of 0')
  return {
    column: text(said.column, input.name) ?? refuse('has a column that is no text'),
    picture: {
      ...{ layout, channels, height, width, resize },
      pad: number(said.pad, 114) ?? refuse('has a pad that is no number'),
      scale: number(said.scale, input.type === 'uint8' ? 1 : 1 / 255) ?? refuse('has a scale that is no number'),
      mean: perChannel('mean', 0),
      std,
      order: choice(said.order, ['rgb', 'bgr'], () => refuse('has an order that is not rgb or bgr')),
      isBatched: input.shape.length === 4,
    },
  }
}

/** Whether a shape may be one of images: three or four dimensions, of which the first or the last after the batch counts 1 or 3 channels. */
export function isOfPictures({ shape }: Pick<PictureInput, 'shape'>): boolean {
  return (shape.length === 3 || shape.length === 4) && layoutsOf(shape).length > 0
}

// Three channels tell more than one, and any number more than an open dimension.
function layoutsOf(shape: readonly (number | string)[]): readonly PicturePlan['layout'][] {
  const [first, , last] = shape.slice(-3)
  for (const isChannels of [(size: unknown) => size === 3, (size: unknown) => size === 1, (size: unknown) => typeof size === 'string']) {
    const found = [...(isChannels(first) ? (['chw'] as const) : []), ...(isChannels(last) ? (['hwc'] as const) : [])]
    if (found.length > 0) return found
  }
  return []
}

type Refuse = (what: string) => never

function sizeOf({ shape }: PictureInput, said: Said, refuse: Refuse): Pick<PicturePlan, 'layout' | 'channels' | 'height' | 'width'> {
  const possible = layoutsOf(shape)
  const told = said.layout === undefined ? possible[0] : possible.find((one) => one === said.layout)
  const layout = told ?? refuse(`has a layout that is not ${possible.join(' or ')}`)
  const [first = '', second = '', third = ''] = shape.slice(-3)
  const [depth, high, wide] = layout === 'chw' ? [first, second, third] : [third, first, second]
  const size =
    said.size === undefined ? [null, null] : (numbers(said.size, { count: 2, usual: 0 }) ?? refuse('has a size that is not [height, width]'))
  if (size.some((one) => one !== null && !(Number.isInteger(one) && one > 0 && one <= 10_000))) refuse('has a size that is not [height, width]')
  const side = (fixed: number | string, asked: number | null | undefined) => {
    if (typeof fixed === 'number' && asked !== null && asked !== fixed)
      refuse(`has a size of ${size.join(' × ')}, and the input is ${shapeText(shape)}`)
    return typeof fixed === 'number' ? fixed : (asked ?? null)
  }
  return { layout, channels: depth === 1 ? 1 : 3, height: side(high, size[0]), width: side(wide, size[1]) }
}

function shapeText(shape: readonly (number | string)[]): string {
  return `[${shape.map((size) => (size === '' ? '?' : size)).join(', ')}]`
}

function saidBy(property: string): Said | null {
  try {
    const parsed: unknown = JSON.parse(property)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : null
  } catch {
    return null
  }
}

function text(value: unknown, usual: string): string | null {
  if (value === undefined) return usual
  return typeof value === 'string' && value !== '' ? value : null
}

function number(value: unknown, usual: number): number | null {
  if (value === undefined) return usual
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

function numbers(value: unknown, { count, usual }: { readonly count: number; readonly usual: number }): readonly number[] | null {
  if (value === undefined) return Array.from({ length: count }, () => usual)
  const isList = Array.isArray(value) && value.length === count && value.every((one) => typeof one === 'number' && Number.isFinite(one))
  return isList ? value : null
}

function choice<Name extends string>(value: unknown, names: readonly [Name, ...Name[]], refuse: () => never): Name {
  return value === undefined ? names[0] : (names.find((name) => name === value) ?? refuse())
}
