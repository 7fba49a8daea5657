import { retry } from '@octokit/plugin-retry'
import { throttling } from '@octokit/plugin-throttling'
import { Octokit as BareOctokit } from '@octokit/rest'
import { translateError } from './translate-error.ts'

export interface Log {
  info(message: string): void
  warn(message: string): void
}

export interface OctokitOptions {
  readonly token: string
  /** `https://api.github.com`, `https://HOST/api/v3`. */
  readonly apiUrl: string
  readonly log: Log
  /** How long a second of waiting lasts: tests shorten it. */
  readonly secondMs: number
  /** Whether writes keep the distance that GitHub asks for (1 s, 3 s where people are notified). */
  readonly paced: boolean
  readonly fetch: typeof fetch
}

const PatientOctokit = BareOctokit.plugin(throttling, retry)
export type Octokit = BareOctokit

/** Tries after the first. */
export const maxRetries = 3
/** Longer than this, in seconds, no run waits for a limit. */
const longestWaitSeconds = 120
// Answers that another try would not change. Limits (403, 429) are the throttle's matter.
const neverAgain = [400, 401, 403, 404, 406, 409, 410, 413, 415, 422, 429, 451]

/** Octokit that retries reads, respects limits, and rejects with {@link GitHubError} only. */
export function createOctokit({ token, apiUrl, log, secondMs, paced, fetch }: OctokitOptions): Octokit {
  const octokit = new PatientOctokit({
    auth: token,
    baseUrl: apiUrl,
    userAgent: 'seaworthy',
    request: { fetch },
    log: { debug: silent, info: silent, warn: (message: string) => log.warn(message), error: silent },
    retry: { retries: maxRetries, retryAfterBaseValue: secondMs, doNotRetry: neverAgain },
    throttle: {
      ...(paced ? {} : unpaced),
      retryAfterBaseValue: secondMs,
      onRateLimit: limitHandler('rate limit', log),
      onSecondaryRateLimit: limitHandler('secondary rate limit', log),
    },
  })
  octokit.hook.error('request', (error) => {
    throw translateError(error)
  })
  return octokit
}

/** For one call: a repetition could do the thing twice, so it is not repeated blindly. */
export const once = { request: { retries: 0 } } as const

interface LimitedRequest {
  readonly method: string
  readonly url: string
}

function limitHandler(limit: string, log: Log) {
  return (seconds: number, { method, url }: LimitedRequest, _octokit: unknown, retryCount: number): boolean => {
    const again = retryCount < maxRetries && seconds <= longestWaitSeconds
    if (again) log.warn(`GitHub's ${limit} is reached at ${method} ${url}: waiting ${seconds} s`)
    return again
  }
}

// Groups in the throttle's sense whose tasks run at once: the limits themselves are still respected.
const immediate = { key: () => ({ schedule: (_options: unknown, task: (...given: unknown[]) => unknown, ...given: unknown[]) => task(...given) }) }
const unpaced = { global: immediate, write: immediate, notifications: immediate } as unknown as Readonly<Record<string, never>>

function silent(): void {
  // Octokit would print every failed request; ours are thrown, with a code.
}
