import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DefaultArtifactClient } from '@actions/artifact'
import { type Results, runtimeToken, startResults } from '@seaworthy/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ArtifactSections } from './artifact-sections.ts'
import { trainSection } from './fixtures/train-section.ts'
import { FolderSections } from './folder-sections.ts'
import { localFiles } from './local-files.ts'

let results: Results
let scratch: string

beforeEach(async () => {
  scratch = mkdtempSync(path.join(tmpdir(), 'seaworthy-artifacts-'))
  results = await startResults()
  vi.stubEnv('ACTIONS_RESULTS_URL', results.url)
  vi.stubEnv('ACTIONS_RUNTIME_TOKEN', runtimeToken(77))
  vi.stubEnv('GITHUB_SERVER_URL', 'https://github.com')
  vi.stubEnv('GITHUB_WORKSPACE', scratch)
  vi.spyOn(process.stdout, 'write').mockReturnValue(true) // the toolkit talks
})
afterEach(async () => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  await results.close()
  rmSync(scratch, { recursive: true })
})

/** Each job of a run has a machine of its own. */
function job(name: string, attempt = 1): { readonly root: string; readonly sections: ArtifactSections } {
  const root = path.join(scratch, name)
  const folder = (name: string) => new FolderSections(path.join(root, name), localFiles())
  const options = { attempt, client: async () => new DefaultArtifactClient(), fetched: folder('fetched') }
  return { root, sections: new ArtifactSections(folder('made'), options) }
}

const failure = { stage: 'train', code: 'TIMED_OUT', message: 'too slow', hint: 'raise train.timeout' } as const

describe('ArtifactSections', () => {
  it('hands a section with its files to another job of the run', async () => {
    const { root, sections } = job('trains')
    const folder = await sections.folder('tiny', 'train')
    writeFileSync(path.join(folder, 'model.onnx'), 'bytes')
    await sections.save(trainSection(1))
    expect(results.artifacts().map(({ name }) => name)).toEqual(['seaworthy-train-tiny-a1'])
    const judges = job('judges')
    const loaded = await judges.sections.load('tiny', 'train')
    expect(loaded).toEqual({ section: trainSection(1), folder: path.join(judges.root, 'fetched/tiny/train') })
    expect(readFileSync(path.join(judges.root, 'fetched/tiny/train/model.onnx'), 'utf8')).toBe('bytes')
    expect(root).not.toBe(judges.root)
  })

  it('reads the newest attempt, by number and not by letter', async () => {
    for (const attempt of [2, 10, 9]) await job(`attempt-${attempt}`, attempt).sections.save(trainSection(attempt))
    expect((await job('judges', 11).sections.load('tiny', 'train'))?.section.body.durationMs).toBe(10)
  })

  it('hands on a failure, which stands for the section that is missing', async () => {
    await job('trains').sections.saveFailure('tiny', failure)
    const { sections } = job('reports')
    expect([await sections.load('tiny', 'train'), await sections.failure('tiny', 'train')]).toEqual([null, failure])
  })

  it('has no failure and no section of a stage that never ran', async () => {
    const { sections } = job('reports')
    expect([await sections.load('tiny', 'evaluate'), await sections.failure('tiny', 'evaluate'), await sections.loadPlan()]).toEqual([
      null,
      null,
      null,
    ])
  })

  it('hands on the plan', async () => {
    await job('plans').sections.savePlan({ models: ['tiny'] }, { handOn: true })
    expect(JSON.parse(new TextDecoder().decode((await job('trains').sections.loadPlan()) ?? undefined))).toEqual({ models: ['tiny'] })
  })

  it('passes over an attempt that has not begun: user code of this one may have left it', async () => {
    await job('plans').sections.savePlan({ models: ['tiny'] }, { handOn: true })
    await job('trains', 2).sections.savePlan({ models: [] }, { handOn: true })
    expect(JSON.parse(new TextDecoder().decode((await job('judges').sections.loadPlan()) ?? undefined))).toEqual({ models: ['tiny'] })
  })

  it('gives as its own only what this very job made, whatever artifacts there are', async () => {
    await job('trains').sections.save(trainSection(1))
    const { sections } = job('publishes')
    expect([await sections.own('tiny', 'train'), (await sections.load('tiny', 'train'))?.section.model, await sections.own('tiny', 'train')]).toEqual(
      [null, 'tiny', null],
    )
  })

  it('leaves a mark as an artifact that its name alone tells of, and none twice in a run', async () => {
    const mark = { model: 'tiny', name: 'judged-0123', by: 'aaaa' }
    await job('judges').sections.mark(mark)
    await job('judges again', 2).sections.mark(mark)
    expect(results.artifacts().map(({ name }) => name)).toEqual(['seaworthy-judged-0123-tiny'])
  })

  it('hands on why there is no plan', async () => {
    const why = { stage: 'plan', code: 'CONFIG_MISSING', message: 'no configuration', hint: null } as const
    await job('plans').sections.savePlanFailure(why)
    const { sections } = job('reports')
    expect([await sections.loadPlan(), await sections.planFailure()]).toEqual([null, why])
  })

  it('keeps a plan to itself where no other job shall read it', async () => {
    const { sections } = job('publishes')
    await sections.savePlan({ models: ['tiny'] }, { handOn: false })
    expect([results.artifacts(), await sections.loadPlan()]).toEqual([[], expect.any(Uint8Array)])
  })

  it('takes an artifact of another model for none of its own', async () => {
    await job('trains').sections.save({ ...trainSection(1), model: 'tiny-a1' })
    expect(await job('judges').sections.load('tiny', 'train')).toBeNull()
  })

  it('says which artifact could not be uploaded', async () => {
    const { sections } = job('trains')
    await sections.save(trainSection(1))
    await expect(sections.save(trainSection(2))).rejects.toMatchObject({
      code: 'ARTIFACT_FAILED',
      message: expect.stringContaining('seaworthy-train-tiny-a1'),
      hint: expect.stringContaining('run the job again'),
    })
  })
})
