import { describe, expect, it } from 'vitest'
import { marker } from './comment.ts'
import { type Post, type Posts, postSticky } from './sticky-post.ts'

/** Comments in memory, three to a page. */
function memory(existing: readonly Post[]): Posts & { readonly posts: Post[]; readonly writes: string[] } {
  const posts = [...existing]
  const writes: string[] = []
  return {
    posts,
    writes,
    viewer: async () => 'seaworthy[bot]',
    async *listComments() {
      for (let page = 0; page * 3 < posts.length; page++) yield* posts.slice(page * 3, page * 3 + 3)
    },
    createComment: async (body) => {
      const post = { id: 1000 + posts.length, body, author: 'seaworthy[bot]' }
      posts.push(post)
      writes.push(`create ${post.id}`)
      return post
    },
    updateComment: async (id, body) => {
      const at = posts.findIndex((post) => post.id === id)
      posts[at] = { id, body, author: 'seaworthy[bot]' }
      writes.push(`update ${id}`)
      return { id, body, author: 'seaworthy[bot]' }
    },
  }
}
const ours = (id: number, text = 'old'): Post => ({ id, body: `${marker}\n${text}\n`, author: 'seaworthy[bot]' })
const chatter = (id: number): Post => ({ id, body: 'looks good', author: 'ada' })
const body = `${marker}\nnew\n`

describe('postSticky', () => {
  it('creates the first comment and updates it afterwards', async () => {
    const posts = memory([chatter(1)])
    expect(await postSticky(posts, body)).toEqual({ id: 1001, outcome: 'created' })
    expect(await postSticky(posts, `${marker}\nnewer\n`)).toEqual({ id: 1001, outcome: 'updated' })
    expect(posts.posts).toHaveLength(2)
  })

  it('finds its comment on the last page', async () => {
    const posts = memory([...Array.from({ length: 10 }, (_, at) => chatter(at + 1)), ours(50)])
    expect(await postSticky(posts, body)).toEqual({ id: 50, outcome: 'updated' })
  })

  it('writes nothing when nothing changed, whatever became of the line ends', async () => {
    const posts = memory([{ ...ours(5, 'new'), body: `${marker}\r\nnew` }])
    expect(await postSticky(posts, body)).toEqual({ id: 5, outcome: 'unchanged' })
    expect(posts.writes).toEqual([])
  })

  it("leaves a marker alone that stands in someone else's comment, or in the middle of a quote", async () => {
    const posts = memory([
      { ...ours(5), author: 'mallory' },
      { id: 6, body: `> ${marker}`, author: 'seaworthy[bot]' },
      { ...ours(7), author: null },
    ])
    expect(await postSticky(posts, body)).toEqual({ id: 1003, outcome: 'created' })
  })

  it('updates the newest of several and leaves the others', async () => {
    const posts = memory([ours(9), ours(4), chatter(10)])
    expect(await postSticky(posts, body)).toEqual({ id: 9, outcome: 'updated' })
    expect(posts.writes).toEqual(['update 9'])
  })
})
