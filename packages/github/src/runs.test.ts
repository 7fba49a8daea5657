import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { allPermissions, type Harbour, openHarbour, refusalCode } from './fixtures/harbour.ts'

/** A storage host: it keeps the headers of each request, and fails as often as it is told to. */
async function openStorage(bytes: Uint8Array, failures = 0): Promise<{ url: string; authorizations: (string | undefined)[] } & AsyncDisposable> {
  const authorizations: (string | undefined)[] = []
  const server: Server = createServer((request, response) => {
    authorizations.push(request.headers.authorization)
    response.writeHead(authorizations.length <= failures ? 503 : 200).end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/blob?sig=secret`,
    authorizations,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const zip = zipSync({ 'section.json': strToU8('{"a":1}') })
const digestOf = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

async function startRun({ repository }: Harbour, workflow = 'line.yml') {
  const headSha = await repository.sha('main')
  return repository.startRun({ workflow: `.github/workflows/${workflow}`, event: 'push', headSha, headBranch: 'main', permissions: allPermissions })
}

function offer({ github }: Harbour, runId: number, { url, bytes = zip, count = 1 }: { url: string; bytes?: Uint8Array; count?: number }): void {
  const one = (id: number) => ({ id, runId, name: `a${id}`, bytes: bytes.byteLength, digest: digestOf(bytes), createdAt: '2026-01-01T00:00:00Z' })
  const all = Array.from({ length: count }, (_, at) => one(at + 1))
  github.useArtifacts({ artifactsOf: () => all, artifact: (id) => all[id - 1] ?? null, downloadUrl: () => url })
}

const limits = { maxBytes: 10_000 }

describe('runs', () => {
  it('are listed by workflow file and head, newest first, and read one by one', async () => {
    await using harbour = await openHarbour()
    const [first, second] = [await startRun(harbour), await startRun(harbour)]
    const later = await harbour.repository.commit('main', { 'c.txt': 'c' }, 'later')
    const runs = await harbour.client.runs.ofWorkflow('line.yml', { headSha: await harbour.repository.sha('main~1'), branch: 'main' })
    expect(runs.map(({ id }) => id).slice(0, 2)).toEqual([String(second.id), String(first.id)])
    expect(await harbour.client.runs.ofWorkflow('line.yml', { headSha: later })).toEqual([])
    expect(await harbour.client.runs.get(String(first.id))).toMatchObject({
      id: String(first.id),
      attempt: 1,
      event: 'push',
      headRepository: 'acme/flights',
    })
    expect(await harbour.client.runs.get('424242')).toBeNull()
    expect(await refusalCode(harbour.client.runs.get('1/../2'))).toBe('ADDRESS_INVALID')
  })

  it('name all their artifacts, over pages', async () => {
    await using harbour = await openHarbour()
    const { id } = await startRun(harbour)
    offer(harbour, id, { url: 'http://127.0.0.1:9', count: 130 })
    expect(await harbour.client.runs.artifacts(String(id))).toHaveLength(130)
  })
})

describe('artifacts of one name', () => {
  it('are found in every run of the repository, over pages, with the head that it was about', async () => {
    await using harbour = await openHarbour()
    const [one, other] = [await startRun(harbour), await startRun(harbour)]
    const left = (runId: number, name: string) => ({ id: runId, runId, name, bytes: 1, digest: digestOf(zip), createdAt: '2026-01-01T00:00:00Z' })
    const many = Array.from({ length: 120 }, () => left(one.id, 'seaworthy-judged-tiny-0123'))
    const two = ['seaworthy-judged-tiny-0123', 'seaworthy-judged-tiny-9999'].map((name) => left(other.id, name))
    harbour.github.useArtifacts({
      artifactsOf: (runId) => (runId === one.id ? many : runId === other.id ? two : []),
      artifact: () => null,
      downloadUrl: () => '',
    })
    const found = await harbour.client.runs.named('seaworthy-judged-tiny-0123')
    expect(found).toHaveLength(121)
    expect(found[0]).toEqual({ createdAt: '2026-01-01T00:00:00Z', headSha: await harbour.repository.sha('main') })
    expect(await harbour.client.runs.named('seaworthy-judged-tiny-none')).toEqual([])
  })
})

describe('an artifact', () => {
  it('is fetched from its storage without the token, a failing storage asked again', async () => {
    await using harbour = await openHarbour()
    await using storage = await openStorage(zip, 2)
    const { id } = await startRun(harbour)
    offer(harbour, id, { url: storage.url })
    const [artifact] = await harbour.client.runs.artifacts(String(id))
    if (!artifact) throw new Error('there is one artifact')
    const files = await harbour.client.runs.download(artifact, limits)
    expect([...files].map(([name, bytes]) => [name, Buffer.from(bytes).toString()])).toEqual([['section.json', '{"a":1}']])
    expect(storage.authorizations).toEqual([undefined, undefined, undefined])
  })

  it('is refused when expired, too large by its label or in truth, or not what the label says', async () => {
    await using harbour = await openHarbour()
    await using storage = await openStorage(zip)
    const { id } = await startRun(harbour)
    offer(harbour, id, { url: storage.url })
    const [artifact] = await harbour.client.runs.artifacts(String(id))
    if (!artifact) throw new Error('there is one artifact')
    const code = (change: object, maxBytes = 10_000) => refusalCode(harbour.client.runs.download({ ...artifact, ...change }, { maxBytes }))
    expect(await code({ expired: true })).toBe('ARTIFACT_EXPIRED')
    expect(await code({ bytes: 10_001 })).toBe('ARTIFACT_TOO_LARGE')
    expect(await code({ bytes: 1 }, 20)).toBe('ARTIFACT_TOO_LARGE')
    expect(await code({ digest: digestOf(strToU8('other')) })).toBe('ARTIFACT_DIGEST_MISMATCH')
    expect(await code({ id: 999 })).toBe('NOT_FOUND')
  })

  it('is refused when the storage keeps failing, without its signature in the message', async () => {
    await using harbour = await openHarbour()
    await using storage = await openStorage(zip, 99)
    const { id } = await startRun(harbour)
    offer(harbour, id, { url: storage.url })
    const [artifact] = await harbour.client.runs.artifacts(String(id))
    if (!artifact) throw new Error('there is one artifact')
    const message = await harbour.client.runs.download(artifact, limits).catch((error: Error) => error.message)
    expect(message).toMatch(/^GET \/blob on 127\.0\.0\.1:\d+: the storage answered 503$/)
  })
})
