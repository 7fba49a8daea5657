import { metric } from '@seaworthy/metrics'
import { describe, expect, it } from 'vitest'
import { toldBy } from '../fixtures/prediction-files.ts'
import type { Files } from '../ports.ts'
import { readDetections } from './detections.ts'

const annotations = {
  images: [{ id: 7 }, { id: 9 }, { id: 8 }],
  categories: [
    { id: 3, name: 'ship' },
    { id: 1, name: 'buoy' },
  ],
  annotations: [
    { id: 1, image_id: 9, category_id: 1, bbox: [0, 0, 10, 10], area: 80, iscrowd: 0 },
    { id: 2, image_id: 7, category_id: 3, bbox: [5, 5, 20, 10], iscrowd: 1 },
  ],
}
const ship = { image_id: 7, category_id: 3, bbox: [5, 5, 20, 10], score: 0.75 }
const buoy = { image_id: 9, category_id: 1, bbox: [0, 0, 10, 8], score: 0.5 }

function read(detections: unknown, truth: unknown = annotations) {
  const texts = new Map(
    [
      ['d', detections],
      ['a', truth],
    ].map(([path, value]) => [path, typeof value === 'string' ? value : JSON.stringify(value)]),
  )
  const files = { read: async (path: string) => (texts.get(path) === 'absent' ? null : new TextEncoder().encode(String(texts.get(path)))) }
  const named = { detections: { path: 'd', name: 'results.json' }, annotations: { path: 'a', name: 'truth.json' } }
  return readDetections(files as unknown as Files, named)
}

describe('detections of COCO', () => {
  it('are gathered by image, in the order of the annotated images', async () => {
    const { rows, ids } = await read([buoy, ship, { ...ship, score: 0.25 }])
    expect(rows).toEqual({
      kind: 'detection',
      classes: ['ship', 'buoy'],
      truth: {
        starts: Uint32Array.of(0, 1, 2, 2),
        category: Int32Array.of(0, 1),
        box: Float64Array.of(5, 5, 20, 10, 0, 0, 10, 10),
        crowd: Uint8Array.of(1, 0),
        area: Float64Array.of(200, 80),
      },
      prediction: {
        starts: Uint32Array.of(0, 2, 3, 3),
        category: Int32Array.of(0, 0, 1),
        box: Float64Array.of(5, 5, 20, 10, 5, 5, 20, 10, 0, 0, 10, 8),
        score: Float64Array.of(0.75, 0.25, 0.5),
      },
      weight: null,
    })
    expect([0, 1, 2].map((image) => ids?.at(image))).toEqual(['7', '9', '8'])
    expect(metric('ap_50', 'detection').measure(rows).value).toBeCloseTo(1, 12)
  })

  it.each<readonly [string, unknown, unknown, readonly string[]]>([
    [
      'of an image that is not annotated',
      [{ ...ship, image_id: 70 }],
      annotations,
      ['ID_INVALID', 'results.json detection 0: the image 70 is not annotated'],
    ],
    [
      'of an unknown category',
      [ship, { ...ship, category_id: 5 }],
      annotations,
      ['PREDICTION_INVALID', 'results.json detection 1: the category 5 is unknown'],
    ],
    [
      'with half a box',
      [{ ...ship, bbox: [1, 2] }],
      annotations,
      ['PREDICTION_INVALID', 'results.json detection 0: the box is [1,2], not left, top, width and height'],
    ],
    [
      'with a box of negative width',
      [{ ...ship, bbox: [1, 2, -1, 2] }],
      annotations,
      ['PREDICTION_INVALID', 'results.json detection 0: the box is [1,2,-1,2], not left, top, width and height'],
    ],
    ['without a score', [{ ...ship, score: null }], annotations, ['SCORE_INVALID', 'results.json detection 0: the score is null']],
    ['that are no list', { ship }, annotations, ['PREDICTION_INVALID', 'results.json is no list']],
    ['that are no JSON', 'ship', annotations, ['PREDICTION_INVALID', 'results.json is not JSON']],
    ['that are not there', 'absent', annotations, ['DATA_MISSING', 'there is no file results.json']],
    ['beside annotations without categories', [ship], { images: [], annotations: [] }, ['LABEL_INVALID', 'truth.json is no file of annotations']],
    [
      'beside an annotation of no image',
      [ship],
      { ...annotations, annotations: [{ category_id: 1, bbox: [0, 0, 1, 1] }] },
      ['ID_INVALID', 'truth.json annotation 0: the image missing is not annotated'],
    ],
    ['beside images of one id', [ship], { ...annotations, images: [{ id: 7 }, { id: 7 }] }, ['ID_INVALID', 'truth.json image 1: the id 7 repeats']],
  ])('are refused %s', async (_, detections, truth, told) => {
    expect((await toldBy(read(detections, truth))).slice(0, 2)).toEqual(told)
  })
})
