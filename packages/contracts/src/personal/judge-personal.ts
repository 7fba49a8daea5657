import { type PersonalKind, personalKinds } from '../personal-kinds.ts'
import { personalDetectors } from './detectors.ts'

/** Values of a sample, nulls left out: how many there are, and those of them that a prefilter takes, with their counts. */
export interface SampledTexts {
  readonly values: number
  readonly candidates: readonly (readonly [text: string, count: number])[]
}
export interface PersonalShare {
  readonly kind: PersonalKind
  readonly count: number
  /** count / values. */
  readonly share: number
}

const leastShare = 0.01
const leastCount = 20
/** What chance alone yields, so many times over. */
const beyondChance = 3
const leastConvincing = 0.1

/**
 * The kinds that a column holds: those of one value in a hundred, or of twenty values, that are neither what chance makes of other
 * numbers (a card's check digit fits one number in ten) nor what looks alike (see each detector).
 */
export function judgePersonal({ values, candidates }: SampledTexts): readonly PersonalShare[] {
  return personalKinds.flatMap((kind): readonly PersonalShare[] => {
    const detector = personalDetectors[kind]
    const prefilter = new RegExp(`^(?:${detector.prefilter})$`)
    const alike = candidates.filter(([text]) => prefilter.test(text))
    const passing = alike.filter(([text]) => detector.test(text))
    const count = counted(passing)
    const share = values === 0 ? 0 : count / values
    if (count === 0 || (share < leastShare && count < leastCount)) return []
    if (count < beyondChance * detector.chance * counted(alike)) return []
    if (counted(passing.filter(([text]) => detector.convinces(text))) < leastConvincing * count) return []
    return [{ kind, count, share }]
  })
}

function counted(texts: SampledTexts['candidates']): number {
  return texts.reduce((sum, [, count]) => sum + count, 0)
}
