import type { Connection } from './connection.ts'
import { createOnce } from './create-once.ts'
import { GitHubError, orNull } from './errors.ts'
import { once } from './octokit.ts'

export interface RefEntry {
  readonly ref: string
  /** Not peeled: `tag` for an annotated tag. */
  readonly object: { readonly type: 'commit' | 'tag'; readonly sha: string }
}

export interface Refs {
  /** Atomic: `exists` when the name is taken; never moves a ref. */
  create(ref: string, target: string): Promise<'created' | 'exists'>
  get(ref: string): Promise<RefEntry | null>
  /** Every ref whose whole name starts with the prefix. */
  list(prefix: string): AsyncIterable<RefEntry>
}

/** Refs through `/git/refs`. Octokit encodes `#`, `@` and `/` in the names. */
export function openRefs(connection: Connection): Refs {
  return {
    create: (ref, target) => createRef(connection, ref, target),
    get: (ref) => getRef(connection, ref),
    list: (prefix) => listRefs(connection, prefix),
  }
}

function createRef(connection: Connection, ref: string, target: string): Promise<'created' | 'exists'> {
  return createOnce<'created' | 'exists'>(connection, {
    create: async () => {
      try {
        await connection.octokit.rest.git.createRef({ ...connection.at, ref, sha: target, ...once })
        return 'created'
      } catch (error) {
        if (error instanceof GitHubError && error.code === 'REQUEST_REFUSED' && /already exists/i.test(error.answer ?? '')) return 'exists'
        throw error
      }
    },
    // The name holds exactly what was asked for: whoever made it, that is what creating it means.
    find: async () => {
      const found = await getRef(connection, ref)
      if (found === null) return null
      return found.object.sha === target ? 'created' : 'exists'
    },
  })
}

async function getRef(connection: Connection, ref: string): Promise<RefEntry | null> {
  const found = await orNull(connection.octokit.rest.git.getRef({ ...connection.at, ref: shortName(ref) }))
  return found && found.data.ref === ref ? entryOf(found.data) : null
}

async function* listRefs(connection: Connection, prefix: string): AsyncIterable<RefEntry> {
  const { octokit, at } = connection
  const pages = octokit.paginate.iterator(octokit.rest.git.listMatchingRefs, { ...at, ref: shortName(prefix) })
  for await (const { data } of pages) yield* data.filter(({ ref }) => ref.startsWith(prefix)).map(entryOf)
}

function entryOf({ ref, object }: { ref: string; object: { type: string; sha: string } }): RefEntry {
  return { ref, object: { type: object.type === 'tag' ? 'tag' : 'commit', sha: object.sha } }
}

function shortName(ref: string): string {
  return ref.replace(/^refs\//, '')
}
