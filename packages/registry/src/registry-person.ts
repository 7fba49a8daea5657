import type { GitPerson } from './ports.ts'

/** Author of registry commits and stage tags: the tool. Who asked for it stands in the statement. `.invalid` is reserved: no one's address. */
export function registryPerson(timeMs: number): GitPerson {
  return { name: 'Seaworthy', email: 'registry@seaworthy.invalid', date: gitDate(timeMs) }
}

/** Git keeps whole seconds. */
function gitDate(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}Z`
}
