import { digestOf, recordDigest, type Section } from '@seaworthy/record'
import { describe, expect, it } from 'vitest'
import { gatherCandidates, type SectionReader } from './candidates.ts'
import { json, type Sailed, sailed } from './fixtures/sections.ts'
import type { Plan, PlannedModel } from './plan-document.ts'
import type { StageFailure } from './ports.ts'
import { parseFailure } from './run-sections.ts'

const commit = 'a'.repeat(40)
const keys = { validate: digestOf('validate'), train: digestOf('train') }
const whole = sailed({ keys, sha: commit, runId: '100' })
const planned: PlannedModel = {
  name: 'tiny',
  touched: true,
  keys,
  origin: { kind: 'train' },
  production: null,
  nextVersion: '1.0.0',
  policyCommit: null,
  policyEdited: false,
}

function planOf(model: PlannedModel): Plan {
  return {
    schema: 'seaworthy.plan/1',
    kind: 'pull_request',
    commit,
    tree: commit,
    base: null,
    pullRequest: 7,
    fork: false,
    setUp: false,
    models: [model],
  }
}

/** Sections and failures as a run left them. */
function reader(sections: Partial<Sailed>, failures: Readonly<Record<string, Uint8Array>> = {}): SectionReader {
  return {
    load: (async (_model: string, stage: keyof Sailed) => {
      const section: Section | undefined = sections[stage]
      return section ? { section, folder: '' } : null
    }) as SectionReader['load'],
    failure: async (_model, stage) => (failures[stage] ? parseFailure(failures[stage]) : null),
  }
}
const gather = async (from: SectionReader, model = planned) => (await gatherCandidates(from, planOf(model)))[0]

describe('gatherCandidates', () => {
  it('seals a whole candidate and names its record', async () => {
    const record = { schema: 'seaworthy.record/1', model: 'tiny', commit, sections: whole }
    const found = await gather(reader(whole))
    expect(found).toEqual({ planned, record, digest: found?.record && recordDigest(found.record), missing: [], failures: [] })
  })

  it('does not read a model that the change leaves alone', async () => {
    const idle = { ...planned, touched: false }
    const closed: SectionReader = { load: () => Promise.reject(new Error('read')), failure: () => Promise.reject(new Error('read')) }
    expect(await gather(closed, idle)).toEqual({ planned: idle, record: null, digest: null, missing: [], failures: [] })
  })

  it('says what is missing and seals nothing without an evaluation', async () => {
    const found = await gather(reader({ validate: whole.validate }))
    expect([found?.digest, found?.missing, found?.failures, Object.keys(found?.record?.sections ?? {})]).toEqual([
      null,
      ['train', 'evaluate'],
      [],
      ['validate'],
    ])
  })

  it('asks a model that brings a metrics file for its evaluation only', async () => {
    const metrics: PlannedModel = { ...planned, keys: { ...keys, train: null }, origin: { kind: 'metrics' } }
    expect((await gather(reader({}), metrics))?.missing).toEqual(['evaluate'])
  })

  it('lets the failure of a stage stand, and not a section that lies beside it', async () => {
    const failure: StageFailure = { stage: 'train', code: 'COMMAND_FAILED', message: 'exit code 1', hint: null }
    const found = await gather(reader({ ...whole }, { train: json(failure) }))
    expect([found?.failures, found?.missing]).toEqual([[failure], ['train']])
  })

  it.each<[string, string, Partial<Sailed>]>([
    ['a section made from other sources', 'FOREIGN_SECTION', { train: { ...whole.train, key: digestOf('other sources') } }],
    ['a forged model', 'BROKEN_CHAIN', { train: sailed({ keys, sha: commit, runId: '100', bytes: 'forged' }).train }],
    ['a section about another model', 'MODEL_MISMATCH', { evaluate: { ...whole.evaluate, model: 'other' } }],
    ['a section that cannot be digested', 'NOT_CANONICAL', { evaluate: { ...whole.evaluate, body: { ...whole.evaluate.body, note: '\ud800' } } }],
  ])('turns %s into a failure with its code, never into a record', async (_what, code, forged) => {
    const found = await gather(reader({ ...whole, ...forged }))
    expect([found?.record, found?.digest, found?.failures.map((failure) => failure.code)]).toEqual([null, null, [code]])
  })

  it.each([
    ['is not JSON', Buffer.from('{')],
    ['speaks in another form', json({ stage: 'train', code: '<b>', message: 7 })],
    ['is a bomb', Buffer.from('['.repeat(100_000))],
  ])('turns a failure that %s into one with a code of ours', async (_what, bytes) => {
    const found = await gather(reader(whole, { train: bytes }))
    expect(found?.failures.map(({ stage, code }) => [stage, /^SECTION_(UNREADABLE|INVALID|TOO_DEEP)$/.test(code)])).toEqual([['train', true]])
  })
})
