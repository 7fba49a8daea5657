import { InferenceError } from '../errors.ts'
import type { Picture } from './picture.ts'
import type { PicturePlan } from './picture-plan.ts'

/** Where an image lies in an input: a point x of the image is x × across + left there. */
export interface Placement {
  /** Of the input. */
  readonly width: number
  readonly height: number
  readonly across: number
  readonly down: number
  readonly left: number
  readonly top: number
  /** Of the image within the input. */
  readonly shownWidth: number
  readonly shownHeight: number
}

/**
 * Where an image goes.
 * @throws {InferenceError} `INPUT_VALUE` where the input's size is fixed, the image has another, and nothing says how to resize it.
 * @example placementOf({ width: 200, height: 100 }, letterbox of 100 × 100) // across 0.5, down 0.5, left 0, top 25
 */
export function placementOf(
  picture: Pick<Picture, 'width' | 'height'>,
  plan: PicturePlan,
  place: { readonly column: string; readonly row: number },
): Placement {
  const { width = null, height = null } = plan
  if (plan.resize === 'exact') {
    if ((width ?? picture.width) !== picture.width || (height ?? picture.height) !== picture.height)
      throw new InferenceError(
        'INPUT_VALUE',
        `the image in column "${place.column}" row ${place.row} is ${picture.width} × ${picture.height}, and the model takes ${width ?? 'any'} × ${height ?? 'any'}`,
        { hint: 'bring the images to that size, or let the metadata property image say how: "resize": "stretch" or "letterbox"' },
      )
    return placed(picture, { width: picture.width, height: picture.height, shownWidth: picture.width, shownHeight: picture.height })
  }
  const [wide, high] = [width ?? picture.width, height ?? picture.height]
  if (plan.resize === 'stretch') return placed(picture, { width: wide, height: high, shownWidth: wide, shownHeight: high })
  const ratio = Math.min(wide / picture.width, high / picture.height)
  const shown = (size: number, most: number) => Math.min(most, Math.max(1, Math.round(size * ratio)))
  return placed(picture, { width: wide, height: high, shownWidth: shown(picture.width, wide), shownHeight: shown(picture.height, high) })
}

function placed(picture: Pick<Picture, 'width' | 'height'>, sizes: Pick<Placement, 'width' | 'height' | 'shownWidth' | 'shownHeight'>): Placement {
  const { width, height, shownWidth, shownHeight } = sizes
  return {
    ...sizes,
    across: shownWidth / picture.width,
    down: shownHeight / picture.height,
    // An odd line goes below, and to the right.
    left: Math.floor((width - shownWidth) / 2),
    top: Math.floor((height - shownHeight) / 2),
  }
}
