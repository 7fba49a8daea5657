import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { NativeError } from './errors.ts'
import type { PinnedPackage } from './library.ts'

export interface DownloadOptions {
  readonly registry: string
  /** File to write. */
  readonly to: string
  /** Pauses before the second, third, … try. */
  readonly retryDelaysMs: readonly number[]
}

const timeoutMs = 10 * 60 * 1000

/**
 * Fetches a package's tarball and checks it against its pin before anyone opens it. A network that fails, a server's
 * error and a cut-off answer are tried again; a refusal and wrong bytes are not.
 * @throws {NativeError} `DOWNLOAD_FAILED`, `DOWNLOAD_TRUNCATED`, `DOWNLOAD_DIGEST`
 */
export async function downloadTarball(pinned: PinnedPackage, options: DownloadOptions): Promise<void> {
  const url = tarballUrl(pinned, options.registry)
  for (let attempt = 0; ; attempt++) {
    const failure = await tryDownload(url, pinned, options.to)
    if (failure === null) return
    const pauseMs = options.retryDelaysMs[attempt]
    if (!failure.again || pauseMs === undefined) throw failure.error
    await sleep(pauseMs)
  }
}

/** `https://registry/@scope/name/-/name-1.0.0.tgz`, the layout that npm and its mirrors share. */
export function tarballUrl({ name, version }: PinnedPackage, registry: string): string {
  const bare = name.slice(name.indexOf('/') + 1)
  return `${registry.replace(/\/+$/, '')}/${name}/-/${bare}-${version}.tgz`
}

interface Failure {
  readonly error: NativeError
  readonly again: boolean
}

async function tryDownload(url: string, pinned: PinnedPackage, to: string): Promise<Failure | null> {
  const response = await request(url)
  if (!(response instanceof Response)) return response
  const received = await receive(response, to).catch((cause: unknown) => truncated(url, cause))
  if ('error' in received) return received
  if (received.integrity === pinned.integrity) return null
  const expected = Number(response.headers.get('content-length') ?? 0)
  if (received.bytes < expected) return truncated(url, `${received.bytes} of ${expected} bytes came`)
  return { again: false, error: wrongDigest(url, pinned, received) }
}

async function request(url: string): Promise<Response | Failure> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) })
    if (response.ok && response.body !== null) return response
    await response.body?.cancel()
    const error = new NativeError('DOWNLOAD_FAILED', `${withoutSecrets(url)} was answered with status ${response.status}`, { hint: registryHint })
    return { again: response.status >= 500 || response.status === 429, error }
  } catch (cause) {
    return { again: true, error: new NativeError('DOWNLOAD_FAILED', `${withoutSecrets(url)} cannot be reached`, { hint: registryHint, cause }) }
  }
}

const registryHint = 'name a registry that this machine reaches and that has the package, or a folder with the libraries installed'

interface Received {
  readonly integrity: string
  readonly bytes: number
}

async function receive(response: Response, to: string): Promise<Received> {
  const hash = createHash('sha512')
  let bytes = 0
  await using file = await open(to, 'w')
  for await (const chunk of response.body ?? []) {
    hash.update(chunk)
    bytes += chunk.length
    await file.writeFile(chunk)
  }
  return { integrity: `sha512-${hash.digest('base64')}`, bytes }
}

function truncated(url: string, cause: unknown): Failure {
  const error = new NativeError('DOWNLOAD_TRUNCATED', `the download of ${withoutSecrets(url)} broke off`, {
    hint: 'try again; a proxy may limit its size',
    cause,
  })
  return { again: true, error }
}

function wrongDigest(url: string, { name, version, integrity }: PinnedPackage, received: Received): NativeError {
  const message = `${withoutSecrets(url)} has ${received.bytes} bytes with ${received.integrity.slice(0, 20)}…, not the ${integrity.slice(0, 20)}… of ${name} ${version}`
  return new NativeError('DOWNLOAD_DIGEST', message, { hint: 'the registry or something before it changed the package: do not use it' })
}

/** The address without what may be secret in it: user, password and query. */
function withoutSecrets(url: string): string {
  const { protocol, host, pathname } = new URL(url)
  return `"${protocol}//${host}${pathname}"`
}
