import type { Finding } from '@seaworthy/record'
import { describe, expect, it } from 'vitest'
import { sailed } from '../../fixtures/sections.ts'
import type { Heard } from './heard.ts'
import { addressless, judgeWaivers, type Waivable } from './judge-waivers.ts'
import { waiveCommands } from './waive-command.ts'

const sha = 'a'.repeat(40)
const none = `sha256:${'0'.repeat(64)}` as const
const [blocked] = sailed({ keys: { validate: none, train: none }, sha, runId: '1', verdict: 'inconclusive' }).evaluate.body.findings as [Finding]
const gate = 'log_loss:no_regression:by=origin'
const slice = (value: string, parts: Partial<Finding> = {}): Finding => ({ ...blocked, id: `log_loss:no_regression:origin=${value}`, gate, ...parts })
const findings = [blocked, slice('ABC', { verdict: 'fail' }), slice('New  York'), slice('DEF', { verdict: 'pass', effect: 'none' })]

const said = (text: string, parts: Partial<Heard['commands'][number]> = {}): Heard['commands'] =>
  waiveCommands(text).map((one) => ({ said: one, by: 'ada', at: '2026-05-01T12:00:00Z', edited: false, url: 'https://github.example/c/1', ...parts }))
const waive = (name = 'roc_auc:at_least', commit = sha) => `/seaworthy waive ${commit} ${name} because the labels were wrong`

const heard = (commands: Heard['commands'], parts: Partial<Heard> = {}): Heard => ({
  sha,
  models: ['tiny'],
  config: null,
  fork: false,
  author: 'eve',
  mergedAt: null,
  now: new Date('2026-05-04T12:00:00Z'),
  commands,
  writers: new Set(['ada']),
  ...parts,
})
const waivable = (parts: Partial<Waivable> = {}): Waivable => ({
  model: 'tiny',
  plan: { approvers: ['Ada', 'bob'], expiresMs: 7 * 86_400_000 },
  findings,
  dataBlockers: ['rows.hour', 'leakage.duplicates'],
  ...parts,
})
const waived = (judged: ReturnType<typeof judgeWaivers>) => judged.findings.filter(({ waiver }) => waiver).map(({ id }) => id)

describe('judgeWaivers', () => {
  it('takes the effect of a finding and leaves what it found, with who said why, when and until when', () => {
    const { findings: after, refused } = judgeWaivers(heard(said(waive())), waivable())
    const waiver = {
      sha,
      gate: 'roc_auc:at_least',
      by: 'ada',
      because: 'the labels were wrong',
      at: '2026-05-01T12:00:00Z',
      expires: '2026-05-08T12:00:00.000Z',
      url: 'https://github.example/c/1',
    }
    expect([after, refused]).toEqual([[{ ...blocked, effect: 'none', waiver }, ...findings.slice(1)], []])
  })

  it.each<[string, string, readonly string[]]>([
    ['one slice by its name', 'log_loss:no_regression:origin=ABC', ['log_loss:no_regression:origin=ABC']],
    ['one slice whose name has two spaces', 'log_loss:no_regression:origin=New York', ['log_loss:no_regression:origin=New  York']],
    ['what blocks of a gate by its name', gate, ['log_loss:no_regression:origin=ABC', 'log_loss:no_regression:origin=New  York']],
    ['a gate with the name of the model before it', 'tiny/roc_auc:at_least', ['roc_auc:at_least']],
  ])('waives %s', (_, name, ids) => {
    expect(waived(judgeWaivers(heard(said(waive(name))), waivable()))).toEqual(ids)
  })

  it('counts the later of two for one finding, and hears each of several', () => {
    const later = said(waive(), { at: '2026-05-03T12:00:00Z', by: 'Bob' })
    const commands = [...said(waive()), ...later, ...said(waive('log_loss:no_regression:origin=ABC'))]
    const judged = judgeWaivers(heard(commands, { writers: new Set(['ada', 'bob']) }), waivable())
    expect(judged.findings.map(({ waiver }) => waiver?.by)).toEqual(['Bob', 'ada', undefined, undefined])
  })

  it.each<[string, string, Parameters<typeof said>, Partial<Heard>, Partial<Waivable>]>([
    ['of somebody who is no approver', 'not_an_approver', [waive(), { by: 'mallory' }], { writers: new Set(['mallory']) }, {}],
    ['of an account that is gone', 'not_an_approver', [waive(), { by: null }], {}, {}],
    ['of an approver who may not write any more', 'cannot_write', [waive()], { writers: new Set() }, {}],
    ['of an approver for their own pull request', 'own_pull_request', [waive()], { author: 'ADA' }, {}],
    ['for a pull request of nobody', 'own_pull_request', [waive()], { author: null }, {}],
    ['where the base names no approvers', 'no_approvers', [waive()], {}, { plan: { approvers: [], expiresMs: 1 } }],
    ['that was edited', 'edited', [waive(), { edited: true }], {}, {}],
    ['for another commit: a push voids it', 'other_commit', [waive('roc_auc:at_least', 'b'.repeat(40))], {}, {}],
    ['at the moment it expires', 'expired', [waive(), { at: '2026-04-27T12:00:00Z' }], {}, {}],
    ['for a fork, whose bytes are not those that would ship', 'fork', [waive()], { fork: true }, {}],
    ['of a check of the contract', 'data', [waive('rows.hour')], {}, {}],
    ['of leakage', 'data', [waive('leakage.duplicates')], {}, {}],
    ['of a gate that there is none of', 'no_such_gate', [waive('accuracy:at_least')], {}, {}],
    ['of a slice that passes', 'does_not_block', [waive('log_loss:no_regression:origin=DEF')], {}, {}],
    [
      'of what a second test set says',
      'at_publishing',
      [waive()],
      {},
      { findings: [{ ...blocked, evidence: { ...blocked.evidence, dataset: 'hold-out' } }] },
    ],
  ])('refuses a waiver %s', (_, reason, command, parts, changed) => {
    const request = waivable(changed)
    const judged = judgeWaivers(heard(said(...command), parts), request)
    expect([judged.refused.map((one) => one.reason), judged.findings]).toEqual([[reason], request.findings])
  })

  it('counts what was said before the merge however late it is shipped, and what was said after it until it expires', () => {
    const late = { now: new Date('2026-06-01T00:00:00Z'), mergedAt: '2026-05-02T00:00:00Z' }
    const after = said(waive(), { at: '2026-05-03T00:00:00Z' })
    expect(waived(judgeWaivers(heard(said(waive()), late), waivable()))).toEqual(['roc_auc:at_least'])
    expect(judgeWaivers(heard(after, late), waivable()).refused.map(({ reason }) => reason)).toEqual(['expired'])
    const expiredBefore = { ...late, mergedAt: '2026-05-20T00:00:00Z' }
    expect(judgeWaivers(heard(said(waive()), expiredBefore), waivable()).refused.map(({ reason }) => reason)).toEqual(['expired'])
  })

  it('keeps the gates of several models apart by the name of the model', () => {
    const several = { models: ['tiny', 'tiny-two'] }
    expect(waived(judgeWaivers(heard(said(waive('tiny-two/roc_auc:at_least')), several), waivable()))).toEqual([])
    expect(waived(judgeWaivers(heard(said(waive('tiny/roc_auc:at_least')), several), waivable()))).toEqual(['roc_auc:at_least'])
    expect(waived(judgeWaivers(heard(said(waive()), several), waivable()))).toEqual([])
  })
})

describe('addressless', () => {
  it.each<[string, string, readonly string[], string]>([
    ['cannot be read', '/seaworthy waive', ['tiny'], 'no_sentence'],
    ['names no model of several', waive(), ['tiny', 'other'], 'which_model'],
    ['meets a base without any model', waive(), [], 'no_policy'],
  ])('answers what %s, once', (_, text, models, reason) => {
    expect(addressless(heard(said(text), { models })).map((one) => one.reason)).toEqual([reason])
  })

  it('leaves to each model what is about it', () => {
    expect(addressless(heard([...said(waive()), ...said(waive('tiny/x:y'))]))).toEqual([])
  })
})
