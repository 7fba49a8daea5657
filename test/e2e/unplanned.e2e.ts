// A change whose configuration cannot be read: no plan, and a reviewer who is told why.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type OpenRepository, openRepository } from './harbour/open-repository.ts'
import { openRun, runStage } from './harbour/run-stage.ts'
import { commentsOn, statusesOf } from './harbour/seen.ts'
import { tiny } from './harbour/tiny.ts'
import { eventTrigger } from './harbour/triggers.ts'

let place: OpenRepository
beforeAll(async () => {
  place = await openRepository()
})
afterAll(() => place[Symbol.asyncDispose]())

it('settles the status as an error, and the comment names the place in the file and the remedy', async () => {
  const { repository } = place
  const broken = (tiny.base()['seaworthy.yml'] ?? '').replace('non_inferior', 'non_inferor')
  const pull = await repository.openPullRequest({ head: 'typo', title: 'A typo', files: { 'seaworthy.yml': broken } })
  const run = openRun(place, await eventTrigger(place, 'pull_request'))
  const planned = await runStage(place, run, { stage: 'plan' })
  expect([planned.exitCode, planned.annotations.at(-1)?.properties.title]).toEqual([2, 'UNKNOWN_KEY'])
  const reported = await runStage(place, run, { stage: 'report' })
  expect(reported.exitCode, reported.said).toBe(0)
  expect(statusesOf(repository, pull.headSha)).toEqual([{ state: 'error', description: 'not run · 1 model' }])
  const [comment] = await commentsOn(repository, pull.number)
  expect(comment?.body).toMatch(
    /not run[\s\S]*The plan could not be made[\s\S]*UNKNOWN_KEY[\s\S]*seaworthy\.yml:\W*\d+:\d+[\s\S]*did you mean "non\\_inferior"/,
  )
})
