import { createServer as createHttpServer } from 'node:http'
import { connect, createServer } from 'node:net'
import { gatewayKeys, listening } from './s3-gateway.ts'

export interface Proxy extends AsyncDisposable {
  readonly url: string
  /** The head of each request that came through. */
  readonly heads: readonly string[]
}

/** Passes everything on to the endpoint, and drops the first connection once so many bytes have come back. */
export async function droppingProxy(endpoint: string, afterBytes: number): Promise<Proxy> {
  const heads: string[] = []
  let dropped = false
  const server = createServer((near) => {
    const far = connect(Number(new URL(endpoint).port), '127.0.0.1')
    let left = afterBytes
    near.on('data', (chunk) => {
      heads.push(String(chunk))
      far.write(chunk)
    })
    far.on('data', (chunk) => {
      left -= chunk.length
      near.write(chunk)
      if (left > 0 || dropped) return
      dropped = true
      far.destroy()
      near.destroySoon()
    })
    near.on('close', () => far.destroySoon()).on('error', () => undefined)
    far.on('close', () => near.destroySoon()).on('error', () => undefined)
  })
  const url = `http://127.0.0.1:${await listening(server)}`
  return { url, heads, [Symbol.asyncDispose]: async () => void server.close() }
}

export interface TokenService extends AsyncDisposable {
  readonly url: string
  /** Action, role and token of each request. */
  readonly asked: readonly (readonly (string | null)[])[]
}

/** Hands out the keys of the gateway for any token, as AWS's token service does for one that it trusts. */
export async function tokenService(): Promise<TokenService> {
  const asked: (readonly (string | null)[])[] = []
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: key } = gatewayKeys
  const credentials = `<AccessKeyId>${id}</AccessKeyId><SecretAccessKey>${key}</SecretAccessKey><SessionToken></SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration>`
  const result = `<AssumeRoleWithWebIdentityResult><Credentials>${credentials}</Credentials></AssumeRoleWithWebIdentityResult>`
  const answer = `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${result}</AssumeRoleWithWebIdentityResponse>`
  const server = createHttpServer(async (request, response) => {
    const form = new URLSearchParams(Buffer.concat(await Array.fromAsync(request)).toString())
    asked.push(['Action', 'RoleArn', 'WebIdentityToken'].map((name) => form.get(name)))
    response.writeHead(200, { 'content-type': 'text/xml' }).end(answer)
  })
  const url = `http://127.0.0.1:${await listening(server)}`
  return { url, asked, [Symbol.asyncDispose]: async () => void server.close() }
}
