import type { Connection } from './connection.ts'
import { GitHubError } from './errors.ts'
import { callName } from './failed-request.ts'
import { maxRetries } from './octokit.ts'
import { networkFailed } from './translate-error.ts'

export interface DownloadRequest {
  /** As Octokit writes routes: `GET /repos/{owner}/{repo}/releases/assets/{asset_id}`. */
  readonly route: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly accept: string
}

/**
 * Bytes that GitHub keeps elsewhere: the API answers with a redirection to a signed URL, which is followed without the token.
 * @throws {GitHubError} those of any call; `NETWORK_FAILED` where the stream breaks.
 */
export async function* download(connection: Connection, { route, parameters, accept }: DownloadRequest): AsyncIterable<Uint8Array> {
  const answer = await connection.octokit.request(route, {
    ...connection.at,
    ...parameters,
    headers: { accept },
    request: { redirect: 'manual', parseSuccessResponseBody: false },
  })
  const location = answer.headers.location
  const asked = answer.url || connection.apiUrl
  if (answer.status < 300 || location === undefined) return yield* chunksOf(answer.data, callName('GET', asked))
  const url = new URL(location, asked)
  const call = callName('GET', url.href)
  if (url.protocol !== 'https:' && url.protocol !== new URL(connection.apiUrl).protocol)
    throw new GitHubError('ANSWER_INVALID', `${call}: a redirection to ${url.protocol.slice(0, -1)} is not followed`)
  yield* chunksOf((await openStorage(connection, url, call)).body, call)
}

/** All of a download, in memory. */
export async function downloadWhole(connection: Connection, request: DownloadRequest, maxBytes: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of download(connection, request)) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function openStorage(connection: Connection, url: URL, call: string): Promise<Response> {
  for (let tries = 1; ; tries++) {
    const answer = await connection.fetch(url).catch((cause: unknown) => networkFailed(call, cause))
    if (answer instanceof Response && answer.ok) return answer
    const failure = answer instanceof Response ? new GitHubError('SERVER_FAILED', `${call}: the storage answered ${answer.status}`) : answer
    if (tries > maxRetries || (answer instanceof Response && answer.status < 500)) throw failure
    await connection.wait(tries ** 2)
  }
}

async function* chunksOf(body: unknown, call: string): AsyncIterable<Uint8Array> {
  if (!(body instanceof ReadableStream)) return
  try {
    for await (const chunk of body) yield chunk as Uint8Array
  } catch (cause) {
    throw networkFailed(call, cause)
  }
}
