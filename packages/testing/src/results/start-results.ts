import type { GitHub } from '../github/start-github.ts'
import type { ArtifactSource, StoredArtifact } from '../github/world.ts'
import { type Fault, type FaultSpec, faultAnswer, takeFault } from '../http/faults.ts'
import { type Answer, type Exchange, listen, sendJson } from '../http/listen.ts'
import { type ArtifactRequest, Artifacts } from './artifacts.ts'
import { BlobStore } from './blobs.ts'
import { type CacheRequest, Caches } from './caches.ts'
import { runOfToken } from './runtime-token.ts'

/** The service behind @actions/artifact and @actions/cache, for as many runs as there are. */
export interface Results extends AsyncDisposable, ArtifactSource {
  /** For ACTIONS_RESULTS_URL and ACTIONS_RUNTIME_URL, with its closing slash. */
  readonly url: string
  /** `POST CreateArtifact`, `PUT blob`, and so on, in order. */
  readonly calls: readonly string[]
  artifacts(): readonly StoredArtifact[]
  /** The uploaded bytes (a zip, unless the archive was skipped), or null. */
  artifactBytes(id: number): Buffer | null
  cacheKeys(): string[]
  failNext(fault: FaultSpec): void
  close(): Promise<void>
}

export interface ResultsOptions {
  readonly clock?: () => Date
}

/** Starts the service; given a GitHub, its artifacts show in that GitHub's REST API, each below its run. */
export async function startResults(github: GitHub | null = null, { clock = () => new Date() }: ResultsOptions = {}): Promise<Results> {
  const calls: string[] = []
  const faults: Fault[] = []
  let answer: (exchange: Exchange) => Answer = () => ({ status: 503 })
  const server = await listen(async (exchange) => {
    const { method, url, request, response } = exchange
    calls.push(`${method} ${url.pathname.split('/').at(url.pathname.startsWith('/blob/') ? 1 : -1)}`)
    const fault = takeFault(faults, method, url.pathname)
    const told = fault?.when === 'before' ? null : answer(exchange)
    if (fault === null && told !== null) return sendJson(response, told)
    if (fault?.status === undefined) return void request.socket.destroy()
    return sendJson(response, faultAnswer(fault))
  })
  const blobs = new BlobStore(server.base)
  const artifacts = new Artifacts(blobs, clock)
  const caches = new Caches(blobs)
  answer = (exchange) => (exchange.url.pathname.startsWith('/blob/') ? blobs.serve(exchange) : callTwirp(exchange, artifacts, caches))
  const source: ArtifactSource = {
    artifactsOf: (runId) => artifacts.stored().filter((artifact) => artifact.runId === runId),
    artifact: (id) => artifacts.stored().find((artifact) => artifact.id === id) ?? null,
    downloadUrl: (id) => artifacts.downloadUrl(id),
  }
  github?.useArtifacts(source)
  return {
    ...source,
    url: `${server.base}/`,
    calls,
    artifacts: () => artifacts.stored(),
    artifactBytes: (id) => artifacts.bytes(id),
    cacheKeys: () => caches.keys(),
    failNext: (fault) => void faults.push({ ...fault, left: fault.times ?? 1 }),
    close: server.close,
    [Symbol.asyncDispose]: server.close,
  }
}

/** A runtime token reaches the artifacts of its own run only, as on GitHub. */
function callTwirp({ url, bytes, request }: Exchange, artifacts: Artifacts, caches: Caches): Answer {
  const run = runOfToken(request.headers.authorization)
  if (run === null) return { status: 401, body: { code: 'unauthenticated', msg: 'no runtime token' } }
  const body = JSON.parse(bytes.toString('utf8')) as ArtifactRequest & CacheRequest
  if (body.workflow_run_backend_id !== undefined && body.workflow_run_backend_id !== run) {
    return { status: 403, body: { code: 'permission_denied', msg: `the token belongs to run ${run}` } }
  }
  switch (url.pathname.split('/').at(-1)) {
    case 'CreateArtifact':
      return artifacts.create(body)
    case 'FinalizeArtifact':
      return artifacts.finalize(body)
    case 'ListArtifacts':
      return artifacts.list(body)
    case 'GetSignedArtifactURL':
      return artifacts.signedUrl(body)
    case 'DeleteArtifact':
      return artifacts.delete(body)
    case 'CreateCacheEntry':
      return caches.create(body)
    case 'FinalizeCacheEntryUpload':
      return caches.finalize(body)
    case 'GetCacheEntryDownloadURL':
      return caches.downloadUrl(body)
    default:
      return { status: 404, body: { code: 'bad_route', msg: url.pathname } }
  }
}
