import type { Family } from '../family.ts'
import { decisionFamilies } from './decision-families.ts'
import { probabilityFamilies } from './probability-families.ts'
import { rankingFamilies } from './ranking-families.ts'

/** Every metric of a binary classifier, one line each. */
export const binaryFamilies: readonly Family<'binary'>[] = [...rankingFamilies, ...probabilityFamilies, ...decisionFamilies]
