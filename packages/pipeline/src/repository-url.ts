import type { Line } from './line.ts'

/** The repository's page, from the URL of the run; null on a laptop. */
export function repositoryUrl({ identity }: Line): string | null {
  return identity.run.url?.replace(/\/actions\/runs\/.*$/, '') ?? null
}
