import type { DetectedBoxes, SegmentedImages } from '@seaworthy/inference'

/** What is said of images, as many numbers for each as it has boxes or runs. */
export type OfImages = DetectedBoxes | SegmentedImages

/** The images at some places, in their order. */
export function imagesAt(prediction: OfImages, images: ArrayLike<number>): OfImages {
  const starts = new Uint32Array(images.length + 1)
  const places: number[] = []
  for (let at = 0; at < images.length; at++) {
    const image = images[at] as number
    for (let place = prediction.starts[image] as number; place < (prediction.starts[image + 1] as number); place++) places.push(place)
    starts[at + 1] = places.length
  }
  if (prediction.kind === 'detection') {
    const { box, category, score } = prediction
    const boxes = Float64Array.from({ length: 4 * places.length }, (_, at) => box[4 * (places[at >> 2] as number) + (at & 3)] as number)
    return {
      ...prediction,
      starts,
      box: boxes,
      category: Uint32Array.from(places, (place) => category[place] as number),
      score: Float64Array.from(places, (place) => score[place] as number),
    }
  }
  const { width, height, category, length } = prediction
  const sides = {
    width: Uint32Array.from(images, (image) => width[image] as number),
    height: Uint32Array.from(images, (image) => height[image] as number),
  }
  return {
    ...prediction,
    ...sides,
    starts,
    category: Uint8Array.from(places, (place) => category[place] as number),
    length: Uint32Array.from(places, (place) => length[place] as number),
  }
}

/** What is said of one batch of images after the other. */
export function joinedImages<Said extends OfImages>(parts: readonly [Said, ...Said[]]): OfImages {
  const [first] = parts
  const starts = joinedStarts(parts)
  const category = parts.flatMap((part) => [...part.category])
  if (first.kind === 'detection') {
    const own = parts.filter((part): part is Said & DetectedBoxes => part.kind === 'detection')
    const score = Float64Array.from(own.flatMap((part) => [...part.score]))
    return { ...first, starts, box: Float64Array.from(own.flatMap(({ box }) => [...box])), category: Uint32Array.from(category), score }
  }
  const own = parts.filter((part): part is Said & SegmentedImages => part.kind === 'segmentation')
  const joined = (of: (part: SegmentedImages) => Uint32Array) => Uint32Array.from(own.flatMap((part) => [...of(part)]))
  const sides = { width: joined(({ width }) => width), height: joined(({ height }) => height) }
  return { ...first, ...sides, starts, category: Uint8Array.from(category), length: joined(({ length }) => length) }
}

function joinedStarts(parts: readonly OfImages[]): Uint32Array {
  const starts = [0]
  for (const part of parts) {
    const before = starts.at(-1) ?? 0
    for (let at = 1; at < part.starts.length; at++) starts.push(before + (part.starts[at] as number))
  }
  return Uint32Array.from(starts)
}
