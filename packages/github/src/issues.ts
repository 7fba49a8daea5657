import type { Connection } from './connection.ts'
import { createOnce } from './create-once.ts'
import { once } from './octokit.ts'
import { createComment } from './posts.ts'

export interface Issue {
  readonly number: number
  readonly title: string
  readonly body: string
  readonly author: string
  readonly state: 'open' | 'closed'
  readonly url: string
}

export interface NewIssue {
  readonly title: string
  readonly body: string
  readonly labels: readonly string[]
  /** Unique text in the body: an open issue of ours that carries it already is returned instead. */
  readonly marker: string
}

export interface IssueChange {
  readonly title?: string
  readonly body?: string
  readonly state?: 'open' | 'closed'
}

export interface Issues {
  /** Open issues that carry a label; pull requests are none. */
  open(label: string): Promise<readonly Issue[]>
  create(issue: NewIssue): Promise<Issue>
  update(number: number, change: IssueChange): Promise<void>
  comment(number: number, body: string): Promise<void>
}

export function openIssues(connection: Connection, viewer: () => Promise<string>): Issues {
  const { octokit, at } = connection
  return {
    open: (label) => listOpen(connection, [label]),
    create: (issue) => createIssue(connection, issue, viewer),
    update: async (number, change) => {
      await octokit.rest.issues.update({ ...at, issue_number: number, ...change })
    },
    comment: async (number, body) => {
      await createComment(connection, number, { body, viewer })
    },
  }
}

async function createIssue(connection: Connection, { title, body, labels, marker }: NewIssue, viewer: () => Promise<string>): Promise<Issue> {
  const { octokit, at } = connection
  const find = () => findMarked(connection, { labels, marker, author: viewer })
  const create = async () => issueOf((await octokit.rest.issues.create({ ...at, title, body, labels: [...labels], ...once })).data)
  return (await find()) ?? createOnce(connection, { create, find })
}

interface Marked {
  readonly labels: readonly string[]
  readonly marker: string
  readonly author: () => Promise<string>
}

// By marker and author: anybody can write our marker into an issue of their own.
async function findMarked(connection: Connection, { labels, marker, author }: Marked): Promise<Issue | null> {
  const carriers = (await listOpen(connection, labels)).filter(({ body }) => body.includes(marker))
  if (carriers.length === 0) return null
  const us = await author()
  return carriers.find((issue) => issue.author === us) ?? null
}

async function listOpen({ octokit, at }: Connection, labels: readonly string[]): Promise<readonly Issue[]> {
  const query = labels.length === 0 ? {} : { labels: labels.join(',') }
  const issues = await octokit.paginate(octokit.rest.issues.listForRepo, { ...at, ...query, state: 'open', per_page: 100 })
  return issues.filter((issue) => issue.pull_request === undefined).map(issueOf)
}

interface RawIssue {
  readonly number: number
  readonly title: string
  readonly body?: string | null
  readonly user: { readonly login: string } | null
  readonly state: string
  readonly html_url: string
}

function issueOf({ number, title, body, user, state, html_url }: RawIssue): Issue {
  return { number, title, body: body ?? '', author: user?.login ?? 'ghost', state: state === 'closed' ? 'closed' : 'open', url: html_url }
}
