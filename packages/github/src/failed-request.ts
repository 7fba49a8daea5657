/** What Octokit throws: with a response where there was one. */
export interface FailedRequest {
  readonly message: string
  readonly status: number
  readonly request: { readonly method: string; readonly url: string }
  readonly response?: { readonly headers: Readonly<Record<string, string | number | undefined>>; readonly data: unknown }
}

export function isFailedRequest(error: unknown): error is FailedRequest & Error {
  return error instanceof Error && error.name === 'HttpError' && 'status' in error && 'request' in error
}

/** `POST /repos/o/r/git/refs on api.github.com`; never the query, which may be signed. */
export function callName(method: string, url: string): string {
  const { host, pathname } = new URL(url)
  return `${method} ${pathname} on ${host}`
}

/** GitHub's own words with its list of errors, on one line and not without end. */
export function answerOf({ response, message }: FailedRequest): string {
  const data = response?.data
  if (typeof data !== 'object' || data === null || !('message' in data)) return oneLine(message)
  const errors =
    'errors' in data && Array.isArray(data.errors) ? data.errors.map((error) => (typeof error === 'string' ? error : JSON.stringify(error))) : []
  return oneLine([String(data.message), ...errors].join('; '))
}

export function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 300 ? `${line.slice(0, 299)}…` : line
}
