import { describe, expect, it } from 'vitest'
import { renderComment } from './comment.ts'
import { storyB, storyBadData, storyC, storyFailedTraining, storySeveralModels, storyUndecided } from './fixtures/stories.ts'
import { hostile, refused, waivedModels, waiver } from './fixtures/story-waived.ts'
import { modelReadme, releaseNotes } from './release-notes.ts'
import type { ReportInput, WaiverRefusal } from './report-input.ts'
import { maxDescription, parseStatusDigest, statusOf } from './status.ts'
import { waivedUntil } from './waiver-words.ts'

const waived = (input: ReportInput, parts: Parameters<typeof waiver>[0] = {}): ReportInput => ({
  ...input,
  models: waivedModels(input, ({ effect }) => (effect === 'block' ? waiver(parts) : null)),
})
const waiving = (input: ReportInput, approvers: readonly string[], prefix = ''): ReportInput => ({
  ...input,
  models: input.models.map((model) => ({ ...model, waiving: { approvers, prefix } })),
})
const line = (text: string, beginning: string) => text.split('\n').find((one) => one.startsWith(beginning))

describe('a model that was let pass', () => {
  it('has a status from which the end of its waiver is read', () => {
    expect(
      waivedUntil(statusOf(waived(storyB())).description)
        ?.toISOString()
        .slice(0, 10),
    ).toBe(waiver({}).expires.slice(0, 10))
    expect(waivedUntil('2 gates waived until 2026-05-06')).toEqual(new Date('2026-05-06'))
  })

  it.each(['gates pass · 1 model', 'blocked until 2026-05-06', '1 gate waived by @ada', '1 gate waived by @ada until 2026-99-99 · x', ''])(
    'has no end by the status %j',
    (status) => {
      expect(waivedUntil(status)).toBeNull()
    },
  )

  it('is told as what it is, with who let it pass, why and until when, and nothing in it is markup', async () => {
    const input = { ...waived(storyB()), refusedWaivers: [refused('not_an_approver', { gate: hostile, by: hostile }), refused('other_commit')] }
    await expect(renderComment(input)).toMatchFileSnapshot('./fixtures/golden/waived.md')
  })

  it('is told in the release notes and in the README of the version', () => {
    const [model] = waived(storyB()).models
    if (!model?.record) throw new Error('the story has no record')
    const text = { version: '1.2.0', repository: null, signature: 'key', sourceCommit: 'a'.repeat(40), pullRequest: null } as const
    const said = '- **waived:** `roc_auc:non_inferior` by `@ada` in [a comment](https://github.com/acme/flights/pull/7#issuecomment-9)'
    expect([releaseNotes(model.record, text), modelReadme(model.record, text)]).toEqual([
      expect.stringContaining(said),
      expect.stringContaining(said),
    ])
  })

  it('is told with the reason why it could not be decided, where it could not', () => {
    expect(renderComment(waived(storyUndecided()))).toContain('**Not shown good enough, and let pass by a waiver.** Undecided. ROC AUC falls by')
  })

  it('names one waiver of many slices once, and says how many it covers', () => {
    const gate = 'log_loss:no_regression:by=origin'
    const models = waivedModels(storyC(), ({ evidence }) =>
      evidence.slice?.value.startsWith('A') ? waiver({ gate, because: 'the airports closed' }) : null,
    )
    const covered = models.flatMap(({ record }) => record?.sections.evaluate?.body.findings ?? []).filter((finding) => finding.waiver).length
    const lines = renderComment({ ...storyC(), models }).match(/^- \*\*waived:\*\*.*$/gm)
    expect([covered > 1, lines?.map((one) => one.replace(/ in \[.*?until/, ' … until'))]).toEqual([
      true,
      [`- **waived:** \`${gate}\`, ${covered} findings, by \`@ada\` … until 2026-11-28: the airports closed`],
    ])
  })

  it('is blocked all the same by its data', () => {
    expect(statusOf(waived(storyBadData())).state).toBe('failure')
  })
})

describe('the status of what was let pass', () => {
  const described = (input: ReportInput) => statusOf(input).description.replace(/sha256:.*/, '…')

  it('is a success that says who, and until when', () => {
    expect(statusOf(waived(storyB()))).toEqual({
      state: 'success',
      description: `1 gate waived by @ada until 2026-11-28 · ${storyB().models[0]?.digest}`,
    })
  })

  it('counts people and takes the earliest end', () => {
    const [first] = waived(storyB()).models
    const [second] = waived(storyUndecided(), { by: 'bob', expires: '2026-11-25T00:00:00.000Z' }).models
    if (!first || !second) throw new Error('the stories have models')
    expect(described({ ...storyB(), models: [first, { ...second, model: 'another' }] })).toBe('2 gates waived by 2 people until 2026-11-25 · …')
  })

  it('keeps its digest whatever the login', () => {
    const { description } = statusOf(waived(storyB(), { by: 'x'.repeat(100) }))
    expect([description.length <= maxDescription, parseStatusDigest(description)]).toEqual([true, storyB().models[0]?.digest])
    expect(description).toMatch(/^1 gate waived until 2026-11-28 · /)
  })

  it('is that of the worst of several models', () => {
    expect(described(waived(storySeveralModels()))).toMatch(/^not run · 1 of 3 models/)
  })
})

describe('the next step of a model that its gates block', () => {
  it('names the approvers and the whole sentence', () => {
    const next = line(renderComment(waiving(storyB(), ['ada', 'bob'], 'flight-delay/')), '**Next:**')
    const sentence = `/seaworthy waive ${storyB().commit} flight-delay/roc_auc:non_inferior because …`
    expect(next).toMatch(new RegExp(` Or \`@ada\`, \`@bob\` lets this commit pass, with a comment that says \`${sentence}\`\\.$`))
  })

  it.each<[string, ReportInput]>([
    ['there are no approvers', waiving(storyB(), [])],
    ['data break their contract', waiving(storyBadData(), ['ada'])],
    ['a stage failed', waiving(storyFailedTraining(), ['ada'])],
    ['the change comes from a fork', { ...waiving(storyB(), ['ada']), fork: true }],
  ])('offers no waiver where %s', (_, input) => {
    expect(renderComment(input)).not.toContain('/seaworthy waive')
  })
})

describe('answers to waivers without effect', () => {
  const reasons: readonly WaiverRefusal[] = [
    'no_sentence',
    'short_sha',
    'edited',
    'own_pull_request',
    'fork',
    'data',
    'at_publishing',
    'no_such_gate',
  ]

  it('say of each why', () => {
    const answers = renderComment({ ...storyB(), refusedWaivers: reasons.map((reason) => refused(reason)) }).match(/^- \[a waiver].*$/gm)
    expect(answers).toHaveLength(reasons.length)
    expect(new Set(answers).size).toBe(reasons.length)
    expect(answers?.[3]).toBe(
      '- [a waiver](https://github.com/acme/flights/pull/7#issuecomment-10) of `roc_auc:non_inferior` by `@mallory` has no effect: nobody waives for their own pull request.',
    )
  })

  it('are those to the newest ten, and the others are counted', () => {
    const many = Array.from({ length: 500 }, (_, at) => refused('not_an_approver', { gate: `gate-${at}` }))
    const comment = renderComment({ ...storyB(), refusedWaivers: many })
    expect(comment.match(/^- \[a waiver].*$/gm)?.map((one) => /gate-\d+/.exec(one)?.[0])).toEqual(
      Array.from({ length: 10 }, (_, at) => `gate-${490 + at}`),
    )
    expect(comment).toContain('- and 490 earlier commands without effect')
  })
})
