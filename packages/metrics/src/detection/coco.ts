import type { MetricOf } from '../metric.ts'
import { type DetectionRows, requireDetection } from '../rows/detection-rows.ts'
import { classMatches, type Question } from './class-matches.ts'
import { averagePrecisionOf, averageRecallOf, meanOfClasses } from './precision-and-recall.ts'

/** 0.5, 0.55, … 0.95, with the rounding of the COCO evaluation. */
const thresholds = Array.from({ length: 10 }, (_, at) => (at === 9 ? 0.95 : at * ((0.95 - 0.5) / 9) + 0.5))
const all = { thresholds, minArea: 0, maxArea: 1e10, maxBoxes: 100 }
const small = { ...all, maxArea: 32 ** 2 }
const medium = { ...all, minArea: 32 ** 2, maxArea: 96 ** 2 }
const large = { ...all, minArea: 96 ** 2 }

/**
 * Average precision of boxes as the COCO evaluation has it (pycocotools): boxes are matched best score first within image and class,
 * precision is read at 101 recalls and averaged over them, ten thresholds of overlap and the classes that are annotated. Crowds and boxes
 * out of the range of areas neither count nor harm. NaN with `CLASS_ABSENT` where nothing is annotated (-1 in pycocotools).
 */
function averagePrecision(id: string, title: string, question: Question): MetricOf<'detection'> {
  return ofClasses({ id, title, question, of: averagePrecisionOf })
}

/** Share of annotated boxes that are found, averaged over ten thresholds of overlap and the classes that are annotated. */
function averageRecall(id: string, title: string, question: Question): MetricOf<'detection'> {
  return ofClasses({ id, title, question, of: averageRecallOf })
}

/** The twelve numbers of the COCO evaluation, in its order. */
export const cocoMetrics = {
  ap: averagePrecision('ap', 'average precision', all),
  ap_50: averagePrecision('ap_50', 'average precision at overlap 0.5', { ...all, thresholds: [0.5] }),
  ap_75: averagePrecision('ap_75', 'average precision at overlap 0.75', { ...all, thresholds: [0.75] }),
  ap_small: averagePrecision('ap_small', 'average precision of small boxes', small),
  ap_medium: averagePrecision('ap_medium', 'average precision of medium boxes', medium),
  ap_large: averagePrecision('ap_large', 'average precision of large boxes', large),
  ar_1: averageRecall('ar_1', 'average recall of 1 box', { ...all, maxBoxes: 1 }),
  ar_10: averageRecall('ar_10', 'average recall of 10 boxes', { ...all, maxBoxes: 10 }),
  ar_100: averageRecall('ar_100', 'average recall of 100 boxes', all),
  ar_small: averageRecall('ar_small', 'average recall of small boxes', small),
  ar_medium: averageRecall('ar_medium', 'average recall of medium boxes', medium),
  ar_large: averageRecall('ar_large', 'average recall of large boxes', large),
} as const

interface OfClasses {
  readonly id: string
  readonly title: string
  readonly question: Question
  readonly of: typeof averagePrecisionOf
}

function ofClasses({ id, title, question, of }: OfClasses): MetricOf<'detection'> {
  const prepared = (rows: DetectionRows) => {
    requireDetection(rows)
    return meanOfClasses(classMatches(rows, question), of)
  }
  return {
    ...{ id, title, better: 'higher', range: [0, 1], inference: 'resampled' },
    measure(rows) {
      const value = prepared(rows)(rows.weight)
      const message = 'no image that counts has an annotated box of these sizes that is no crowd'
      return { value, influence: null, warnings: Number.isNaN(value) ? [{ code: 'CLASS_ABSENT', message }] : [] }
    },
    reweigh: (rows) => prepared(rows),
  }
}
