import { MetricsError } from '../errors.ts'
import { type Family, single } from '../family.ts'
import type { MetricOf } from '../metric.ts'
import { classDice, classIou, dice, meanIou, panopticQuality, pixelAccuracy } from './pixels.ts'

const reads = 'pixels'
const edges = 'a class that is neither true nor predicted does not count, with CLASS_ABSENT; on its own it is NaN, as where there are no pixels'

/** Every metric of segmentation, one line each. */
export const segmentationFamilies: readonly Family<'segmentation'>[] = [
  ofClasses(meanIou, {
    prefix: 'iou_class:',
    of: classIou,
    about: {
      reads,
      summary: 'intersection over union of all pixels, averaged over classes or of one class',
      source: 'sklearn.metrics.jaccard_score, macro',
      edges,
    },
  }),
  ofClasses(dice, {
    prefix: 'dice_class:',
    of: classDice,
    about: {
      reads,
      summary: 'Dice coefficient of all pixels, averaged over classes or of one class',
      source: 'sklearn.metrics.f1_score, macro',
      edges,
    },
  }),
  single(pixelAccuracy, {
    reads,
    summary: 'share of pixels that were given their class',
    source: 'sklearn.metrics.accuracy_score',
    edges: 'no pixels: NaN with CLASS_ABSENT',
  }),
  single(panopticQuality, {
    reads: 'segments',
    summary: 'overlap of matched segments, over matched ones and half of those without a match',
    source: 'Kirillov et al. (2019)',
    edges: 'a class without segments does not count, with CLASS_ABSENT',
  }),
]

interface OneClass {
  readonly prefix: string
  of(className: string): MetricOf<'segmentation'>
  readonly about: Pick<Family<'segmentation'>, 'reads' | 'summary' | 'source' | 'edges'>
}

/** A mean over classes, and the same of one class: its name is all that follows the colon. */
function ofClasses(mean: MetricOf<'segmentation'>, { prefix, of, about }: OneClass): Family<'segmentation'> {
  return {
    ...about,
    form: `${mean.id}, ${prefix}NAME`,
    ids: [mean.id],
    parse(id) {
      if (id === mean.id) return mean
      if (!id.startsWith(prefix)) return null
      if (id.length > prefix.length) return of(id.slice(prefix.length))
      throw new MetricsError('METRIC_PARAMETER', `"${id}" names no class`, { hint: `${prefix}NAME, as the class is called` })
    },
  }
}
