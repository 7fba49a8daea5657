import type { SourceError } from './errors.ts'
import type { SourcesPorts } from './ports.ts'

/** An answer that is none. `again` says whether asking once more may help; `waitMs` how long the server wants to be left alone. */
export interface Refused {
  readonly kind: 'refused'
  readonly error: SourceError
  readonly again: boolean
  readonly waitMs: number | null
}

export const maxRetries = 5
const firstPauseMs = 500
const maxPauseMs = 120_000

/** What to wait before the retry of that number (0 for the first): half a second, doubled each time, or what the server asks for, at most two minutes. */
export function pauseMs(retry: number, waitMs: number | null): number {
  return Math.min(maxPauseMs, Math.max(firstPauseMs * 2 ** retry, waitMs ?? 0))
}

/**
 * Asks until there is an answer, a refusal that stays, or no retry left.
 * @throws {SourceError} of the last refusal.
 */
export async function retried<T>(ports: Pick<SourcesPorts, 'sleep' | 'log'>, ask: () => Promise<T | Refused>): Promise<T> {
  for (let retry = 0; ; retry++) {
    const answer = await ask()
    if (!isRefused(answer)) return answer
    if (!answer.again || retry >= maxRetries) throw answer.error
    const pause = pauseMs(retry, answer.waitMs)
    ports.log(`${answer.error.message}; again in ${pause / 1000} s`)
    await ports.sleep(pause)
  }
}

export function isRefused(answer: unknown): answer is Refused {
  return typeof answer === 'object' && answer !== null && 'kind' in answer && answer.kind === 'refused'
}
