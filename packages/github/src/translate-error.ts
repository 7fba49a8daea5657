import { acceptedPermissions } from './accepted-permissions.ts'
import { GitHubError } from './errors.ts'
import { answerOf, callName, type FailedRequest, isFailedRequest, oneLine } from './failed-request.ts'

/** What Octokit threw, as one of our errors: it names the host, the call, and what to do. Everything else is returned as it came. */
export function translateError(error: unknown): unknown {
  if (!isFailedRequest(error)) return error
  const call = callName(error.request.method, error.request.url)
  if (error.response === undefined) return networkFailed(call, error)
  const answer = answerOf(error)
  const options = { cause: error, answer }
  if (error.status === 401)
    return new GitHubError('TOKEN_REFUSED', `the token was refused: ${call}: ${answer}`, {
      ...options,
      hint: 'it is wrong, expired or revoked; in a workflow pass github.token',
    })
  if (error.status === 403 || error.status === 429)
    return isRateLimit(error, answer) ? rateLimited(call, error, answer) : forbidden(call, error, answer)
  if (error.status === 404) return notFound(call, error, answer)
  if (error.status >= 500)
    return new GitHubError('SERVER_FAILED', `${call}: GitHub answered ${error.status}: ${answer}`, {
      ...options,
      hint: 'see https://www.githubstatus.com; run it again: it goes on where it stopped',
    })
  return new GitHubError('REQUEST_REFUSED', `${call}: GitHub answered ${error.status}: ${answer}`, options)
}

/** No answer came: the name or the connection failed, or it broke. */
export function networkFailed(call: string, cause: unknown): GitHubError {
  const words = cause instanceof Error ? oneLine(deepest(cause).message) : 'no answer'
  return new GitHubError('NETWORK_FAILED', `${call}: ${words}`, {
    cause,
    hint: 'check the network and the proxy; run it again: it goes on where it stopped',
  })
}

function deepest(error: Error): Error {
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause
  return inner instanceof Error ? deepest(inner) : error
}

function isRateLimit({ response }: FailedRequest, answer: string): boolean {
  const headers = response?.headers ?? {}
  return /rate limit/i.test(answer) || headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined
}

function rateLimited(call: string, error: FailedRequest, answer: string): GitHubError {
  const headers = error.response?.headers ?? {}
  const seconds = Number(headers['retry-after'])
  const reset = Number(headers['x-ratelimit-reset'])
  const when = seconds > 0 ? `in ${seconds} s` : reset > 0 ? `at ${new Date(reset * 1000).toISOString()}` : 'in a few minutes'
  const hint = `it opens again ${when}; run it again then`
  return new GitHubError('RATE_LIMITED', `${call}: the limit on requests is reached (${answer})`, { cause: error, answer, hint })
}

function forbidden(call: string, error: FailedRequest, answer: string): GitHubError {
  const options = { cause: error, answer }
  if (/not permitted to create or approve pull requests/i.test(answer))
    return new GitHubError('PERMISSION_MISSING', `${call}: ${answer}`, {
      ...options,
      hint: 'Settings → Actions → General → "Allow GitHub Actions to create and approve pull requests"',
    })
  const header = error.response?.headers['x-accepted-github-permissions']
  if (!/resource not accessible by/i.test(answer) && header === undefined) return new GitHubError('FORBIDDEN', `${call}: ${answer}`, options)
  const accepted = permissionsFor(error)
  return new GitHubError('PERMISSION_MISSING', `${call}: the token lacks the permission ${accepted.join(' or ')}`, {
    ...options,
    hint: `add \`${accepted[0]}\` under \`permissions:\` of the job; the token of a fork's pull request can never write`,
  })
}

function notFound(call: string, error: FailedRequest, answer: string): GitHubError {
  const hint = `it does not exist, or the token may not see it (\`${permissionsFor(error).join('` or `')}\`)`
  return new GitHubError('NOT_FOUND', `${call}: ${answer}`, { cause: error, answer, hint })
}

function permissionsFor({ request, response }: FailedRequest): readonly string[] {
  const header = response?.headers['x-accepted-github-permissions']
  return acceptedPermissions({
    method: request.method,
    path: new URL(request.url).pathname,
    header: header === undefined ? undefined : String(header),
  })
}
