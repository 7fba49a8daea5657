import { describe, expect, it } from 'vitest'
import { allPermissions, openHarbour, refusalCode } from './fixtures/harbour.ts'

describe.each(['before', 'after'] as const)('a network that fails %s the effect', (when) => {
  it('makes one ref', async () => {
    await using harbour = await openHarbour()
    const sha = await harbour.repository.sha('main')
    harbour.github.failNext({ method: 'POST', path: /\/git\/refs$/, when })
    expect(await harbour.client.refs.create('refs/tags/m#production#1', sha)).toBe('created')
    expect(await harbour.client.refs.create('refs/tags/m#production#1', sha)).toBe('exists')
  })

  it('makes one draft and one asset', async () => {
    await using harbour = await openHarbour()
    const { releases } = harbour.client
    harbour.github.failNext({ method: 'POST', path: /\/releases$/, when })
    harbour.github.failNext({ method: 'POST', path: /\/assets$/, when, status: 502 })
    const draft = await releases.createDraft({ tag: 'm@v1.0.0', name: 'm', body: 'first' })
    const asset = await releases.upload(draft, { name: 'a.bin', bytes: Buffer.from('hello'), contentType: 'application/octet-stream' })
    const found = await releases.findByTag('m@v1.0.0', { drafts: true })
    expect(found.map(({ id, assets }) => [id, assets.map((one) => one.id)])).toEqual([[draft.id, [asset.id]]])
  })

  it('makes one comment, one issue, one pull request, one deployment', async () => {
    await using harbour = await openHarbour()
    const { client, github, repository } = harbour
    await repository.commit('seaworthy/retrain', { 'b.txt': 'b' }, 'change')
    for (const path of [/\/issues$/, /\/comments$/, /\/pulls$/, /\/deployments$/]) github.failNext({ method: 'POST', path, when })
    const issue = await client.issues.create({ title: 'drift', body: '<!-- m -->', labels: ['seaworthy'], marker: '<!-- m -->' })
    const post = await client.posts(issue.number).createComment('one\n')
    await client.pulls.open({ head: 'seaworthy/retrain', base: 'main', title: 'retrain', body: '' })
    await client.deployments.create({ ref: 'main', environment: 'production', description: 'v1', payload: { version: '1.0.0', n: [1] } })
    const { issues, comments, pullRequests, deployments } = await counts(repository)
    expect([issues, comments, pullRequests, deployments]).toEqual([1, 1, 1, 1])
    expect(post.author).toBe('github-actions[bot]')
  })

  it('starts one run', async () => {
    await using harbour = await openHarbour()
    harbour.github.failNext({ method: 'POST', path: /\/dispatches$/, when })
    await harbour.client.dispatches.workflow('line.yml', 'main', { pr: '7' })
    expect(harbour.github.takeDispatches()).toMatchObject([{ kind: 'workflow_dispatch', ref: 'main' }])
  })
})

describe('repeating', () => {
  it('ends, with the error of the call', async () => {
    await using harbour = await openHarbour()
    harbour.github.failNext({ method: 'POST', path: /\/releases$/, when: 'before', times: 99 })
    expect(await refusalCode(harbour.client.releases.createDraft({ tag: 'a', name: 'a', body: '' }))).toBe('NETWORK_FAILED')
    harbour.github.failNext({ path: /\/git\/ref\//, when: 'before', status: 503, times: 99 })
    const before = harbour.client.requests()
    expect(await refusalCode(harbour.client.refs.get('refs/heads/main'))).toBe('SERVER_FAILED')
    expect(harbour.client.requests() - before).toBe(4)
  })

  it('waits as a secondary limit says, and says so', async () => {
    await using harbour = await openHarbour()
    harbour.github.failNext({ method: 'POST', path: /\/statuses\//, when: 'before', status: 403, retryAfterSeconds: 7, times: 2 })
    await harbour.client.statuses.set(await harbour.repository.sha('main'), { context: 'seaworthy', state: 'success', description: 'ok', url: null })
    expect(harbour.warnings).toHaveLength(2)
    expect(harbour.warnings[0]).toContain("GitHub's secondary rate limit is reached at POST")
  })

  it('does not wait for ever, nor without end', async () => {
    await using harbour = await openHarbour()
    const list = () => harbour.client.statuses.list('main')
    harbour.github.failNext({ path: /\/statuses/, when: 'before', status: 429, retryAfterSeconds: 3600 })
    expect(await refusalCode(list())).toBe('RATE_LIMITED')
    harbour.github.failNext({ path: /\/statuses/, when: 'before', status: 429, retryAfterSeconds: 1, times: 99 })
    expect(await refusalCode(list())).toBe('RATE_LIMITED')
  })

  it('is not done for what another try cannot change', async () => {
    await using harbour = await openHarbour({ ...allPermissions, contents: 'read' })
    const before = harbour.client.requests()
    expect(await refusalCode(harbour.client.objects.blob(Buffer.from('x')))).toBe('PERMISSION_MISSING')
    expect(harbour.client.requests() - before).toBe(1)
  })
})

interface Counts {
  readonly issues: number
  readonly comments: number
  readonly pullRequests: number
  readonly deployments: number
}

async function counts(repository: { readonly state: RepositoryState }): Promise<Counts> {
  const { issues, comments, pulls, deployments } = repository.state
  return { issues: issues.size - pulls.size, comments: comments.size, pullRequests: pulls.size, deployments: deployments.size }
}

type Sized = { readonly size: number }
interface RepositoryState {
  readonly issues: Sized
  readonly comments: Sized
  readonly pulls: Sized
  readonly deployments: Sized
}
