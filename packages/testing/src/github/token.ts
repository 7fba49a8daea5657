import { randomBytes } from 'node:crypto'
import type { Permissions } from './permissions.ts'

/** `actions`: the GITHUB_TOKEN of one run, bound to its repository. `user`: a person, whose role decides. */
export type Token =
  | {
      readonly kind: 'actions'
      readonly secret: string
      readonly login: string
      readonly repository: string
      readonly runId: number
      readonly permissions: Permissions
    }
  | { readonly kind: 'user'; readonly secret: string; readonly login: string }

export const ACTIONS_BOT = 'github-actions[bot]'

/** Long and random, as runners mask the token wherever it occurs in a log. */
export const newSecret = (prefix: 'ghs' | 'ghp'): string => `${prefix}_${randomBytes(24).toString('hex')}`

/** The token in an Authorization header: `token x`, `Bearer x`, or the password of Basic, as git sends it. */
export function bearerOf(authorization: string | undefined): string | null {
  const [scheme = '', value = ''] = (authorization ?? '').trim().split(/\s+/)
  if (/^(token|bearer)$/i.test(scheme)) return value
  if (!/^basic$/i.test(scheme)) return null
  const decoded = Buffer.from(value, 'base64').toString('utf8')
  return decoded.slice(decoded.indexOf(':') + 1)
}
