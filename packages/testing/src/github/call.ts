import type { Answer } from '../http/listen.ts'
import type { Accepted } from './permissions.ts'
import type { Repository } from './repository.ts'
import type { Token } from './token.ts'
import type { World } from './world.ts'

/** One request on its way to a handler: authenticated, authorised and valid against the OpenAPI description. */
export interface Call {
  readonly world: World
  readonly token: Token | null
  /** The login that acts; '' where nobody signed in. */
  readonly actor: string
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly json: unknown
  readonly bytes: Buffer
  readonly url: URL
}

/** A call to a path below `/repos/{owner}/{repo}`. */
export interface RepositoryCall extends Call {
  readonly repository: Repository
}

interface RouteOf<C> {
  /** Operation id in GitHub's OpenAPI description. */
  readonly operation: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly accepts: Accepted | ((call: C) => Accepted)
  readonly handle: (call: C) => Promise<Answer> | Answer
}

export type RepositoryRoute = RouteOf<RepositoryCall> & { readonly kind: 'repository' }
export type GlobalRoute = RouteOf<Call> & { readonly kind: 'global' }
export type Route = RepositoryRoute | GlobalRoute

type Row = readonly [
  operation: string,
  request: `${RepositoryRoute['method']} /${string}`,
  accepts: RepositoryRoute['accepts'],
  handle: RepositoryRoute['handle'],
]

/** Routes below `/repos/{owner}/{repo}`, one row each. */
export function repositoryRoutes(rows: readonly Row[]): RepositoryRoute[] {
  return rows.map(([operation, request, accepts, handle]) => {
    const [method = 'GET', path = ''] = request.split(' ')
    return {
      kind: 'repository',
      operation,
      method: method as RepositoryRoute['method'],
      path: `/repos/{owner}/{repo}${path === '/' ? '' : path}`,
      accepts,
      handle,
    }
  })
}

export const param = (call: Call, name: string): string => call.params[name] ?? ''
export const numberParam = (call: Call, name: string): number => Number(call.params[name])

/** The JSON body as the type that the OpenAPI schema of this operation has already proved. */
export const bodyOf = <T>(call: Call): T => (call.json ?? {}) as T
