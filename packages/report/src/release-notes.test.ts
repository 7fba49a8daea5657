import type { CandidateRecord } from '@seaworthy/record'
import { describe, expect, it } from 'vitest'
import { commit, modelReport, repository } from './fixtures/sections.ts'
import { storyA, storyFirstRelease } from './fixtures/stories.ts'
import { modelReadme, releaseNotes } from './release-notes.ts'
import type { ReportInput } from './report-input.ts'

const text = {
  version: '1.1.0',
  repository,
  signature: 'key',
  sourceCommit: commit,
  pullRequest: { number: 12, url: `${repository}/pull/12` },
} as const

function recordOf({ models: [report] }: ReportInput): CandidateRecord {
  if (!report?.record) throw new Error('the story has no record')
  return report.record
}

describe('releaseNotes', () => {
  it('says what the version is worth and how to verify it', async () => {
    await expect(releaseNotes(recordOf(storyA()), text)).toMatchFileSnapshot('./fixtures/golden/release-notes.md')
  })

  it('says plainly when nothing is signed', () => {
    expect(releaseNotes(recordOf(storyFirstRelease()), { ...text, signature: 'unsigned' })).toContain(
      '**Not signed:** anyone with write access could have made it.',
    )
  })

  it('refuses a record that was never judged', () => {
    const { record } = modelReport({})
    expect(() => releaseNotes(record as CandidateRecord, text)).toThrow(expect.objectContaining({ code: 'NO_EVALUATION' }))
  })
})

describe('modelReadme', () => {
  it('is a short model card', async () => {
    await expect(modelReadme(recordOf(storyA()), text)).toMatchFileSnapshot('./fixtures/golden/model-readme.md')
  })
})
