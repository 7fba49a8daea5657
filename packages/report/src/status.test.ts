import { canonicalDigest, type Digest } from '@seaworthy/record'
import { describe, expect, it } from 'vitest'
import { digest, modelReport, reportInput } from './fixtures/sections.ts'
import { storyA, storyB, storyC, storyFailedTraining, storySetUp, storySeveralModels, storyUndecided } from './fixtures/stories.ts'
import type { ModelReport, ReportInput } from './report-input.ts'
import { maxDescription, parseStatusDigest, reportDigest, statusOf } from './status.ts'

const [blocked] = storyC().models
const only = (input: ReportInput): Digest => {
  const found = input.models[0]?.digest
  if (!found) throw new Error('the story has no record')
  return found
}

describe('statusOf', () => {
  it('ends with the digest of the one record', () => {
    expect(statusOf(storyA())).toEqual({ state: 'success', description: `gates pass · 1 model · ${only(storyA())}` })
    expect(statusOf(storyB())).toEqual({ state: 'failure', description: `blocked · 1 model · ${only(storyB())}` })
    expect(statusOf(storyUndecided())).toEqual({ state: 'failure', description: `needs a decision · 1 model · ${only(storyUndecided())}` })
  })

  it('is an error where something could not be decided, never a pass', () => {
    expect(statusOf(storyFailedTraining())).toEqual({ state: 'error', description: 'not run · 1 model' })
    expect(statusOf(reportInput([]))).toEqual({ state: 'error', description: 'not run · no model' })
    expect(statusOf(storySeveralModels())).toMatchObject({
      state: 'error',
      description: expect.stringMatching(/^not run · 1 of 3 models · sha256:[0-9a-f]{64}$/),
    })
  })

  it('passes with nothing judged and with nothing touched', () => {
    expect(statusOf(storySetUp())).toEqual({ state: 'success', description: expect.stringMatching(/^set-up: nothing judged · sha256:[0-9a-f]{64}$/) })
    expect(statusOf(reportInput([{ ...modelReport({}), touched: false }]))).toEqual({ state: 'success', description: 'no model touched' })
  })

  it('fits into a description even for ten thousand models', () => {
    const models = Array.from({ length: 10_000 }, (_, at) => ({ ...(blocked as ModelReport), model: `m${at}` }))
    expect(statusOf(reportInput(models)).description.length).toBeLessThanOrEqual(maxDescription)
  })
})

describe('reportDigest', () => {
  it('is the digest of the one record, or of the map from model to digest in any order', () => {
    const [a, b] = [
      { model: 'a', digest: digest('a') },
      { model: 'b', digest: digest('b') },
    ]
    expect(reportDigest([a])).toBe(a.digest)
    expect(reportDigest([a, b])).toBe(canonicalDigest({ a: a.digest, b: b.digest }))
    expect(reportDigest([b, a])).toBe(reportDigest([a, b]))
    expect(reportDigest([a, { model: 'c', digest: null }])).toBe(a.digest)
    expect(reportDigest([])).toBeNull()
  })
})

describe('parseStatusDigest', () => {
  it('reads what statusOf wrote and nothing else', () => {
    expect(parseStatusDigest(statusOf(storyA()).description)).toBe(only(storyA()))
    for (const description of ['gates pass', null, `$digest('x')and more`, `x$digest('x')`, 'sha256:abc'])
      expect(parseStatusDigest(description)).toBeNull()
  })
})
