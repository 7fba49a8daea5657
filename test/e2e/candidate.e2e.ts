// The composite for a small model: the line of a pull request in one job, on a repository that has no release yet.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Harbour, openHarbour } from './harbour/harbour.ts'
import { releaseSha } from './harbour/released-actions.ts'
import { jobsOf, writesIn } from './harbour/seen.ts'
import { tiny } from './harbour/tiny.ts'
import { eventTrigger } from './harbour/triggers.ts'

const file = '.github/workflows/candidate.yml'
const workflow = `name: candidate
on: pull_request
permissions: {}
jobs:
  candidate:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      actions: read
      pull-requests: read
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
          fetch-depth: 0
      - uses: seaworthy-ml/seaworthy/actions/candidate@${releaseSha}
`

let harbour: Harbour
beforeAll(async () => {
  harbour = await openHarbour()
})
afterAll(() => harbour[Symbol.asyncDispose]())

it('validates, trains and judges in one job without a write token, and says that they shared a machine', async () => {
  await harbour.repository.openPullRequest({ head: 'better', title: 'Distance matters', files: { ...tiny.better(), [file]: workflow } })
  const ran = await harbour.play({ ...(await eventTrigger(harbour, 'pull_request')), workflow: file })
  expect(jobsOf(ran), `${ran.stderr}${ran.log}`).toEqual({ candidate: 'success' })
  expect(writesIn(ran.requests)).toEqual([])
  expect(ran.outputs.findLast(({ name }) => name === 'verdict')?.value).toBe('pass')
  expect(ran.summaries.map(({ text }) => text).join('\n')).toMatch(/⚓ tiny · gates pass[\s\S]*isolation: none/)
  const names = harbour.results.artifacts().map(({ name }) => name)
  expect(names.toSorted()).toEqual([
    'seaworthy-evaluate-tiny-a1',
    expect.stringMatching(/^seaworthy-judged-[0-9a-f]{12}-tiny$/),
    'seaworthy-plan-a1',
    'seaworthy-train-tiny-a1',
    'seaworthy-validate-tiny-a1',
  ])
})
