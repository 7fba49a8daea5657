import { digestOf, maxSectionBytes } from '@seaworthy/record'
import { describe, expect, it } from 'vitest'
import { gatherCandidates } from './candidates.ts'
import { codeOf, lineOver } from './fixtures/line.ts'
import { MemoryHub } from './fixtures/memory-hub.ts'
import { artifactsOf, json, type SailedOptions, sailed } from './fixtures/sections.ts'
import type { TinyRepository } from './fixtures/tiny-repository.ts'
import type { ModelOrigin, Plan } from './plan-document.ts'
import { RunSections } from './run-sections.ts'

const sha = 'a'.repeat(40)
const keys = { validate: digestOf('validate'), train: digestOf('train') }
const made = (parts: Partial<SailedOptions> = {}) => sailed({ keys, sha, runId: '100', ...parts })
const nowhere = { root: '/nowhere', tree: null } as unknown as TinyRepository

function planWith(origin: ModelOrigin): Plan {
  const model = { name: 'tiny', touched: true, keys, origin, production: null, nextVersion: '1.0.0', policyCommit: null, policyEdited: false }
  const rest = { base: null, pullRequest: 7, fork: true, setUp: false }
  return { schema: 'seaworthy.plan/1', kind: 'pull_request', commit: sha, tree: sha, ...rest, models: [model] }
}

/** A run of a fork, with what it left, and one artifact put in the place of another. */
function sections(
  replaced: { readonly name?: string; readonly entries?: Record<string, Uint8Array> | null } = {},
  plan: unknown = planWith({ kind: 'train' }),
) {
  const hub = new MemoryHub()
  const run = hub.addRun({ id: '100', headSha: sha, headRepository: 'eve/ships' }, artifactsOf(plan, made()))
  if (replaced.name) hub.replaceArtifact('100', replaced.name, replaced.entries ?? null)
  return { hub, run, reader: new RunSections(lineOver(nowhere, { sha, hub }), run) }
}
const trainArtifact = 'seaworthy-train-tiny-a1'
const withTrain = (section: unknown) => ({ name: trainArtifact, entries: { 'section.json': json(section) } })

describe('RunSections', () => {
  it('reads a plan and the candidates of another run', async () => {
    const { reader } = sections()
    const plan = await reader.plan()
    expect(plan).toEqual(planWith({ kind: 'train' }))
    const [candidate] = await gatherCandidates(reader, plan)
    expect([candidate?.record?.sections, candidate?.failures, await reader.modelDigest('tiny')]).toEqual([made(), [], digestOf('weights')])
  })

  it('takes the newest attempt, by number and not by name', async () => {
    const { hub, reader } = sections()
    hub.replaceArtifact('100', 'seaworthy-train-tiny-a9', { 'section.json': json(made({ bytes: 'ninth' }).train) })
    hub.replaceArtifact('100', 'seaworthy-train-tiny-a10', { 'section.json': json(made({ bytes: 'tenth' }).train) })
    hub.replaceArtifact('100', 'seaworthy-train-tiny-a11x', { 'section.json': json(made({ bytes: 'none' }).train) })
    expect(await reader.modelDigest('tiny')).toBe(digestOf('tenth'))
  })

  it.each<[string, string, unknown]>([
    ['of another commit', 'FOREIGN_SECTION', made({ sha: 'b'.repeat(40) }).train],
    ['of another model', 'SECTION_INVALID', made({ model: 'other' }).train],
    ['of another stage', 'SECTION_INVALID', made().validate],
    ['with a body of another form', 'SECTION_INVALID', { ...made().train, body: {} }],
    ['of a later major version', 'UNKNOWN_SCHEMA', { ...made().train, schema: 'seaworthy.section/2' }],
    ['larger than any honest one', 'SECTION_TOO_LARGE', { ...made().train, padding: 'x'.repeat(maxSectionBytes) }],
  ])('refuses a section %s', async (_what, code, section) => {
    const { reader } = sections(withTrain(section))
    expect(await codeOf(reader.load('tiny', 'train'))).toBe(code)
    const [candidate] = await gatherCandidates(reader, await reader.plan())
    expect([candidate?.failures.map((failure) => failure.code), candidate?.missing]).toEqual([[code], ['train']])
  })

  it('accepts a training of an earlier run where this run reused it, and no other stage from there', async () => {
    const earlier = made({ sha: 'b'.repeat(40), runId: '99' })
    expect(await sections(withTrain(earlier.train)).reader.modelDigest('tiny')).toBe(digestOf('weights'))
    const { reader } = sections({ name: 'seaworthy-evaluate-tiny-a1', entries: { 'section.json': json(earlier.evaluate) } })
    expect(await codeOf(reader.load('tiny', 'evaluate'))).toBe('FOREIGN_SECTION')
  })

  it('finds the training that the plan reused in the run that made it', async () => {
    const reused: ModelOrigin = { kind: 'run', runId: '99', artifact: 1, url: 'https://github.example', pullRequest: 7, model: digestOf('weights') }
    const hub = new MemoryHub()
    hub.addRun({ id: '99', headSha: sha }, { [trainArtifact]: { 'section.json': json(made({ runId: '99' }).train) } })
    const { validate, evaluate } = made()
    const run = hub.addRun({ id: '100', headSha: sha }, artifactsOf(planWith(reused), { validate, evaluate }))
    expect(await new RunSections(lineOver(nowhere, { sha, hub }), run).modelDigest('tiny')).toBe(digestOf('weights'))
  })

  it('has nothing to say of a stage that left nothing', async () => {
    const { reader } = sections({ name: trainArtifact, entries: null })
    expect([await reader.load('tiny', 'train'), await reader.failure('tiny', 'train'), await reader.modelDigest('tiny')]).toEqual([null, null, null])
  })

  it.each<[string, string, Parameters<typeof sections>]>([
    ['a run without a plan', 'PLAN_MISSING', [{ name: 'seaworthy-plan-a1', entries: null }]],
    ['a plan about another commit', 'PLAN_INVALID', [{}, { ...planWith({ kind: 'train' }), commit: 'b'.repeat(40) }]],
    ['a plan of another form', 'PLAN_INVALID', [{}, { schema: 'seaworthy.plan/1', models: 7 }]],
    ['a plan that is a bomb', 'SECTION_TOO_DEEP', [{ name: 'seaworthy-plan-a1', entries: { 'plan.json': Buffer.from('['.repeat(100_000)) } }]],
  ])('refuses %s', async (_what, code, [replaced, plan]) => {
    expect(await codeOf(sections(replaced, plan).reader.plan())).toBe(code)
  })
})
