import { type Family, single } from '../family.ts'
import { cocoMetrics } from './coco.ts'

const reads = 'boxes, score'
const source = 'pycocotools COCOeval, boxes'
const edges = 'no annotated box that counts: NaN with CLASS_ABSENT; crowds and boxes out of the range of areas do not count'

const summaries: Readonly<Record<keyof typeof cocoMetrics, string>> = {
  ap: 'precision averaged over 101 recalls, overlaps from 0.5 to 0.95, and classes',
  ap_50: 'the same at overlap 0.5 alone',
  ap_75: 'the same at overlap 0.75 alone',
  ap_small: 'average precision of boxes of at most 32² pixels',
  ap_medium: 'average precision of boxes between 32² and 96² pixels',
  ap_large: 'average precision of boxes of at least 96² pixels',
  ar_1: 'share of boxes found with 1 box for each image and class',
  ar_10: 'share of boxes found with 10 boxes for each image and class',
  ar_100: 'share of boxes found with 100 boxes for each image and class',
  ar_small: 'share of boxes found of those of at most 32² pixels',
  ar_medium: 'share of boxes found of those between 32² and 96² pixels',
  ar_large: 'share of boxes found of those of at least 96² pixels',
}

/** Every metric of object detection, one line each. */
export const detectionFamilies: readonly Family<'detection'>[] = Object.values(cocoMetrics).map((metric) =>
  single(metric, { reads, summary: summaries[metric.id as keyof typeof cocoMetrics], source, edges }),
)
