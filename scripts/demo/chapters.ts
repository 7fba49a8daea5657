// Five chapters in the life of a model, each told by what the bot writes and checked by what GitHub then holds.
import { dispatchTrigger, scheduleTrigger, triggerOf } from '../line/trigger.ts'
import { chapter, quote, say } from './display.ts'
import { changesOnlyLock, commentOf, type Demo, nextTrigger, open, opened, play, publishedDigest, type Story, status, trainedModel } from './scene.ts'

export async function firstRelease(demo: Demo): Promise<void> {
  chapter(1, 'A first model: logistic regression on January, judged by the absolute gates alone')
  const sha = await demo.repository.sha('main')
  const payload = { ref: 'refs/heads/main', before: '0'.repeat(40), after: sha, deleted: false, repository: { default_branch: 'main' } }
  const trigger = await triggerOf(demo.repository, { name: 'push', action: null, repository: demo.repository.fullName, actor: 'acme', payload })
  const played = await play(demo, trigger, 'ship')
  const { releases, tags } = await demo.repository.snapshot()
  demo.expect.that(
    'the first version is published and promoted',
    played.ok && releases.length === 1 && tags.some((tag) => tag.name === 'flight-delay#production#1'),
  )
  quote(String(releases[0]?.body ?? ''))
}

export async function accepted(demo: Demo, story: Story): Promise<void> {
  chapter(2, `A pull request: ${story.title}`)
  const { pull, comment } = await opened(demo, story)
  quote(comment)
  demo.expect.that('pull request A passes its gates', comment.includes('gates pass') && status(demo, pull) === 'success')
  say('merged; main judges it once more and ships it')
  await demo.repository.merge(pull.number)
  const played = await play(demo, await nextTrigger(demo, 'push'), 'ship')
  const { deployments } = await demo.repository.snapshot()
  const trained = trainedModel(demo)
  demo.expect.that(
    'the published bytes are those that were judged',
    played.ok && trained !== null && publishedDigest(demo, 'flight-delay@v1.1.0') === trained,
  )
  demo.expect.that('A is deployed with its smoke test', JSON.stringify(deployments.at(-1)).includes('success'))
}

export async function blockedTwice(demo: Demo, b: Story, c: Story): Promise<void> {
  chapter(3, `A pull request: ${b.title}`)
  say(`side by side with the next one: ${c.title}`)
  const first = await open(demo, b)
  const second = await open(demo, c)
  const [playedB, playedC] = await Promise.all([play(demo, first.trigger, 'B'), play(demo, second.trigger, 'C')])
  const commentB = await commentOf(demo, first.pull)
  quote(commentB)
  demo.expect.that(
    'pull request B is blocked on AUC although its log loss improves',
    /blocked/.test(commentB) && status(demo, first.pull) === 'failure' && !playedB.ok && /log loss/.test(commentB),
  )
  chapter(4, `A pull request: ${c.title}`)
  const commentC = await commentOf(demo, second.pull)
  quote(commentC)
  demo.expect.that('pull request C is blocked by the slice ATL', /ATL/.test(commentC) && status(demo, second.pull) === 'failure' && !playedC.ok)
}

export async function june(demo: Demo): Promise<void> {
  chapter(5, 'June arrives: half a million new rows')
  await play(demo, await scheduleTrigger(demo.repository), 'watch')
  const { issues, pulls } = await demo.repository.snapshot()
  quote(String(issues[0]?.body ?? ''))
  demo.expect.that('one issue is open', issues.length === 1)
  const [dispatch] = demo.github.takeDispatches()
  demo.expect.that('a retraining pull request is open and its line dispatched', dispatch?.kind === 'workflow_dispatch' && pulls.length === 4)
  if (dispatch?.kind !== 'workflow_dispatch') return
  const trigger = await dispatchTrigger(demo.repository, dispatch)
  await play(demo, trigger, 'retrain')
  const pull = demo.repository.pullRequest(Number(dispatch.inputs.pr))
  const comment = await commentOf(demo, pull)
  quote(comment)
  demo.expect.that(
    'the retrained model is shown better, in its own run',
    /gates pass/.test(comment) && /Better than production/i.test(comment) && status(demo, pull) === 'success',
  )
  demo.expect.that('the retraining changes the lock and nothing else', await changesOnlyLock(demo, pull))
}
