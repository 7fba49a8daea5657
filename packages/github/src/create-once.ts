import type { Connection } from './connection.ts'
import { GitHubError } from './errors.ts'
import { maxRetries } from './octokit.ts'

export interface Creation<T> {
  /** One try, sent with `once`. */
  create(): Promise<T>
  /** What an earlier try, or someone else, made already; null where there is nothing. */
  find(): Promise<T | null>
}

/**
 * Creates something that must not exist twice over a network that may lose the answer: after a failure that leaves open whether it took
 * effect, it looks before it tries again.
 */
export async function createOnce<T>(connection: Connection, { create, find }: Creation<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await create()
    } catch (error) {
      if (!mayHaveTakenEffect(error)) throw error
      await connection.wait(tries)
      const made = await find()
      if (made !== null) return made
      if (tries > maxRetries) throw error
    }
  }
}

/** No answer, or a fault of the server: the request may have been carried out all the same. */
export function mayHaveTakenEffect(error: unknown): error is GitHubError {
  return error instanceof GitHubError && (error.code === 'NETWORK_FAILED' || error.code === 'SERVER_FAILED')
}
