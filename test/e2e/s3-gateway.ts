import { spawn } from 'node:child_process'
import { createHash, createHmac } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ensureVersitygw } from '../../scripts/versitygw.mjs'

export interface Gateway extends AsyncDisposable {
  readonly endpoint: string
  /** A folder in which each bucket is a folder, and each object a file. */
  readonly objects: string
  createBucket(name: string, options?: { readonly keepsVersions: boolean }): Promise<void>
  put(bucket: string, key: string, body: Uint8Array | string): Promise<void>
  /** The same with a SHA-256 that the server checks and keeps. */
  putChecked(bucket: string, key: string, body: Uint8Array | string): Promise<void>
}

export const gatewayKeys = { AWS_ACCESS_KEY_ID: 'tester', AWS_SECRET_ACCESS_KEY: 'not-a-secret' }

/** A versitygw of its own on a free port. */
export async function openGateway(folder: string): Promise<Gateway> {
  const server = ensureVersitygw()
  if (server.path === null) throw new Error(server.reason)
  const objects = path.join(folder, 'objects')
  const versions = path.join(folder, 'versions')
  for (const name of [objects, versions]) await mkdir(name)
  const port = await freePort()
  const env = { ...process.env, ROOT_ACCESS_KEY: gatewayKeys.AWS_ACCESS_KEY_ID, ROOT_SECRET_KEY: gatewayKeys.AWS_SECRET_ACCESS_KEY }
  const child = spawn(server.path, ['--port', `127.0.0.1:${port}`, '--health', '/healthz', 'posix', '--versioning-dir', versions, objects], {
    env,
    stdio: 'ignore',
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const endpoint = `http://127.0.0.1:${port}`
  await ready(endpoint)
  return {
    endpoint,
    objects,
    createBucket: async (name, options) => {
      await signedPut(endpoint, { place: `/${name}` })
      const body = '<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>Enabled</Status></VersioningConfiguration>'
      if (options?.keepsVersions === true) await signedPut(endpoint, { place: `/${name}`, query: 'versioning=', body })
    },
    put: async (bucket, key, body) => await signedPut(endpoint, { place: `/${bucket}/${key}`, body }),
    putChecked: async (bucket, key, body) => {
      const checksum = createHash('sha256').update(body).digest('base64')
      await signedPut(endpoint, { place: `/${bucket}/${key}`, body, headers: { 'x-amz-checksum-sha256': checksum } })
    },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Listens on a free port of this machine, and answers which. */
export async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

async function freePort(): Promise<number> {
  const server = createServer()
  const port = await listening(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function ready(endpoint: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(`${endpoint}/healthz`).catch(() => null)
    if (answer?.ok === true) return
    await sleep(50)
  }
  throw new Error('versitygw does not start')
}

interface Put {
  readonly place: string
  readonly query?: string
  readonly body?: Uint8Array | string
  readonly headers?: Readonly<Record<string, string>>
}

/** A PUT with Signature Version 4, so that what the tests put is not put by the code that they test. */
async function signedPut(endpoint: string, { place, query = '', body = '', headers = {} }: Put): Promise<void> {
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  const digest = createHash('sha256').update(body).digest('hex')
  const sent = Object.entries({ ...headers, host: new URL(endpoint).host, 'x-amz-content-sha256': digest, 'x-amz-date': time }).toSorted()
  const names = sent.map(([name]) => name).join(';')
  const canonical = ['PUT', place, query, ...sent.map(([name, value]) => `${name}:${value}`), '', names, digest].join('\n')
  const scope = `${time.slice(0, 8)}/us-east-1/s3/aws4_request`
  const text = ['AWS4-HMAC-SHA256', time, scope, createHash('sha256').update(canonical).digest('hex')].join('\n')
  const key = scope
    .split('/')
    .reduce<string | Buffer>((secret, part) => createHmac('sha256', secret).update(part).digest(), `AWS4${gatewayKeys.AWS_SECRET_ACCESS_KEY}`)
  const signature = createHmac('sha256', key).update(text).digest('hex')
  const authorization = `AWS4-HMAC-SHA256 Credential=${gatewayKeys.AWS_ACCESS_KEY_ID}/${scope}, SignedHeaders=${names}, Signature=${signature}`
  const { host: _, ...rest } = Object.fromEntries(sent)
  const answer = await fetch(`${endpoint}${place}${query === '' ? '' : `?${query}`}`, {
    method: 'PUT',
    headers: { ...rest, authorization },
    body: Buffer.from(body),
  })
  if (!answer.ok) throw new Error(`PUT ${place}: ${answer.status} ${await answer.text()}`)
}
