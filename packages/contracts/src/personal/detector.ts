import type { PersonalKind } from '../personal-kinds.ts'

/** How one kind of personal data is told from a text: as a whole, blanks around it apart, never within a longer text. */
export interface PersonalDetector {
  readonly kind: PersonalKind
  /** RE2 that matches the whole of every text that `test` takes, and few others. */
  readonly prefilter: string
  /** Exact. */
  test(text: string): boolean
  /** Whether a text that passes speaks for the kind; those that do not may be something else that looks alike. */
  convinces(text: string): boolean
  /** The share of candidates (texts that the prefilter takes) that pass by chance, such as 0.1 of one check digit. */
  readonly chance: number
}

/** Every passing text convinces, and chance has no part in it. */
export const certain = { convinces: () => true, chance: 0 } as const
