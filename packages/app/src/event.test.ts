import { describe, expect, it } from 'vitest'
import { eventOf, identityOf, readEvent } from './event.ts'
import { environmentOf, onRunner } from './fixtures/environment.ts'

const head = 'a'.repeat(40)
const base = 'b'.repeat(40)
const merge = onRunner.sha

const read = (eventName: string, payload: Readonly<Record<string, unknown>>) =>
  eventOf({ ...onRunner, eventName }, { repository: 'acme/flights', payload })

const pullRequest = (repo: unknown) => ({ pull_request: { number: 3, head: { sha: head, ref: 'better', repo }, base: { sha: base } } })

describe('readEvent', () => {
  it('reads a pull request of the same repository', async () => {
    const change = { kind: 'change', head, base, pullRequest: 3, headBranch: 'better' }
    expect(read('pull_request', pullRequest({ full_name: 'acme/flights' }))).toEqual({ ...change, fork: false })
  })

  it.each([
    ['of a fork', { full_name: 'bob/flights' }],
    ['of a fork that was deleted', null],
  ])('takes a pull request %s for a stranger', (_, repo) => {
    expect(read('pull_request', pullRequest(repo))).toMatchObject({ kind: 'change', pullRequest: 3, fork: true })
  })

  it('reads a merge group as a change without a pull request', () => {
    expect(read('merge_group', { merge_group: { head_sha: head, base_sha: base } })).toEqual({
      kind: 'change',
      head,
      base,
      pullRequest: null,
      headBranch: null,
      fork: false,
    })
  })

  it.each([
    ['7', 7],
    ['', null],
    ['x', null],
    ['-1', null],
  ])('reads a dispatch with the number "%s"', (pr, pullRequestNumber) => {
    const github = { ...onRunner, ref: 'refs/heads/retrain/tiny', eventName: 'workflow_dispatch' }
    expect(eventOf(github, { repository: 'acme/flights', payload: { inputs: { pr } } })).toEqual({
      kind: 'dispatched-change',
      head: merge,
      branch: 'retrain/tiny',
      pullRequest: pullRequestNumber,
    })
  })

  it('reads the end of another run', () => {
    expect(read('workflow_run', { workflow_run: { id: 99 } })).toEqual({ kind: 'run-ended', runId: '99', sha: merge })
  })

  it('reads a comment under a pull request: where it is, not what it says', () => {
    const payload = { issue: { number: 3, pull_request: { url: 'https://api.github.com/x' } }, comment: { body: '/seaworthy waive' } }
    expect(read('issue_comment', payload)).toEqual({ kind: 'comment', pullRequest: 3, sha: merge })
  })

  it.each(['push', 'schedule', 'repository_dispatch'])('takes %s for a look at main', (name) => {
    expect(read(name, {})).toEqual({ kind: 'main', sha: merge })
  })

  it('is local without a runner', async () => {
    expect(await readEvent(environmentOf({}))).toEqual({ kind: 'local' })
  })

  it.each([
    ['an event that starts no stage', 'issues', {}, 'EVENT_UNSUPPORTED'],
    ['a comment on an issue', 'issue_comment', { issue: { number: 3 } }, 'EVENT_UNSUPPORTED'],
    ['a comment on nothing', 'issue_comment', { comment: { body: '/seaworthy waive' } }, 'EVENT_UNREADABLE'],
    ['pull_request_target, whose checkout would be the base', 'pull_request_target', pullRequest({}), 'EVENT_UNSUPPORTED'],
    ['a pull request without a head', 'pull_request', { pull_request: { base: { sha: base } } }, 'EVENT_UNREADABLE'],
    ['a pull request without a base', 'pull_request', { pull_request: { head: { sha: head } } }, 'EVENT_UNREADABLE'],
    ['a payload of another shape', 'pull_request', { pull_request: [] }, 'EVENT_UNREADABLE'],
    ['a merge group without commits', 'merge_group', {}, 'EVENT_UNREADABLE'],
    ['a run without a number', 'workflow_run', {}, 'EVENT_UNREADABLE'],
  ])('refuses %s', (_, name, payload, code) => {
    expect(() => read(name, payload)).toThrow(expect.objectContaining({ code, hint: expect.any(String) }))
  })

  it('refuses an event file that is not there', async () => {
    const github = { ...onRunner, eventPath: '/nowhere/event.json' }
    await expect(readEvent(environmentOf({ github }))).rejects.toMatchObject({
      code: 'EVENT_UNREADABLE',
      message: expect.stringContaining('/nowhere/event.json'),
    })
  })
})

describe('identityOf', () => {
  const github = { ...onRunner, eventName: 'pull_request', ref: 'refs/pull/3/merge' }

  it('names the head of a pull request, with the merge commit beside it', () => {
    const event = { kind: 'change', head, base, pullRequest: 3, headBranch: 'better', fork: false } as const
    expect(identityOf(environmentOf({ github }), event, { sha: '', dirty: true })).toEqual({
      repository: 'acme/flights',
      sha: head,
      mergeSha: merge,
      ref: 'refs/pull/3/merge',
      event: 'pull_request',
      runId: '77',
      attempt: 2,
      workflow: '.github/workflows/seaworthy.yml',
      actor: 'ann',
      url: 'https://github.com/acme/flights/actions/runs/77',
      dirty: false,
    })
  })

  it('names the commit of a push, and no merge commit', () => {
    expect(identityOf(environmentOf({ github: onRunner }), { kind: 'main', sha: merge }, { sha: '', dirty: false })).toMatchObject({
      sha: merge,
      mergeSha: null,
    })
  })

  it('says of a laptop that it is one, and whether it is dirty', () => {
    expect(identityOf(environmentOf({}), { kind: 'local' }, { sha: head, dirty: true })).toMatchObject({
      sha: head,
      event: 'local',
      runId: null,
      url: null,
      dirty: true,
    })
  })
})
