import type { MetricOf, MetricWarning } from '../metric.ts'
import type { SegmentationRows } from '../rows/segmentation-rows.ts'
import { type FunctionOfSums, measureSums, reweighSums, type UnitSums, weightedSums } from '../unit-sums.ts'

/** Of each image, for each class a numerator and a denominator that are summed over images. */
export interface Ratios extends UnitSums {
  /** What the pairs belong to, in order. */
  readonly names: readonly string[]
}

export interface RatioOfClasses extends Pick<MetricOf<'segmentation'>, 'id' | 'title'> {
  ratios(rows: SegmentationRows): Ratios
}

/**
 * The mean over classes of one sum over all images divided by another, from 0 to 1. A class whose denominator is 0 does not count, with
 * `CLASS_ABSENT`; NaN where none counts.
 */
export function ratioOfClasses({ id, title, ratios }: RatioOfClasses): MetricOf<'segmentation'> {
  return {
    ...{ id, title, better: 'higher', range: [0, 1], inference: 'influence' },
    measure(rows) {
      const units = ratios(rows)
      return { ...measureSums(units, rows.weight, meanRatio), warnings: absent(units, weightedSums(units, rows.weight)) }
    },
    reweigh: (rows) => reweighSums(ratios(rows), meanRatio),
  }
}

/** For each image, numerators and denominators written by a function. */
export function ratiosOf(images: number, names: readonly string[], of: (image: number, place: number) => readonly [number, number]): Ratios {
  const width = 2 * names.length
  const values = new Float64Array(images * width)
  for (let image = 0; image < images; image++) {
    for (let place = 0; place < names.length; place++) values.set(of(image, place), image * width + 2 * place)
  }
  return { names, width, values }
}

const meanRatio: FunctionOfSums = {
  value(sums) {
    let total = 0
    for (let at = 0; at < sums.length; at += 2) if ((sums[at + 1] as number) > 0) total += (sums[at] as number) / (sums[at + 1] as number)
    return total / counted(sums)
  },
  gradient(sums) {
    const gradient = new Float64Array(sums.length)
    for (let at = 0; at < sums.length; at += 2) {
      const below = sums[at + 1] as number
      if (below === 0) continue
      gradient[at] = 1 / below / counted(sums)
      gradient[at + 1] = -(sums[at] as number) / below ** 2 / counted(sums)
    }
    return gradient
  },
}

function counted(sums: Float64Array): number {
  let count = 0
  for (let at = 1; at < sums.length; at += 2) if ((sums[at] as number) > 0) count++
  return count
}

function absent({ names }: Ratios, sums: Float64Array): readonly MetricWarning[] {
  const missing = names.filter((_, place) => sums[2 * place + 1] === 0)
  if (missing.length === 0) return []
  return [{ code: 'CLASS_ABSENT', message: `neither true nor predicted in any image that counts: ${missing.join(', ')}` }]
}
