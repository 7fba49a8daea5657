import { marker } from './comment.ts'

/** Where comments of one pull request or issue are read and written. */
export interface Posts {
  /** All pages, in any order. */
  listComments(): AsyncIterable<Post>
  createComment(body: string): Promise<Post>
  updateComment(id: number, body: string): Promise<unknown>
  /** The login that this token writes as. */
  viewer(): Promise<string>
}

export interface Post {
  readonly id: number
  readonly body: string
  readonly author: string | null
}

export interface Posted {
  readonly id: number
  readonly outcome: 'created' | 'updated' | 'unchanged'
}

/**
 * Keeps one comment up to date: ours is the one that begins with the marker **and** has our author, looked for on all pages, so
 * that a marker pasted by someone else is nothing to us. Of several, the newest is updated and the others are left.
 */
export async function postSticky(posts: Posts, body: string): Promise<Posted> {
  const viewer = await posts.viewer()
  let ours: Post | null = null
  for await (const post of posts.listComments()) {
    if (post.author === viewer && post.body.startsWith(marker) && (ours === null || post.id > ours.id)) ours = post
  }
  if (ours === null) return { id: (await posts.createComment(body)).id, outcome: 'created' }
  if (sameText(ours.body, body)) return { id: ours.id, outcome: 'unchanged' }
  await posts.updateComment(ours.id, body)
  return { id: ours.id, outcome: 'updated' }
}

// GitHub stores line ends as it received them and trims the end.
function sameText(a: string, b: string): boolean {
  return a.replace(/\r\n/g, '\n').trimEnd() === b.trimEnd()
}
