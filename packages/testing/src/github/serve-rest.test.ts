import { Octokit } from '@octokit/rest'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSubset } from '../openapi/check-request.ts'
import type { HostedRepository } from './hosted-repository.ts'
import { routes } from './rest/routes.ts'
import { type GitHub, startGitHub } from './start-github.ts'

const target = { owner: 'acme', repo: 'flights' }

let github: GitHub
let repository: HostedRepository
let octokit: Octokit

beforeEach(async () => {
  github = await startGitHub()
  repository = await github.createRepository({ owner: 'acme', name: 'flights', files: { a: 'b' } })
  octokit = new Octokit({ baseUrl: github.url, auth: github.userToken('acme'), log: { debug() {}, info() {}, warn() {}, error() {} } })
})

afterEach(() => github.close())

describe('the OpenAPI subset', () => {
  it('describes exactly the operations that are served, at the same addresses', () => {
    const served = routes.map(({ operation, method, path }) => `${operation} ${method} ${path.replace(/^\/uploads/, '')}`)
    const described = Object.entries(readSubset().operations).map(([id, { method, path }]) => `${id} ${method} ${path}`)
    expect(served.sort()).toEqual(described.sort())
  })

  it.each([
    [
      'an unknown operation',
      () => octokit.request('GET /repos/acme/flights/nonsense'),
      'GET /repos/acme/flights/nonsense: no such operation in the emulated GitHub',
    ],
    ['a wrong type', () => octokit.request('POST /repos/acme/flights/issues', { title: true }), 'issues/create: the body is not valid'],
    [
      'a missing field',
      () => octokit.request('POST /repos/acme/flights/git/refs', { ref: 'refs/heads/x' }),
      "git/create-ref: the body is not valid: must have required property 'sha'",
    ],
    [
      'an unknown field',
      () => octokit.request('POST /repos/acme/flights/releases', { tag_name: 'v1', drfat: true }),
      'repos/create-release: unknown body property "drfat"',
    ],
    [
      'an unknown query parameter',
      () => octokit.request('GET /repos/acme/flights/pulls', { haed: 'x' }),
      'pulls/list: unknown query parameter "haed"',
    ],
  ])('makes %s a loud violation', async (_, request, violation) => {
    await expect(request()).rejects.toMatchObject({ status: 501 })
    expect(github.violations).toEqual([expect.stringContaining(violation)])
  })
})

describe('faults', () => {
  it('before: the request has no effect', async () => {
    github.failNext({ method: 'POST', path: /\/issues$/, when: 'before', status: 502 })
    await expect(octokit.rest.issues.create({ ...target, title: 'x' })).rejects.toMatchObject({ status: 502 })
    expect((await octokit.rest.issues.listForRepo(target)).data).toEqual([])
  })

  it('after: it took effect, and the connection drops', async () => {
    github.failNext({ method: 'POST', path: /\/issues$/, when: 'after' })
    await expect(octokit.rest.issues.create({ ...target, title: 'x' })).rejects.toMatchObject({ status: 500 }) // Octokit's own code for a lost connection
    expect((await octokit.rest.issues.listForRepo(target)).data.map(({ title }) => title)).toEqual(['x'])
    expect(github.requests.map(({ status, fault }) => [status, fault])).toEqual([
      [0, 'after'],
      [200, null],
    ])
  })

  it('can be the secondary rate limit, a number of times', async () => {
    github.failNext({ path: /./, when: 'before', status: 403, retryAfterSeconds: 1, times: 2 })
    const get = (): Promise<unknown> => octokit.rest.repos.get(target)
    const limited = { status: 403, message: expect.stringContaining('secondary rate limit'), response: { headers: { 'retry-after': '1' } } }
    await expect(get()).rejects.toMatchObject(limited)
    await expect(get()).rejects.toMatchObject(limited)
    await expect(get()).resolves.toMatchObject({ status: 200 })
  })
})

it('logs who asked what, with what answer', async () => {
  const run = repository.startRun({ workflow: 'w.yml', event: 'push', headSha: await repository.sha('main'), headBranch: 'main', permissions: {} })
  await expect(new Octokit({ baseUrl: github.url, auth: run.token }).rest.users.getAuthenticated()).rejects.toMatchObject({ status: 403 })
  expect(github.requests).toEqual([
    {
      method: 'GET',
      path: '/user',
      query: {},
      body: undefined,
      token: 'actions',
      login: 'github-actions[bot]',
      runId: run.id,
      status: 403,
      operation: 'users/get-authenticated',
      fault: null,
    },
  ])
})

it('tells its state as JSON', async () => {
  await octokit.rest.issues.create({ ...target, title: 'drift' })
  await octokit.rest.repos.createRelease({ ...target, tag_name: 'v1' })
  const { issues, releases, tags } = JSON.parse(JSON.stringify(await repository.snapshot()))
  expect([issues[0].title, releases[0].tag, tags]).toEqual(['drift', 'v1', [{ name: 'v1', commit: await repository.sha('main'), message: null }]])
})
