import type { DetectionRows } from '../rows/detection-rows.ts'
import { matchBoxes } from './match-boxes.ts'
import { overlaps } from './overlaps.ts'

/** What is asked: thresholds of overlap, the areas that count, and how many boxes of each image and class. */
export interface Question {
  readonly thresholds: readonly number[]
  readonly minArea: number
  readonly maxArea: number
  readonly maxBoxes: number
}

/** Every detected box of one class, by descending score, equal scores in the order of the file. */
export interface ClassMatches {
  readonly image: Uint32Array
  /** For each threshold, what becomes of each box. */
  readonly outcomes: readonly Uint8Array[]
  /** Images with annotated boxes that count, and how many. */
  readonly truthImage: Uint32Array
  readonly truthCount: Uint32Array
}

/** Boxes that are looked at of each image and class: those beyond take no part in the matching. */
const maxMatched = 100

/** The matches of each class; they do not depend on weights. */
export function classMatches(rows: DetectionRows, question: Question): readonly ClassMatches[] {
  const gathered = rows.classes.map(() => emptyGathering(question.thresholds.length))
  for (let image = 0; image + 1 < rows.truth.starts.length; image++) {
    const annotated = byCategory(rows.truth, image)
    const detected = byCategory(rows.prediction, image)
    for (const category of new Set([...annotated.keys(), ...detected.keys()])) {
      const places = { annotated: annotated.get(category) ?? [], detected: detected.get(category) ?? [] }
      gather(gathered[category] as Gathering, { rows, image, question, ...places })
    }
  }
  return gathered.map(sorted)
}

interface Gathering {
  readonly image: number[]
  readonly score: number[]
  readonly outcomes: readonly number[][]
  readonly truthImage: number[]
  readonly truthCount: number[]
}

function emptyGathering(thresholds: number): Gathering {
  return { image: [], score: [], outcomes: Array.from({ length: thresholds }, () => []), truthImage: [], truthCount: [] }
}

function byCategory({ starts, category }: DetectionRows['truth'] | DetectionRows['prediction'], image: number): Map<number, number[]> {
  const places = new Map<number, number[]>()
  for (let place = starts[image] as number; place < (starts[image + 1] as number); place++) {
    const known = places.get(category[place] as number)
    if (known) known.push(place)
    else places.set(category[place] as number, [place])
  }
  return places
}

interface ImageOfClass {
  readonly rows: DetectionRows
  readonly image: number
  readonly question: Question
  readonly annotated: readonly number[]
  readonly detected: readonly number[]
}

function gather(into: Gathering, { rows, image, question, annotated, detected }: ImageOfClass): void {
  const { truth, prediction } = rows
  const { thresholds, minArea, maxArea, maxBoxes } = question
  const isOut = (area: number) => area < minArea || area > maxArea
  const best = detected.toSorted((a, b) => (prediction.score[b] as number) - (prediction.score[a] as number) || a - b).slice(0, maxMatched)
  const isCrowd = annotated.map((place) => truth.crowd[place] === 1)
  const isIgnored = annotated.map((place, at) => isCrowd[at] === true || isOut(truth.area[place] as number))
  const pairs = {
    rows: best.length,
    columns: annotated.length,
    overlap: overlaps({ places: best, box: prediction.box }, { places: annotated, box: truth.box }, truth.crowd),
    isIgnored,
    isCrowd,
    isOutside: best.map((place) => isOut((prediction.box[4 * place + 2] as number) * (prediction.box[4 * place + 3] as number))),
  }
  const kept = best.slice(0, maxBoxes)
  for (const place of kept) {
    into.image.push(image)
    into.score.push(prediction.score[place] as number)
  }
  thresholds.forEach((threshold, at) => {
    into.outcomes[at]?.push(...matchBoxes(pairs, threshold).subarray(0, kept.length))
  })
  const counted = isIgnored.filter((ignored) => !ignored).length
  if (counted > 0) {
    into.truthImage.push(image)
    into.truthCount.push(counted)
  }
}

function sorted({ image, score, outcomes, truthImage, truthCount }: Gathering): ClassMatches {
  const order = [...score.keys()].sort((a, b) => (score[b] as number) - (score[a] as number) || a - b)
  return {
    image: Uint32Array.from(order, (at) => image[at] as number),
    outcomes: outcomes.map((become) => Uint8Array.from(order, (at) => become[at] as number)),
    truthImage: Uint32Array.from(truthImage),
    truthCount: Uint32Array.from(truthCount),
  }
}
