/** A failure made on purpose. Without a status the connection is dropped. */
export interface FaultSpec {
  readonly method?: string
  readonly path: RegExp
  /** `before`: the request has no effect. `after`: it took effect and the answer is lost. */
  readonly when: 'before' | 'after'
  readonly status?: number
  readonly message?: string
  /** With status 403 or 429: the secondary rate limit, with `retry-after`. */
  readonly retryAfterSeconds?: number
  /** Default 1. */
  readonly times?: number
}

export interface Fault extends FaultSpec {
  left: number
}

export function takeFault(faults: Fault[], method: string, path: string): Fault | null {
  const fault = faults.find((one) => one.left > 0 && (one.method ?? method) === method && one.path.test(path))
  if (fault === undefined) return null
  fault.left -= 1
  return fault
}

export function faultAnswer({ status = 500, message, retryAfterSeconds }: Fault): { status: number; body: unknown; headers: Record<string, string> } {
  if (retryAfterSeconds === undefined) return { status, body: { message: message ?? 'Server Error' }, headers: {} }
  const limited = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
  return {
    status,
    body: { message: message ?? limited, documentation_url: 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api' },
    headers: { 'retry-after': String(retryAfterSeconds) },
  }
}
