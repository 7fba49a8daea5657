/** One construct of a pattern, said in another syntax, and where the next begins. */
export interface PatternStep {
  readonly text: string
  readonly next: number
}

/** What of a pattern the other syntax cannot say. It stays within the reader of the pattern. */
export class PatternUnsupported extends Error {}

/** A pattern in another syntax, construct by construct. */
export function translatePattern(source: string, stepAt: (source: string, at: number) => PatternStep): string {
  let out = ''
  for (let at = 0; at < source.length; ) {
    const step = stepAt(source, at)
    out += step.text
    at = step.next
  }
  return out
}
