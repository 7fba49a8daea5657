import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Octokit } from '@octokit/rest'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { gitText } from '../git/run-git.ts'
import type { HostedRepository } from './hosted-repository.ts'
import type { Permissions } from './permissions.ts'
import { type GitHub, startGitHub } from './start-github.ts'

const WORKFLOW = 'on: { workflow_dispatch: {} }\n'
const WRITE: Permissions = { contents: 'write', statuses: 'write', 'pull-requests': 'write', issues: 'write', actions: 'write', deployments: 'write' }
const target = { owner: 'acme', repo: 'flights' }

let github: GitHub
let repository: HostedRepository
let scratch: string

beforeEach(async () => {
  scratch = mkdtempSync(path.join(tmpdir(), 'seaworthy-test-'))
  github = await startGitHub()
  repository = await github.createRepository({
    ...{ owner: 'acme', name: 'flights' },
    files: { 'a.txt': 'one\ntwo\n', '.github/workflows/ci.yml': WORKFLOW },
  })
})

afterEach(async () => {
  expect(github.violations).toEqual([])
  await github.close()
  rmSync(scratch, { recursive: true })
})

async function runToken(permissions: Permissions): Promise<string> {
  const run = { workflow: '.github/workflows/ci.yml', event: 'push', headSha: await repository.sha('main'), headBranch: 'main', permissions }
  return repository.startRun(run).token
}

const octokit = (auth?: string): Octokit =>
  new Octokit({ baseUrl: github.url, ...(auth === undefined ? {} : { auth }), log: { debug() {}, info() {}, warn() {}, error() {} } })
const bot = async (permissions: Permissions = WRITE): Promise<Octokit> => octokit(await runToken(permissions))
const git = (args: string[], cwd = scratch): Promise<string> => gitText(['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd })

describe('git data over REST', () => {
  it('makes a parentless commit with its own tree and claims a tag once', async () => {
    const { git: api } = (await bot()).rest
    const { data: blob } = await api.createBlob({ ...target, content: 'hello' })
    const { data: tree } = await api.createTree({ ...target, tree: [{ path: 'docs/record.json', mode: '100644', type: 'blob', sha: blob.sha }] })
    const author = { name: 'Sea', email: 'sea@example.com', date: '2026-01-02T03:04:05Z' }
    const { data: commit } = await api.createCommit({ ...target, message: 'm\n\nSource-Commit: x', tree: tree.sha, parents: [], author })
    expect(commit).toMatchObject({ author, parents: [], message: 'm\n\nSource-Commit: x', tree: { sha: tree.sha } })
    const ref = { ...target, ref: 'refs/tags/m@v1.0.0', sha: commit.sha }
    await api.createRef(ref)
    await expect(api.createRef(ref)).rejects.toMatchObject({ status: 422, message: expect.stringContaining('Reference already exists') })
    expect((await api.getRef({ ...target, ref: 'tags/m@v1.0.0' })).data.object).toMatchObject({ sha: commit.sha, type: 'commit' })
    expect(await repository.read('m@v1.0.0', 'docs/record.json')).toEqual(Buffer.from('hello'))
  })

  it('keeps an annotated tag with its message and finds it by prefix', async () => {
    const { git: api } = (await bot()).rest
    const sha = await repository.sha('main')
    const { data: tag } = await api.createTag({ ...target, tag: 'm#production#1', message: '{"a":1}', object: sha, type: 'commit' })
    await api.createRef({ ...target, ref: 'refs/tags/m#production#1', sha: tag.sha })
    const { data: refs } = await api.listMatchingRefs({ ...target, ref: 'tags/m#production#' })
    expect(refs.map((ref) => [ref.ref, ref.object.type])).toEqual([['refs/tags/m#production#1', 'tag']])
    expect((await api.getTag({ ...target, tag_sha: tag.sha })).data).toMatchObject({ message: '{"a":1}', object: { sha, type: 'commit' } })
  })

  it('refuses an update that is not a fast forward unless forced', async () => {
    const { git: api } = (await bot()).rest
    const first = await repository.sha('main')
    await repository.commit('main', { 'b.txt': 'b' }, 'second')
    await expect(api.updateRef({ ...target, ref: 'heads/main', sha: first })).rejects.toMatchObject({ status: 422 })
    await api.updateRef({ ...target, ref: 'heads/main', sha: first, force: true })
    expect(await repository.sha('main')).toBe(first)
  })

  it('refuses GITHUB_TOKEN a ref to a commit whose workflows no branch has', async () => {
    const { git: api } = (await bot()).rest
    const old = await repository.sha('main')
    await repository.commit('main', { '.github/workflows/ci.yml': `${WORKFLOW}# changed\n` }, 'changed')
    await expect(api.createRef({ ...target, ref: 'refs/tags/old', sha: old })).rejects.toMatchObject({ status: 403 })
    await octokit(github.userToken('acme')).rest.git.createRef({ ...target, ref: 'refs/tags/old', sha: old })
  })

  it('reads files as JSON, as raw bytes, and lists folders', async () => {
    const { repos } = (await bot({ contents: 'read' })).rest
    const { data: file } = await repos.getContent({ ...target, path: 'a.txt' })
    expect(file).toMatchObject({ type: 'file', encoding: 'base64', content: 'b25lCnR3bwo=\n', size: 8 })
    const { data: raw } = await repos.getContent({ ...target, path: 'a.txt', ref: 'main', mediaType: { format: 'raw' } })
    expect(raw).toBe('one\ntwo\n')
    await expect(repos.getContent({ ...target, path: 'none' })).rejects.toMatchObject({ status: 404 })
  })

  it('compares two commits', async () => {
    const base = await repository.sha('main')
    await repository.commit('feature', { 'a.txt': 'one\n', 'new.txt': 'x\n' }, 'change')
    const { data } = await (await bot()).rest.repos.compareCommitsWithBasehead({ ...target, basehead: `${base}...feature` })
    expect(data).toMatchObject({ status: 'ahead', ahead_by: 1, behind_by: 0, total_commits: 1 })
    expect(data.files?.map((file) => [file.filename, file.status, file.additions, file.deletions])).toEqual([
      ['a.txt', 'modified', 0, 1],
      ['new.txt', 'added', 1, 0],
    ])
  })
})

describe('comments, issues and statuses', () => {
  it('pages through comments by Link headers', async () => {
    const api = await bot()
    const { number } = await repository.openPullRequest({ head: 'f', title: 't', files: { 'b.txt': 'b' } })
    for (let index = 0; index < 35; index++) await api.rest.issues.createComment({ ...target, issue_number: number, body: `c${index}` })
    const first = await api.rest.issues.listComments({ ...target, issue_number: number })
    expect([first.data.length, first.data[0]?.user?.login]).toEqual([30, 'github-actions[bot]'])
    const all = await api.paginate(api.rest.issues.listComments, { ...target, issue_number: number, per_page: 10 })
    expect(all.map((comment) => comment.body)).toEqual(Array.from({ length: 35 }, (_, index) => `c${index}`))
  })

  it('refuses an empty and an overlong comment', async () => {
    const { issues } = (await bot()).rest
    const { data: issue } = await issues.create({ ...target, title: 'drift', labels: ['seaworthy'] })
    const comment = { ...target, issue_number: issue.number }
    await expect(issues.createComment({ ...comment, body: '' })).rejects.toMatchObject({ status: 422 })
    await expect(issues.createComment({ ...comment, body: 'x'.repeat(65_537) })).rejects.toMatchObject({ status: 422 })
    const { data } = await issues.createComment({ ...comment, body: 'x'.repeat(65_536) })
    expect((await issues.updateComment({ ...target, comment_id: data.id, body: 'short' })).data.body).toBe('short')
  })

  it('finds issues by label and state', async () => {
    const { issues } = (await bot()).rest
    const { data: issue } = await issues.create({ ...target, title: 'drift', labels: ['seaworthy'] })
    await issues.create({ ...target, title: 'other' })
    expect((await issues.listForRepo({ ...target, labels: 'seaworthy' })).data.map((one) => one.title)).toEqual(['drift'])
    await issues.update({ ...target, issue_number: issue.number, state: 'closed' })
    expect((await issues.listForRepo({ ...target, labels: 'seaworthy' })).data).toEqual([])
  })

  it('combines the newest status of each context', async () => {
    const { repos } = (await bot()).rest
    const sha = await repository.sha('main')
    await repos.createCommitStatus({ ...target, sha, state: 'pending', context: 'seaworthy' })
    await repos.createCommitStatus({ ...target, sha, state: 'success', context: 'seaworthy', description: 'ready' })
    expect((await repos.getCombinedStatusForRef({ ...target, ref: sha })).data).toMatchObject({ state: 'success', total_count: 1 })
    await expect(repos.createCommitStatus({ ...target, sha, state: 'success', description: 'x'.repeat(141) })).rejects.toMatchObject({ status: 422 })
  })
})

describe('releases', () => {
  it('publishes a draft with its assets, and locks it', async () => {
    const api = await bot()
    const { data: draft } = await api.rest.repos.createRelease({ ...target, tag_name: 'm@v1.0.0', draft: true })
    const upload = { ...target, release_id: draft.id, url: draft.upload_url, data: Buffer.from([0, 1, 2]) as unknown as string }
    const { data: asset } = await api.rest.repos.uploadReleaseAsset({ ...upload, name: 'model.onnx' })
    expect(asset).toMatchObject({ size: 3, digest: 'sha256:ae4b3280e56e2faf83f414a6e3dabe9d5fbe18976544c05fed121accb85b53fc' })
    await expect(api.rest.repos.uploadReleaseAsset({ ...upload, name: 'model.onnx' })).rejects.toMatchObject({ status: 422 })
    await expect(api.rest.repos.getReleaseByTag({ ...target, tag: 'm@v1.0.0' })).rejects.toMatchObject({ status: 404 })
    const { data: release } = await api.rest.repos.updateRelease({ ...target, release_id: draft.id, draft: false })
    expect(release).toMatchObject({ draft: false, immutable: true, tag_name: 'm@v1.0.0' })
    expect(await repository.sha('refs/tags/m@v1.0.0')).toBe(await repository.sha('main'))
    await expect(api.rest.repos.uploadReleaseAsset({ ...upload, name: 'late' })).rejects.toMatchObject({ status: 422 })
    await expect(api.rest.repos.deleteReleaseAsset({ ...target, asset_id: asset.id })).rejects.toMatchObject({ status: 422 })
    const { data: bytes } = await api.rest.repos.getReleaseAsset({ ...target, asset_id: asset.id, headers: { accept: 'application/octet-stream' } })
    expect(Buffer.from(bytes as unknown as ArrayBuffer)).toEqual(Buffer.from([0, 1, 2]))
    expect((await fetch(asset.browser_download_url)).status).toBe(200)
  })

  it('hides drafts from tokens that cannot write', async () => {
    await (await bot()).rest.repos.createRelease({ ...target, tag_name: 'v1', draft: true })
    expect((await (await bot({ contents: 'read' })).rest.repos.listReleases(target)).data).toEqual([])
    expect((await (await bot()).rest.repos.listReleases(target)).data).toHaveLength(1)
  })
})

describe('permissions', () => {
  it('names the permission that a token lacks', async () => {
    const { issues } = (await bot({ contents: 'write' })).rest
    await expect(issues.create({ ...target, title: 'x' })).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('Resource not accessible by integration'),
      response: { headers: { 'x-accepted-github-permissions': 'issues=write' } },
    })
  })

  it('refuses unknown tokens, and tokens of finished runs', async () => {
    await expect(octokit('ghs_nobody').rest.repos.get(target)).rejects.toMatchObject({ status: 401 })
    const run = repository.startRun({
      workflow: '.github/workflows/ci.yml',
      event: 'push',
      headSha: await repository.sha('main'),
      headBranch: 'main',
      permissions: WRITE,
    })
    repository.finishRun(run.id, 'success')
    await expect(octokit(run.token).rest.repos.get(target)).rejects.toMatchObject({ status: 401 })
  })

  it('hides a private repository from strangers', async () => {
    await github.createRepository({ owner: 'acme', name: 'secret', private: true, files: { a: 'b' } })
    await expect(octokit(github.userToken('stranger')).rest.repos.get({ owner: 'acme', repo: 'secret' })).rejects.toMatchObject({ status: 404 })
  })
})

describe('git over HTTP', () => {
  it('clones, and lets a writer push; the push is an event', async () => {
    const url = repository.cloneUrl.replace('://', `://x:${github.userToken('acme')}@`)
    await git(['clone', '-q', url, 'work'])
    expect(readFileSync(path.join(scratch, 'work/a.txt'), 'utf8')).toBe('one\ntwo\n')
    writeFileSync(path.join(scratch, 'work/c.txt'), 'c')
    await git(['add', '-A'], path.join(scratch, 'work'))
    await git(['commit', '-qm', 'c'], path.join(scratch, 'work'))
    await git(['push', '-q', 'origin', 'HEAD:main'], path.join(scratch, 'work'))
    const after = await git(['rev-parse', 'HEAD'], path.join(scratch, 'work'))
    expect(await repository.sha('main')).toBe(after)
    expect(github.takeEvents()).toMatchObject([{ name: 'push', payload: { ref: 'refs/heads/main', after, deleted: false, created: false } }])
  })

  it('refuses a push of a read-only token', async () => {
    const url = repository.cloneUrl.replace('://', `://x:${await runToken({ contents: 'read' })}@`)
    await git(['clone', '-q', url, 'work'])
    await expect(git(['push', '-q', url, 'HEAD:refs/heads/x'], path.join(scratch, 'work'))).rejects.toThrow(/403/)
  })

  it('refuses GITHUB_TOKEN a push of new workflows', async () => {
    const url = repository.cloneUrl.replace('://', `://x:${await runToken(WRITE)}@`)
    await git(['clone', '-q', url, 'work'])
    writeFileSync(path.join(scratch, 'work/.github/workflows/new.yml'), 'on: push\n')
    await git(['add', '-A'], path.join(scratch, 'work'))
    await git(['commit', '-qm', 'new'], path.join(scratch, 'work'))
    await expect(git(['push', '-q', 'origin', 'HEAD:refs/heads/x'], path.join(scratch, 'work'))).rejects.toThrow(/without `workflows` permission/)
  })
})

it('refuses GITHUB_TOKEN pull requests where the repository does', async () => {
  await github.createRepository({ owner: 'acme', name: 'strict', actionsCreatePullRequests: false, files: { a: 'b' } })
  const strict = github.repository('acme/strict')
  await strict.commit('f', { a: 'c' }, 'change')
  const { token } = strict.startRun({
    workflow: 'w.yml',
    event: 'schedule',
    headSha: await strict.sha('main'),
    headBranch: 'main',
    permissions: WRITE,
  })
  const pull = { owner: 'acme', repo: 'strict', title: 't', head: 'f', base: 'main' }
  await expect(octokit(token).rest.pulls.create(pull)).rejects.toMatchObject({
    status: 403,
    message: expect.stringContaining('not permitted to create'),
  })
})

it('locks the tag of an immutable release, and never gives its name again', async () => {
  const { git: api, repos } = (await bot()).rest
  const { data: release } = await repos.createRelease({ ...target, tag_name: 'v1' })
  const sha = await repository.commit('main', { 'b.txt': 'b' }, 'second')
  await expect(api.updateRef({ ...target, ref: 'tags/v1', sha, force: true })).rejects.toMatchObject({ status: 422 })
  await repos.deleteRelease({ ...target, release_id: release.id })
  await expect(repos.createRelease({ ...target, tag_name: 'v1' })).rejects.toMatchObject({ status: 422 })
})

it('can lose the answer of a push that took effect', async () => {
  const url = repository.cloneUrl.replace('://', `://x:${github.userToken('acme')}@`)
  await git(['clone', '-q', url, 'work'])
  github.failNext({ path: /git-receive-pack$/, when: 'after' })
  await expect(git(['push', '-q', 'origin', 'HEAD:refs/heads/x'], path.join(scratch, 'work'))).rejects.toThrow()
  expect(await repository.sha('x')).toBe(await repository.sha('main'))
})
