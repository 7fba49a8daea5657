import { open, readFile, rm, writeFile } from 'node:fs/promises'
import { inCache } from './cache-fault.ts'

export interface PartClaim {
  readonly path: string
  /** False for the file of a process that found the shared one in use: nothing resumes it. */
  readonly isShared: boolean
  release(): Promise<void>
}

/**
 * The right to write a part. Two processes that fetch the same file do not write into each other's: the second one gets a file of its own.
 * A claim of a process that is gone is void.
 */
export async function claimPart(part: string): Promise<PartClaim> {
  const lock = `${part}.lock`
  const isOurs = await inCache(lock, () => lockFor(lock))
  if (isOurs) return { path: part, isShared: true, release: () => rm(lock, { force: true }) }
  const own = await inCache(part, () => newFile(part))
  return { path: own, isShared: false, release: () => rm(own, { force: true }) }
}

async function lockFor(lock: string): Promise<boolean> {
  if (await locked(lock)) return true
  if (await isHeld(lock)) return false
  await rm(lock, { force: true })
  return await locked(lock)
}

async function locked(lock: string): Promise<boolean> {
  return await created(() => writeFile(lock, String(process.pid), { flag: 'wx' }))
}

async function newFile(part: string): Promise<string> {
  for (let at = 1; ; at++) {
    const name = `${part}-${process.pid}-${at}`
    if (await created(async () => (await open(name, 'wx')).close())) return name
  }
}

async function created(create: () => Promise<void>): Promise<boolean> {
  try {
    await create()
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

async function isHeld(lock: string): Promise<boolean> {
  const pid = Number(await readFile(lock, 'utf8').catch(() => ''))
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null
}
