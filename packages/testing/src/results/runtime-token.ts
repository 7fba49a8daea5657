import { randomBytes } from 'node:crypto'

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/**
 * A token shaped like ACTIONS_RUNTIME_TOKEN: its scope names the run and its job. The signature is long and random,
 * as the toolkit masks it in every log line.
 */
export function runtimeToken(runId: number): string {
  const claims = { scp: `Actions.Results:${runId}:job-${runId}`, exp: 4102444800, iss: 'https://token.actions.githubusercontent.com' }
  return [encode({ alg: 'none', typ: 'JWT' }), encode(claims), randomBytes(24).toString('base64url')].join('.')
}

/** The run that a runtime token belongs to, or null for anything else. */
export function runOfToken(authorization: string | undefined): string | null {
  const [, claims = ''] = (authorization ?? '').replace(/^Bearer /i, '').split('.')
  try {
    const { scp } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { scp?: unknown }
    return /Actions\.Results:([^:\s]+):/.exec(typeof scp === 'string' ? scp : '')?.[1] ?? null
  } catch {
    return null
  }
}
