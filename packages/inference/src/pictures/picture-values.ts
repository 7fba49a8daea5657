import type { Picture } from './picture.ts'
import type { PicturePlan } from './picture-plan.ts'
import type { Placement } from './placement.ts'

/**
 * Writes an image into the elements of an input. Where sizes differ it is interpolated between the four nearest pixels, whose centres
 * lie at halves, as OpenCV does without rounding; nothing is smoothed before. One channel is the luma of Rec. 601.
 */
export function writePicture(into: Float32Array | Uint8Array, { picture, plan, placement }: Written, offset: number): void {
  const { width, height, left, top, shownWidth, shownHeight } = placement
  const { layout, channels, scale, mean, std, pad } = plan
  const pixels = width * height
  const step = layout === 'chw' ? 1 : channels
  const isWhole = into instanceof Uint8Array
  const [columns, lines] = [samplesOf(picture.width, shownWidth), samplesOf(picture.height, shownHeight)]
  for (let channel = 0; channel < channels; channel++) {
    const factor = scale / (std[channel] as number)
    const less = (mean[channel] as number) / (std[channel] as number)
    const element = (value: number) => (isWhole ? Math.max(0, Math.min(255, Math.round(value * factor - less))) : value * factor - less)
    const start = offset + channel * (layout === 'chw' ? pixels : 1)
    if (shownWidth * shownHeight < pixels) for (let at = 0; at < pixels; at++) into[start + at * step] = element(pad)
    const source = channelOf(picture, plan, channel)
    for (let y = 0; y < shownHeight; y++) {
      const upper = (lines.low[y] as number) * picture.width
      const lower = (lines.high[y] as number) * picture.width
      const down = lines.share[y] as number
      const first = start + ((y + top) * width + left) * step
      for (let x = 0; x < shownWidth; x++) {
        const near = columns.low[x] as number
        const far = columns.high[x] as number
        const across = columns.share[x] as number
        const above = (source[upper + near] as number) * (1 - across) + (source[upper + far] as number) * across
        const below = (source[lower + near] as number) * (1 - across) + (source[lower + far] as number) * across
        into[first + x * step] = element(above * (1 - down) + below * down)
      }
    }
  }
}

export interface Written {
  readonly picture: Picture
  readonly plan: PicturePlan
  readonly placement: Placement
}

function channelOf({ width, height, rgb }: Picture, { channels, order }: PicturePlan, channel: number): Float32Array {
  const values = new Float32Array(width * height)
  const place = order === 'rgb' ? channel : 2 - channel
  for (let at = 0, from = 0; at < values.length; at++, from += 3)
    values[at] =
      channels === 3
        ? (rgb[from + place] as number)
        : 0.299 * (rgb[from] as number) + 0.587 * (rgb[from + 1] as number) + 0.114 * (rgb[from + 2] as number)
  return values
}

interface Samples {
  readonly low: Uint32Array
  readonly high: Uint32Array
  /** How much the higher one counts. */
  readonly share: Float64Array
}

function samplesOf(size: number, shown: number): Samples {
  const samples = { low: new Uint32Array(shown), high: new Uint32Array(shown), share: new Float64Array(shown) }
  for (let at = 0; at < shown; at++) {
    const centre = Math.max(0, ((at + 0.5) * size) / shown - 0.5)
    const low = Math.min(size - 1, Math.floor(centre))
    samples.low[at] = low
    samples.high[at] = Math.min(size - 1, low + 1)
    samples.share[at] = centre - low
  }
  return samples
}
