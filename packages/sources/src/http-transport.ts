import { displayUri } from './display-uri.ts'
import type { Opened, Transport } from './download.ts'
import { SourceError } from './errors.ts'
import { type HttpRequest, request } from './http-request.ts'
import type { SourcesPorts } from './ports.ts'
import { isRefused, type Refused } from './retry.ts'

/** A file behind a URL, from any byte on where the server has ranges. */
export function httpTransport(fetch: SourcesPorts['fetch'], target: HttpRequest): Transport {
  const open: Transport['open'] = async ({ offset, validator }) => {
    const range: Readonly<Record<string, string>> =
      offset === 0 ? {} : { range: `bytes=${offset}-`, ...(validator === null ? {} : { 'if-range': validator }) }
    const response = await request(fetch, { ...target, headers: { ...target.headers, ...range } })
    if (isRefused(response)) return response
    const answer = opened(response, target.url)
    const isUsable = !isRefused(answer) && (answer.from === 0 || (answer.from === offset && (validator === null || answer.validator === validator)))
    if (isUsable) return answer
    if (offset === 0) return unreadable(response, target.url)
    // Nothing behind the part's end, other content in spite of If-Range, or another range: only the whole helps.
    await response.body?.cancel()
    return await open({ offset: 0, validator: null })
  }
  return { open }
}

function opened(response: Response, url: string): Opened | Refused {
  const range = rangeOf(response)
  if (response.status === 416 || range === null || response.body === null) return unreadable(response, url)
  const { body } = response
  return { kind: 'opened', ...range, validator: strongEtag(response), body, cancel: () => body.cancel() }
}

function rangeOf({ status, headers }: Response): { readonly from: number; readonly totalBytes: number | null } | null {
  if (status === 206) {
    const [, from, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get('content-range') ?? '') ?? []
    return from === undefined ? null : { from: Number(from), totalBytes: total === '*' ? null : Number(total) }
  }
  // The length is of the bytes on the wire: where a server compresses in spite of all, it says nothing of the file.
  const isEncoded = (headers.get('content-encoding') ?? 'identity') !== 'identity'
  const length = headers.get('content-length')
  return { from: 0, totalBytes: length === null || isEncoded ? null : Number(length) }
}

/** An etag that names bytes; a weak one names a meaning. */
export function strongEtag({ headers }: Response): string | null {
  const etag = headers.get('etag')
  const isEncoded = (headers.get('content-encoding') ?? 'identity') !== 'identity'
  return etag === null || etag.startsWith('W/') || isEncoded ? null : etag
}

function unreadable({ status }: Response, url: string): Refused {
  const error = new SourceError('SOURCE_ANSWER_INVALID', `${displayUri(url)} is answered with status ${status} and no range that can be read`, {
    hint: 'the server breaks HTTP: fetch the file by a command instead',
  })
  return { kind: 'refused', error, again: false, waitMs: null }
}
