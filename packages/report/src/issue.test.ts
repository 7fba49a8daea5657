import { describe, expect, it } from 'vitest'
import { june } from './fixtures/monitor.ts'
import { hiddenBlock, readHiddenBlock } from './hidden-block.ts'
import { issueTitle, type PastLook, readLooks, renderIssue } from './issue.ts'
import { renderRetrainPullRequest, retrainTitle } from './retrain-pull-request.ts'

const pullRequest = { number: 14, url: 'https://github.com/acme/flights/pull/14' }
const may: PastLook = { until: '2001-06-01T00:00:00', decision: 'investigate', signals: ['calibration'] }

describe('renderIssue', () => {
  it('tells why to retrain', async () => {
    await expect(renderIssue({ section: june(), history: [may], pullRequest })).toMatchFileSnapshot('./fixtures/golden/issue-retrain.md')
    expect(issueTitle(june())).toBe('⚓ flight-delay: retrain')
  })

  it('remembers the looks that a policy needs', () => {
    const calibration = { observed: 0.161, predicted: 0.204, gap: 0.043, interval: [0.025, 0.061] as const, clusters: 31, drifted: true }
    const body = renderIssue({ section: june({ calibration, decision: 'investigate' }), history: [may], pullRequest: null })
    expect(readLooks(body)).toEqual([may, { until: '2001-07-01T00:00:00', decision: 'investigate', signals: ['calibration'] }])
  })

  it('keeps within a body even with two thousand columns', () => {
    const column = june().body.drift[2] as ReturnType<typeof june>['body']['drift'][number]
    const drift = Array.from({ length: 2000 }, (_, at) => ({ ...column, column: `column_${at}` }))
    const body = renderIssue({ section: june({ drift }), history: [], pullRequest: null })
    expect(Buffer.byteLength(body)).toBeLessThan(60_000)
    expect(readHiddenBlock('monitor', body)).toMatchObject({ section: null, digest: expect.stringMatching(/^sha256:/) })
  })

  it('hides data that cannot end their comment', () => {
    const evil = { a: '--> <script>', b: ['<!--', '-->'], c: -1 }
    const block = hiddenBlock('monitor', evil)
    expect(block.slice(0, -3)).not.toContain('-->')
    expect(readHiddenBlock('monitor', `text\n${block}\nmore`)).toEqual(evil)
  })

  it('reads no looks from a body without, or with a block that someone edited', () => {
    expect(readLooks('nothing here')).toEqual([])
    expect(readLooks('<!-- seaworthy:monitor {"looks":[{"until":3},{"until":null,"decision":"none","signals":["x"]}]} -->')).toEqual([])
    expect(() => readLooks('<!-- seaworthy:monitor {"looks":[ -->')).toThrow(expect.objectContaining({ code: 'HIDDEN_BLOCK_INVALID' }))
  })
})

describe('renderRetrainPullRequest', () => {
  it('says why it exists and what it changes', async () => {
    const issue = { number: 13, url: 'https://github.com/acme/flights/issues/13' }
    await expect(renderRetrainPullRequest({ section: june(), issue })).toMatchFileSnapshot('./fixtures/golden/retrain-pull-request.md')
    expect(retrainTitle(june())).toBe('⚓ Retrain flight-delay on data until 2001-07-01')
  })
})
