import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { connect } from './connect.ts'
import { openHarbour, refusalCode } from './fixtures/harbour.ts'

describe('releases', () => {
  it('uploads a file from disk to the URL that the release names', async () => {
    await using harbour = await openHarbour()
    const folder = await mkdtemp(join(tmpdir(), 'asset-'))
    const path = join(folder, 'model.onnx')
    await writeFile(path, Buffer.alloc(300_000, 7))
    const draft = await harbour.client.releases.createDraft({ tag: 'm@v1.0.0', name: 'm', body: '' })
    const asset = await harbour.client.releases.upload(draft, {
      name: 'model.onnx',
      bytes: { path, size: 300_000 },
      contentType: 'application/octet-stream',
    })
    await rm(folder, { recursive: true })
    expect(Buffer.concat(await Array.fromAsync(harbour.client.releases.download(asset)))).toEqual(Buffer.alloc(300_000, 7))
    const upload = harbour.github.requests.find(({ operation }) => operation === 'repos/upload-release-asset')
    expect([upload?.path, upload?.query]).toEqual([`/uploads/repos/acme/flights/releases/${draft.id}/assets`, { name: 'model.onnx' }])
  })

  it('asks for the upload URL where it is not given', async () => {
    await using harbour = await openHarbour()
    const { id, tag } = await harbour.client.releases.createDraft({ tag: 'm@v1.0.0', name: 'm', body: '' })
    const asset = { name: 'a.txt', bytes: Buffer.from('a'), contentType: 'text/plain' }
    expect((await harbour.client.releases.upload({ id, tag }, asset)).name).toBe('a.txt')
  })

  it('shows drafts only to those who may write', async () => {
    await using harbour = await openHarbour()
    await harbour.client.releases.createDraft({ tag: 'm@v1.0.0', name: 'm', body: '' })
    const reader = await harbour.withPermissions({ contents: 'read' })
    expect(await reader.releases.findByTag('m@v1.0.0', { drafts: true })).toEqual([])
    expect(await harbour.client.releases.findByTag('m@v1.0.0', { drafts: true })).toHaveLength(1)
  })

  it('finds a release among more than a page of them, with more than a page of assets', async () => {
    await using harbour = await openHarbour()
    const draft = await harbour.client.releases.createDraft({ tag: 'm@v1.0.0', name: 'm', body: '' })
    const asset = (at: number) => ({ name: `f${at}`, bytes: Buffer.from('x'), contentType: 'text/plain' })
    await Promise.all(Array.from({ length: 35 }, (_, at) => harbour.client.releases.upload(draft, asset(at))))
    await Promise.all(Array.from({ length: 101 }, (_, at) => harbour.client.releases.createDraft({ tag: `other@v1.${at}.0`, name: 'o', body: '' })))
    const [found] = await harbour.client.releases.findByTag('m@v1.0.0', { drafts: true })
    expect([found?.id, found?.assets.length]).toEqual([draft.id, 35])
  })

  it('breaks with an error where the stream of a download breaks', async () => {
    const broken = new ReadableStream({
      start: (controller) => controller.enqueue(new Uint8Array(3)),
      pull: (controller) => controller.error(new Error('reset')),
    })
    const fetch = async () => new Response(broken, { headers: { 'content-type': 'application/octet-stream' } })
    const { releases } = connect({ token: 't', apiUrl: 'http://127.0.0.1:9', repository: 'o/r', fetch })
    const asset = { id: 1, name: 'a', bytes: 9, digest: null, state: 'uploaded' } as const
    expect(await refusalCode(Array.fromAsync(releases.download(asset)))).toBe('NETWORK_FAILED')
  })

  it('follows no redirection from https to http', async () => {
    const fetch = async () => new Response(null, { status: 302, headers: { location: 'http://evil.example/x' } })
    const { releases } = connect({ token: 't', apiUrl: 'https://api.example', repository: 'o/r', fetch, paced: false })
    const asset = { id: 1, name: 'a', bytes: 9, digest: null, state: 'uploaded' } as const
    expect(await refusalCode(Array.fromAsync(releases.download(asset)))).toBe('ANSWER_INVALID')
  })
})
