import type { Numbers, Prediction } from '@seaworthy/inference'
import { imagesAt, type OfImages } from './images-of-prediction.ts'

/** What a prediction holds for each row: some numbers, or a text. */
type PerRow = Numbers | Uint8Array | readonly string[]
/** Makes of the values of all rows, `width` for each, those of others. */
type Change = <Values extends PerRow>(values: Values, width: number) => Values

/** How many rows a prediction is of. */
export function rowsOf(prediction: Prediction): number {
  if (isOfImages(prediction)) return prediction.starts.length - 1
  let rows = 0
  changed(prediction, (values, width) => {
    rows = width === 0 ? 0 : values.length / width
    return values
  })
  return rows
}

/** A stretch of rows; numbers are not copied. */
export function rowsBetween(prediction: Prediction, from: number, until: number): Prediction {
  if (isOfImages(prediction))
    return imagesAt(
      prediction,
      Array.from({ length: until - from }, (_, at) => from + at),
    )
  return changed(prediction, (values, width) => between(values, from * width, until * width))
}

/** The rows at some places, in their order. */
export function rowsAt(prediction: Prediction, places: Uint32Array): Prediction {
  if (isOfImages(prediction)) return imagesAt(prediction, places)
  return changed(prediction, (values, width) => at(values, width, places))
}

function isOfImages(prediction: Prediction): prediction is OfImages {
  return prediction.kind === 'detection' || prediction.kind === 'segmentation'
}

function changed(prediction: Exclude<Prediction, OfImages>, change: Change): Prediction {
  const each = <Values extends PerRow>(values: Values | null, width = 1): Values | null => values && change(values, width)
  switch (prediction.kind) {
    case 'binary':
      return { ...prediction, score: each(prediction.score), decision: each(prediction.decision) }
    case 'multiclass':
      return { ...prediction, probability: each(prediction.probability, prediction.classes?.length ?? 0), decision: each(prediction.decision) }
    case 'multilabel':
      return { ...prediction, score: change(prediction.score, prediction.labels.length) }
    case 'regression': {
      const { quantiles } = prediction
      const value = change(prediction.value, 1)
      return { ...prediction, value, quantiles: quantiles && { ...quantiles, values: change(quantiles.values, quantiles.levels.length) } }
    }
    case 'ranking':
      return { ...prediction, score: change(prediction.score, 1) }
    case 'clustering':
      return { ...prediction, group: change(prediction.group, 1) }
    case 'text':
      return { ...prediction, texts: change(prediction.texts, 1) }
  }
}

function between<Values extends PerRow>(values: Values, from: number, until: number): Values {
  return (isTexts(values) ? values.slice(from, until) : values.subarray(from, until)) as Values
}

function at<Values extends PerRow>(values: Values, width: number, places: Uint32Array): Values {
  if (isTexts(values)) return Array.from(places, (place) => values[place] ?? '') as PerRow as Values
  const into = values.slice(0, places.length * width) as Exclude<PerRow, readonly string[]>
  for (const [row, place] of places.entries())
    for (let column = 0; column < width; column++) into[row * width + column] = values[place * width + column] as number
  return into as PerRow as Values
}

function isTexts(values: PerRow): values is readonly string[] {
  return Array.isArray(values)
}
