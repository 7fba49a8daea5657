import { describe, expect, it } from 'vitest'
import { connect } from './connect.ts'
import type { GitHubError } from './errors.ts'
import { allPermissions, openHarbour, refusal } from './fixtures/harbour.ts'

const answering = (answer: () => Response) =>
  connect({ token: 'ghs_secret', apiUrl: 'http://127.0.0.1:9', repository: 'o/r', secondMs: 1, fetch: async () => answer() })
const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })

async function refusedWith(answer: () => Response): Promise<Pick<GitHubError, 'code' | 'message' | 'hint'>> {
  const { code, message, hint } = await refusal(answering(answer).facts())
  return { code, message, hint }
}

describe('an error of GitHub', () => {
  it('names the host and the call where no answer came', async () => {
    const client = connect({ token: 't', apiUrl: 'http://127.0.0.1:9', repository: 'o/r', secondMs: 1 })
    expect(await refusal(client.facts())).toMatchObject({
      code: 'NETWORK_FAILED',
      message: expect.stringMatching(/^GET \/repos\/o\/r on 127\.0\.0\.1:9: /),
    })
    expect(client.requests()).toBe(4)
  })

  it('says that the token was refused', async () => {
    expect(await refusedWith(() => json(401, { message: 'Bad credentials' }))).toMatchObject({
      code: 'TOKEN_REFUSED',
      message: 'the token was refused: GET /repos/o/r on 127.0.0.1:9: Bad credentials',
    })
  })

  it('names the permission that GitHub accepts', async () => {
    const headers = { 'x-accepted-github-permissions': 'issues=write; pull_requests=write' }
    expect(await refusedWith(() => json(403, { message: 'Resource not accessible by integration' }, headers))).toEqual({
      code: 'PERMISSION_MISSING',
      message: 'GET /repos/o/r on 127.0.0.1:9: the token lacks the permission issues: write or pull-requests: write',
      hint: "add `issues: write` under `permissions:` of the job; the token of a fork's pull request can never write",
    })
  })

  it('knows the setting that lets workflows open pull requests', async () => {
    const message = 'GitHub Actions is not permitted to create or approve pull requests.'
    expect(await refusedWith(() => json(403, { message }))).toMatchObject({ code: 'PERMISSION_MISSING', hint: expect.stringContaining('Settings') })
  })

  it('leaves another prohibition as it is', async () => {
    const message = 'Resource protected by organization SAML enforcement.'
    expect(await refusedWith(() => json(403, { message }))).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining(message) })
  })

  it('says when a limit opens again', async () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '4102444800' }
    expect(await refusedWith(() => json(403, { message: 'API rate limit exceeded' }, headers))).toMatchObject({
      code: 'RATE_LIMITED',
      hint: 'it opens again at 2100-01-01T00:00:00.000Z; run it again then',
    })
  })

  it('carries what GitHub found wrong with a request', async () => {
    const errors = [{ resource: 'Release', code: 'already_exists', field: 'tag_name' }]
    expect(await refusedWith(() => json(422, { message: 'Validation Failed', errors }))).toMatchObject({
      code: 'REQUEST_REFUSED',
      message: expect.stringContaining('GitHub answered 422: Validation Failed; {"resource":"Release","code":"already_exists"'),
    })
  })

  it('survives an answer that is no JSON, and cuts it', async () => {
    const page = () => new Response(`<html>${'x\n'.repeat(1000)}</html>`, { status: 502, headers: { 'content-type': 'text/html' } })
    const { code, message } = await refusedWith(page)
    expect([code, message.length < 400, message.includes('\n')]).toEqual(['SERVER_FAILED', true, false])
  })

  it('never shows the token', async () => {
    const error = await refusal(answering(() => json(500, { message: 'no' })).statuses.list('main'))
    expect(JSON.stringify([error.message, error.hint, error.cause, Object.entries(error)])).not.toContain('ghs_secret')
  })
})

describe('a missing permission', () => {
  it.each([
    ['statuses', 'statuses: write', (c: Client) => c.statuses.set('main', { context: 'c', state: 'pending', description: '', url: null })],
    ['contents', 'contents: write', (c: Client) => c.objects.blob(Buffer.from('x'))],
    ['contents', 'contents: write', (c: Client) => c.releases.createDraft({ tag: 'a', name: 'a', body: '' })],
    ['issues', 'issues: write', (c: Client) => c.issues.comment(1, 'hello')],
    ['issues', 'issues: read', (c: Client) => c.issues.create({ title: 't', body: 'm', labels: [], marker: 'm' })],
    ['pull-requests', 'pull-requests: write', (c: Client) => c.pulls.open({ head: 'b', base: 'main', title: 't', body: '' })],
    ['actions', 'actions: read', (c: Client) => c.runs.artifacts('1')],
    ['deployments', 'deployments: write', (c: Client) => c.deployments.create({ ref: 'main', environment: 'e', description: '', payload: {} })],
  ] as const)('of %s is named: %s', async (name, permission, call) => {
    await using harbour = await openHarbour({ ...allPermissions, [name]: 'none' })
    const error = await refusal(call(harbour.client))
    expect([error.code, error.message.includes(permission)]).toEqual(['PERMISSION_MISSING', true])
  })
})

type Client = ReturnType<typeof connect>

describe('connect', () => {
  it.each([
    ['a repository without owner', { repository: 'r' }],
    ['a repository that is a URL', { repository: 'https://github.com/o/r' }],
    ['an empty token', { token: '' }],
    ['a token with a line end', { token: 't\n' }],
    ['an address that is none', { apiUrl: 'api.github.com' }],
    ['an address of a file', { apiUrl: 'file:///etc' }],
  ])('refuses %s', (_what, option) => {
    expect(() => connect({ token: 't', repository: 'o/r', ...option })).toThrow(expect.objectContaining({ code: 'ADDRESS_INVALID' }))
  })
})
