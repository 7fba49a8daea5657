import { describe, expect, it } from 'vitest'
import { openHarbour } from './fixtures/harbour.ts'

describe('statuses', () => {
  it('come back newest first, with who set them', async () => {
    await using harbour = await openHarbour()
    const sha = await harbour.repository.sha('main')
    const { statuses } = harbour.client
    await statuses.set(sha, { context: 'seaworthy', state: 'pending', description: 'training', url: null })
    await statuses.set(sha, { context: 'seaworthy', state: 'success', description: 'gates pass', url: 'https://example.com/run/1' })
    expect(await statuses.list(sha)).toEqual([
      { context: 'seaworthy', state: 'success', description: 'gates pass', url: 'https://example.com/run/1', creator: 'github-actions[bot]' },
      { context: 'seaworthy', state: 'pending', description: 'training', url: null, creator: 'github-actions[bot]' },
    ])
  })

  it('are cut to what GitHub takes', async () => {
    await using harbour = await openHarbour()
    const sha = await harbour.repository.sha('main')
    await harbour.client.statuses.set(sha, { context: 'seaworthy', state: 'error', description: '⚓'.repeat(150), url: null })
    expect((await harbour.client.statuses.list(sha))[0]?.description).toBe(`${'⚓'.repeat(139)}…`)
  })
})
