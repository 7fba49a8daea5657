import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly method: string
  readonly url: URL
  readonly bytes: Buffer
}

export interface Listening {
  readonly base: string
  close(): Promise<void>
}

/** An HTTP server on a free port of the loopback interface. Bodies arrive whole; what the handler throws becomes a 500. */
export async function listen(handle: (exchange: Exchange) => Promise<void>): Promise<Listening> {
  const server = createServer((request, response) => {
    serve(request, response, handle).catch((cause: unknown) => {
      if (response.headersSent) response.destroy()
      else sendJson(response, { status: 500, body: { message: `the emulation failed: ${cause instanceof Error ? cause.stack : String(cause)}` } })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { base: `http://127.0.0.1:${port}`, close }
}

async function serve(request: IncomingMessage, response: ServerResponse, handle: (exchange: Exchange) => Promise<void>): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const url = new URL(`http://127.0.0.1${request.url ?? '/'}`)
  await handle({ request, response, method: request.method ?? 'GET', url, bytes: Buffer.concat(chunks) })
}

export interface Answer {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** A Buffer goes out as it is, anything else as JSON, undefined as nothing. */
export function sendJson(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  const raw = Buffer.isBuffer(body) ? body : Buffer.from(body === undefined ? '' : JSON.stringify(body))
  const type = body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }
  response.writeHead(status, { ...type, 'content-length': String(raw.length), ...headers })
  response.end(response.req.method === 'HEAD' ? undefined : raw)
}
