// A model that its gates block, let pass by an approver in a comment, and shipped.
import { connect } from '@seaworthy/github'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type Harbour, openHarbour } from './harbour/harbour.ts'
import { commentsOn, jobsOf, sectionOf, statusesOf, writesIn } from './harbour/seen.ts'
import { tiny } from './harbour/tiny.ts'

let harbour: Harbour
beforeAll(async () => {
  const yaml = tiny.base()['seaworthy.yml'] ?? ''
  const approved = yaml.replace('    release:\n', '      waivers: { approvers: [ada] }\n\n    release:\n')
  harbour = await openHarbour({ files: { 'seaworthy.yml': approved }, collaborators: { ada: 'write', bob: 'write' } })
  expect(jobsOf(await harbour.playPush())).toMatchObject({ ship: 'success', deploy: 'success' })
})
afterEach((test) => {
  const last = harbour.runs.at(-1)
  if (test.task.result?.state === 'fail' && last) console.log(last.jobs, last.annotations, last.stderr, last.log)
})
afterAll(() => harbour[Symbol.asyncDispose]())

const pull = { number: 0, head: '' }
const gates = ['roc_auc:non_inferior', 'roc_auc:at_least']

/** What a person says under the pull request, with a command for each gate. */
async function say(login: string): Promise<void> {
  const { github } = harbour
  const client = connect({ token: github.userToken(login), apiUrl: github.url, repository: 'acme/tiny' })
  const commands = gates.map((gate) => `/seaworthy waive ${pull.head} ${gate} because origin is withdrawn in June`)
  await client.posts(pull.number).createComment(`We need this.\n\n${commands.join('\n')}`)
}

it('stays blocked when somebody says so who is no approver, and answers', async () => {
  const { repository } = harbour
  const opened = await repository.openPullRequest({ head: 'worse', title: 'Origins are noise', files: tiny.worse() })
  Object.assign(pull, { number: opened.number, head: opened.headSha })
  const judged = await harbour.playEvent('pull_request', { inlined: true })
  expect(jobsOf(judged)).toMatchObject({ validate: 'success', train: 'success', evaluate: 'failure', report: 'success' })
  await say('bob')
  const ran = await harbour.playEvent('issue_comment')
  expect(jobsOf(ran)).toEqual({ report: 'success' })
  expect(statusesOf(repository, pull.head).at(-1)?.state).toBe('failure')
  const comments = await commentsOn(repository, pull.number)
  expect(comments.find(({ body }) => body.startsWith('<!-- seaworthy'))?.body).toMatch(/by `@bob` has no effect: who said it is not among/)
})

it('is let pass by an approver: the status says by whom, with the record that was judged', async () => {
  const { repository } = harbour
  const before = statusesOf(repository, pull.head)
    .at(-1)
    ?.description.match(/sha256:\w+$/)?.[0]
  await say('ada')
  const ran = await harbour.playEvent('issue_comment')
  expect(jobsOf(ran)).toEqual({ report: 'success' })
  expect(statusesOf(repository, pull.head).at(-1)).toEqual({
    state: 'success',
    description: expect.stringMatching(new RegExp(`^2 gates waived by @ada until \\d{4}-\\d\\d-\\d\\d · ${before}$`)),
  })
  expect(writesIn(ran.requests)).toEqual(['issues/update-comment 200', 'repos/create-commit-status 201'])
  expect(ran.log).not.toMatch(/trained on|hook of/)
})

it('is shipped with the waiver in its section and in the notes of its release', async () => {
  const { repository, results } = harbour
  await repository.merge(pull.number)
  const ran = await harbour.playEvent('push')
  expect(jobsOf(ran)).toEqual({ plan: 'success', ship: 'success', deploy: 'success' })
  const { releases } = await repository.snapshot()
  expect(releases.at(-1)).toMatchObject({ tag: 'tiny@v1.1.0', body: expect.stringMatching(/\*\*waived:\*\* `roc_auc:non_inferior` by `@ada`/) })
  expect(sectionOf(results, ran.id, 'evaluate').body).toMatchObject({
    binding: true,
    findings: expect.arrayContaining([expect.objectContaining({ id: gates[0], verdict: 'fail', effect: 'none' })]),
  })
})
