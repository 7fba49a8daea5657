import { describe, expect, it } from 'vitest'
import { openHarbour } from './fixtures/harbour.ts'

const drift = { title: 'drift', body: 'words\n<!-- seaworthy:m -->', labels: ['seaworthy'], marker: '<!-- seaworthy:m -->' }

describe('issues', () => {
  it('opens one issue per marker, and a new one once that is closed', async () => {
    await using harbour = await openHarbour()
    const { issues } = harbour.client
    const first = await issues.create(drift)
    expect(first).toMatchObject({ title: 'drift', state: 'open', author: 'github-actions[bot]' })
    expect((await issues.create({ ...drift, title: 'again' })).number).toBe(first.number)
    await issues.update(first.number, { body: 'closed now', state: 'closed' })
    expect((await issues.create(drift)).number).not.toBe(first.number)
  })

  it('lists open issues of a label, without pull requests', async () => {
    await using harbour = await openHarbour()
    await harbour.repository.openPullRequest({ head: 'f', title: 't', files: { 'b.txt': 'b' } })
    const { number } = await harbour.client.issues.create(drift)
    await harbour.client.issues.create({ ...drift, labels: ['other'], marker: 'words' })
    expect((await harbour.client.issues.open('seaworthy')).map((issue) => issue.number)).toEqual([number])
  })

  it('is not fooled by our marker in the issue of another', async () => {
    await using harbour = await openHarbour()
    const theirs = await harbour.as('acme').issues.create(drift)
    expect((await harbour.client.issues.create(drift)).number).not.toBe(theirs.number)
  })

  it('comments', async () => {
    await using harbour = await openHarbour()
    const { number } = await harbour.client.issues.create(drift)
    await harbour.client.issues.comment(number, 'still so')
    expect((await Array.fromAsync(harbour.client.posts(number).listComments())).map(({ body }) => body)).toEqual(['still so'])
  })
})
