import { createHash } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'

export interface FakeEntry {
  readonly name: string
  readonly text?: string
  readonly link?: string
}

/** An npm tarball with such entries. */
export async function tarballOf(entries: readonly FakeEntry[]): Promise<Buffer> {
  const archive = pack()
  for (const { name, text, link } of entries) {
    if (link === undefined) archive.entry({ name }, text ?? '')
    else archive.entry({ name, type: 'symlink', linkname: link })
  }
  archive.finalize()
  return gzipSync(await buffer(archive))
}

export function integrityOf(bytes: Buffer): string {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`
}

/** How the registry behaves for one path: answers in order, the last one for ever. */
export type Answer = Buffer | { readonly status: number } | { readonly cutAfter: number; readonly of: Buffer }

export interface FakeRegistry extends AsyncDisposable {
  readonly url: string
  /** Paths that were asked for. */
  readonly requests: readonly string[]
  answer(path: string, answers: readonly Answer[]): void
}

export async function startRegistry(): Promise<FakeRegistry> {
  const answers = new Map<string, Answer[]>()
  const requests: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    requests.push(path)
    const left = answers.get(path) ?? []
    give(response, (left.length > 1 ? left.shift() : left[0]) ?? { status: 404 })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/npm/`
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections())
  return { url, requests, answer: (path, given) => void answers.set(`/npm${path}`, [...given]), [Symbol.asyncDispose]: close }
}

function give(response: ServerResponse, answer: Answer): void {
  if (Buffer.isBuffer(answer)) response.end(answer)
  else if ('status' in answer) response.writeHead(answer.status).end()
  else {
    response.writeHead(200, { 'content-length': answer.of.length })
    response.write(answer.of.subarray(0, answer.cutAfter), () => response.destroy())
  }
}
