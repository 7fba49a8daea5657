import { beforeEach } from 'vitest'
import { openHarbour } from './fixtures/harbour.ts'
import type { GitObjects } from './git-objects.ts'
import type { Refs } from './refs.ts'
import type { Releases } from './releases.ts'

interface Ports {
  readonly refs: Refs
  readonly objects: GitObjects
  readonly releases: Releases
}
type PortsContract = (title: string, open: () => Promise<{ readonly ports: Ports } & AsyncDisposable>) => void

// The suite belongs to the ports' owner, a package that this one does not depend on.
const suite = new URL('../../registry/src/ports.contract.ts', import.meta.url).href
const { portsContract } = (await import(suite)) as { portsContract: PortsContract }

// It interrupts each of some hundred calls of a whole story once: minutes over HTTP, a second over ports in memory.
beforeEach(({ task, skip }) => {
  const slow = task.name.includes('whichever call failed') && process.env.SEAWORTHY_SLOW_TESTS !== '1'
  const reason = 'it takes minutes over HTTP: SEAWORTHY_SLOW_TESTS=1 runs it'
  if (slow) console.log(`skipped, since ${reason}: ${task.name}`)
  skip(slow, reason)
})

portsContract('GitHub', async () => {
  const harbour = await openHarbour({ contents: 'write' })
  return { ports: harbour.client, [Symbol.asyncDispose]: () => harbour[Symbol.asyncDispose]() }
})
