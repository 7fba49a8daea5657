import type { Family } from '../family.ts'

/** Every metric of this kind of rows, one line each. */
export const segmentationFamilies: readonly Family<'segmentation'>[] = []
