import { describe, expect, it } from 'vitest'
import { openHarbour } from './fixtures/harbour.ts'

describe('posts', () => {
  it('lists every page, oldest first, with authors', async () => {
    await using harbour = await openHarbour()
    const { number } = await harbour.repository.openPullRequest({ head: 'f', title: 't', files: { 'b.txt': 'b' } })
    const posts = harbour.client.posts(number)
    const ada = harbour.as('acme').posts(number)
    await ada.createComment('c0')
    await Promise.all(Array.from({ length: 102 }, (_, at) => posts.createComment(`c${at + 1}`)))
    const all = await Array.fromAsync(posts.listComments())
    expect(new Set(all.map(({ body }) => body))).toEqual(new Set(Array.from({ length: 103 }, (_, at) => `c${at}`)))
    expect([all[0]?.author, all[1]?.author]).toEqual(['acme', 'github-actions[bot]'])
  })

  it('edits a comment in place', async () => {
    await using harbour = await openHarbour()
    const { number } = await harbour.repository.openPullRequest({ head: 'f', title: 't', files: { 'b.txt': 'b' } })
    const posts = harbour.client.posts(number)
    const { id } = await posts.createComment('one')
    await posts.updateComment(id, 'two')
    expect((await Array.fromAsync(posts.listComments())).map(({ body }) => body)).toEqual(['two'])
  })

  it('takes the comment of another for theirs, even with our words', async () => {
    await using harbour = await openHarbour()
    const { number } = await harbour.repository.openPullRequest({ head: 'f', title: 't', files: { 'b.txt': 'b' } })
    await harbour.as('acme').posts(number).createComment('report')
    harbour.github.failNext({ method: 'POST', path: /\/comments$/, when: 'before' })
    expect((await harbour.client.posts(number).createComment('report')).author).toBe('github-actions[bot]')
  })

  it('knows whom it acts as', async () => {
    await using harbour = await openHarbour()
    expect([await harbour.client.viewer(), await harbour.as('acme').viewer()]).toEqual(['github-actions[bot]', 'acme'])
  })
})
