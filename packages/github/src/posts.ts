import type { Connection } from './connection.ts'
import { createOnce } from './create-once.ts'
import { once } from './octokit.ts'

export interface Post {
  readonly id: number
  readonly body: string
  readonly author: string
  readonly createdAt: string
  /** Another time than `createdAt` once anybody edited it. */
  readonly updatedAt: string
  readonly url: string
}

/** The comments of one issue or pull request. */
export interface Posts {
  /** Oldest first, every page. */
  listComments(): AsyncIterable<Post>
  createComment(body: string): Promise<Post>
  updateComment(id: number, body: string): Promise<void>
  /** The login that these calls act as. */
  viewer(): Promise<string>
}

export function openPosts(connection: Connection, issue: number, viewer: () => Promise<string>): Posts {
  const { octokit, at } = connection
  return {
    listComments: () => listComments(connection, issue),
    createComment: (body) => createComment(connection, issue, { body, viewer }),
    updateComment: async (id, body) => {
      await octokit.rest.issues.updateComment({ ...at, comment_id: id, body })
    },
    viewer,
  }
}

async function* listComments({ octokit, at }: Connection, issue: number): AsyncIterable<Post> {
  const pages = octokit.paginate.iterator(octokit.rest.issues.listComments, { ...at, issue_number: issue, per_page: 100 })
  for await (const { data } of pages) yield* data.map(postOf)
}

interface NewComment {
  readonly body: string
  readonly viewer: () => Promise<string>
}

/** Where the answer was lost, a comment of ours with these very words is taken as this one. */
export function createComment(connection: Connection, issue: number, { body, viewer }: NewComment): Promise<Post> {
  const { octokit, at } = connection
  return createOnce(connection, {
    create: async () => postOf((await octokit.rest.issues.createComment({ ...at, issue_number: issue, body, ...once })).data),
    find: async () => {
      const author = await viewer()
      let found: Post | null = null
      for await (const post of listComments(connection, issue)) if (post.author === author && sameText(post.body, body)) found = post
      return found
    },
  })
}

interface RawComment {
  readonly id: number
  readonly body?: string
  readonly user: { readonly login: string } | null
  readonly created_at: string
  readonly updated_at: string
  readonly html_url: string
}

// A deleted account is shown as "ghost".
function postOf({ id, body, user, created_at, updated_at, html_url }: RawComment): Post {
  return { id, body: body ?? '', author: user?.login ?? 'ghost', createdAt: created_at, updatedAt: updated_at, url: html_url }
}

/** GitHub keeps line ends as \r\n at times and trims the end. */
export function sameText(left: string, right: string): boolean {
  return plain(left) === plain(right)
}

function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').trim()
}
