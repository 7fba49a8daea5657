import { isTrustedTransport } from './address-https.ts'
import { displayUri } from './display-uri.ts'
import { SourceError } from './errors.ts'
import type { SourcesPorts } from './ports.ts'
import type { Refused } from './retry.ts'
import { retryAfterMs } from './retry-after.ts'

export interface HttpRequest {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent to the origin of the URL alone, never to where it redirects. */
  readonly token?: string | null
  /** What helps where the server says that this caller may not. */
  readonly forbiddenHint: string
}

const maxRedirects = 10
/** Others of 2xx, as 202, come before the file is there. */
const answers = [200, 203, 206, 416]

/**
 * One GET: an answer with content or 416, or why there is none. Redirects are followed here and not by `fetch`, so that a token stays with
 * its origin and no redirect leaves encryption.
 */
export async function request(
  fetch: SourcesPorts['fetch'],
  { url, headers = {}, token = null, forbiddenHint }: HttpRequest,
): Promise<Response | Refused> {
  const { origin } = new URL(url)
  let at = url
  for (let hop = 0; hop <= maxRedirects; hop++) {
    const isHome = new URL(at).origin === origin
    const sent = { 'accept-encoding': 'identity', ...headers, ...(isHome && token !== null ? { authorization: `Bearer ${token}` } : {}) }
    const response = await answerOf(fetch, at, sent)
    if (!(response instanceof Response)) return response
    if (answers.includes(response.status)) return response
    await response.body?.cancel()
    const target = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null
    if (target === null) return refusal(response, { url, forbiddenHint })
    const next = URL.parse(target, at)
    if (next === null || !isTrustedTransport(next)) return strayed(url, target)
    at = next.href
  }
  return refused(new SourceError('SOURCE_UNREACHABLE', `${displayUri(url)} redirects more than ${maxRedirects} times`, { hint: 'check the address' }))
}

async function answerOf(fetch: SourcesPorts['fetch'], url: string, headers: Readonly<Record<string, string>>): Promise<Response | Refused> {
  try {
    return await fetch(url, { headers, redirect: 'manual' })
  } catch (cause) {
    const error = new SourceError('SOURCE_UNREACHABLE', `${displayUri(url)} cannot be reached`, { hint: 'check the address and the network', cause })
    return { kind: 'refused', error, again: true, waitMs: null }
  }
}

function refusal({ status, headers }: Response, { url, forbiddenHint }: { readonly url: string; readonly forbiddenHint: string }): Refused {
  const place = displayUri(url)
  if (status === 401 || status === 403)
    return refused(new SourceError('SOURCE_FORBIDDEN', `${place} is refused to this caller (status ${status})`, { hint: forbiddenHint }))
  if (status === 404 || status === 410)
    return refused(
      new SourceError('SOURCE_NOT_FOUND', `there is no ${place} (status ${status})`, { hint: 'check the address: the file may have moved' }),
    )
  const error = new SourceError('SOURCE_UNREACHABLE', `${place} is answered with status ${status}`, {
    hint: 'the server has a fault: try again later',
  })
  const again = status >= 500 || status === 408 || status === 425 || status === 429
  return { kind: 'refused', error, again, waitMs: retryAfterMs(headers) }
}

function strayed(url: string, target: string): Refused {
  const message = `${displayUri(url)} redirects to ${displayUri(target)}, which is not encrypted`
  return refused(new SourceError('SOURCE_UNREACHABLE', message, { hint: 'name the address behind it, with https://' }))
}

function refused(error: SourceError): Refused {
  return { kind: 'refused', error, again: false, waitMs: null }
}
