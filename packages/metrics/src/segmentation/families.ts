import { MetricsError } from '../errors.ts'
import { type Family, single } from '../family.ts'
import type { MetricOf } from '../metric.ts'
import { classDice, classIou, dice, meanIou, panopticQuality, pixelAccuracy } from './pixels.ts'

const reads = 'pixels'
const edges = 'a class that is neither true nor predicted does not count, with CLASS_ABSENT; no pixels: NaN'
const edgesOfClass = 'a class that is neither true nor predicted: NaN with CLASS_ABSENT; the name is all that follows the colon'

/** Every metric of segmentation, one line each. */
export const segmentationFamilies: readonly Family<'segmentation'>[] = [
  single(meanIou, {
    reads,
    summary: 'mean over classes of intersection over union of all pixels',
    source: 'sklearn.metrics.jaccard_score, macro',
    edges,
  }),
  ofClass('iou_class', classIou, {
    reads,
    summary: 'intersection over union of one class',
    source: 'sklearn.metrics.jaccard_score',
    edges: edgesOfClass,
  }),
  single(dice, { reads, summary: 'mean over classes of the Dice coefficient of all pixels', source: 'sklearn.metrics.f1_score, macro', edges }),
  ofClass('dice_class', classDice, { reads, summary: 'Dice coefficient of one class', source: 'sklearn.metrics.f1_score', edges: edgesOfClass }),
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

function ofClass(
  name: string,
  of: (className: string) => MetricOf<'segmentation'>,
  about: Pick<Family<'segmentation'>, 'reads' | 'summary' | 'source' | 'edges'>,
): Family<'segmentation'> {
  return {
    ...about,
    form: `${name}:NAME`,
    ids: [`${name}:NAME`],
    parse(id) {
      if (!id.startsWith(`${name}:`)) return null
      if (id.length > name.length + 1) return of(id.slice(name.length + 1))
      throw new MetricsError('METRIC_PARAMETER', `"${id}" names no class`, { hint: `${name}:NAME, as the class is called` })
    },
  }
}
