import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { trainSection } from './fixtures/train-section.ts'
import { FolderSections } from './folder-sections.ts'
import { localFiles } from './local-files.ts'

let root: string
let sections: FolderSections

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'seaworthy-sections-'))
  sections = new FolderSections(path.join(root, '.seaworthy'), localFiles())
})
afterEach(() => rmSync(root, { recursive: true }))

const failure = { stage: 'train', code: 'TIMED_OUT', message: 'too slow', hint: null } as const

describe('FolderSections', () => {
  it('keeps a section below .seaworthy, which git ignores, and gives it back with its folder', async () => {
    const section = trainSection(1)
    await sections.save(section)
    expect(await sections.load('tiny', 'train')).toEqual({ section, folder: path.join(root, '.seaworthy/tiny/train') })
    expect(readFileSync(path.join(root, '.seaworthy/.gitignore'), 'utf8')).toBe('*\n')
    expect(await sections.load('tiny', 'evaluate')).toBeNull()
  })

  it('lets a failure replace the section, and a section the failure', async () => {
    await sections.save(trainSection(1))
    await sections.saveFailure('tiny', failure)
    expect([await sections.load('tiny', 'train'), await sections.failure('tiny', 'train')]).toEqual([null, failure])
    await sections.save(trainSection(2))
    expect([await sections.failure('tiny', 'train'), readdirSync(path.join(root, '.seaworthy/tiny/train'))]).toEqual([null, ['section.json']])
  })

  it('keeps marks by their name, each once', async () => {
    const mark = { model: 'tiny', name: 'judged-0123' }
    expect(await sections.marks(mark)).toEqual([])
    for (const by of ['aaaa', 'bbbb', 'aaaa']) await sections.mark({ ...mark, by })
    await sections.mark({ ...mark, name: 'judged-9999', by: 'cccc' })
    expect((await sections.marks(mark)).toSorted()).toEqual(['aaaa', 'bbbb'])
    expect(readFileSync(path.join(root, '.seaworthy/.gitignore'), 'utf8')).toBe('*\n')
  })

  it('keeps the plan of the run', async () => {
    expect(await sections.loadPlan()).toBeNull()
    await sections.savePlan({ models: [] })
    expect(JSON.parse(new TextDecoder().decode((await sections.loadPlan()) ?? undefined))).toEqual({ models: [] })
  })

  it('refuses a section that was torn, naming its place in the project', async () => {
    await sections.save(trainSection(1))
    writeFileSync(path.join(root, '.seaworthy/tiny/train/section.json'), '{"schema"')
    await expect(sections.load('tiny', 'train')).rejects.toMatchObject({
      code: 'SECTION_UNREADABLE',
      message: expect.stringContaining('.seaworthy/tiny/train/section.json'),
    })
  })
})
