import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { promisify } from 'node:util'
import { TrainingError } from './errors.ts'

const maxListingBytes = 256 * 1024 * 1024

/**
 * What a git command prints.
 * @throws {TrainingError} `GIT_FAILED`
 */
export async function git(repo: string, args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('git', ['-C', repo, ...args], { maxBuffer: maxListingBytes })
    return stdout
  } catch (cause) {
    throw gitFailed(args, cause)
  }
}

export function gitFailed(args: readonly string[], cause: unknown): TrainingError {
  return new TrainingError('GIT_FAILED', `git ${args[0]} failed`, { hint: 'git must be installed and the folder a repository', cause })
}

export interface Blob {
  readonly sha: string
  readonly bytes: Buffer
}

/** Blobs by their names, in that order, read from one git process. */
export async function* readBlobs(repo: string, names: readonly string[]): AsyncGenerator<Blob> {
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn('git', ['-C', repo, 'cat-file', '--batch'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const failure = new Promise<never>((_, reject) => child.once('error', (cause) => reject(gitFailed(['cat-file'], cause))))
  failure.catch(() => undefined)
  child.stdin.on('error', () => undefined).end(names.map((name) => `${name}\n`).join(''))
  const reader = byteReader(child.stdout)
  try {
    for (const sha of names) yield await Promise.race([nextBlob(reader, sha), failure])
  } finally {
    child.kill()
  }
}

/** One answer of `cat-file --batch`: `<sha> SP <type> SP <size> LF <bytes> LF`. */
async function nextBlob(reader: ByteReader, sha: string): Promise<Blob> {
  const header = (await reader.line()).split(' ')
  const size = Number(header[2])
  if (header[1] !== 'blob' || !Number.isSafeInteger(size)) throw gitFailed(['cat-file'], new Error(`"${header.join(' ')}" for ${sha}`))
  const bytes = await reader.take(size)
  await reader.take(1)
  return { sha, bytes }
}

interface ByteReader {
  line(): Promise<string>
  take(size: number): Promise<Buffer>
}

function byteReader(stream: Readable): ByteReader {
  const chunks = stream.iterator()
  let held: Buffer[] = []
  let heldBytes = 0
  const more = async () => {
    const { done, value } = await chunks.next()
    if (done === true) throw gitFailed(['cat-file'], new Error('it ended early'))
    held.push(value)
    heldBytes += value.length
  }
  const take = async (size: number) => {
    while (heldBytes < size) await more()
    const all = Buffer.concat(held)
    held = [all.subarray(size)]
    heldBytes -= size
    return all.subarray(0, size)
  }
  const line = async () => {
    for (;;) {
      const end = Buffer.concat(held).indexOf(10)
      if (end >= 0) return (await take(end + 1)).toString('utf8', 0, end)
      await more()
    }
  }
  return { line, take }
}
