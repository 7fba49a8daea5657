import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { gitEnvironment } from './run-git.ts'

export type GitObjectType = 'blob' | 'tree' | 'commit' | 'tag'

export interface GitObject {
  readonly sha: string
  readonly type: GitObjectType
  readonly data: Buffer
}

type Waiting = (object: GitObject | null) => void

/** One long-lived `git cat-file --batch`: a read costs a pipe round trip instead of a process. */
export class ObjectReader {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #waiting: Waiting[] = []
  #buffer: Buffer = Buffer.alloc(0)

  constructor(gitDir: string) {
    this.#child = spawn('git', ['cat-file', '--batch'], { cwd: gitDir, env: gitEnvironment() })
    this.#child.stdout.on('data', (chunk: Buffer) => this.#receive(chunk))
    this.#child.on('close', () => this.#abandon())
    this.#child.on('error', () => this.#abandon())
    this.#child.stdin.on('error', () => undefined)
    this.#child.unref()
  }

  /** The object that a revision names (`<sha>`, `refs/heads/main`, `<sha>:path`), or null. */
  read(revision: string): Promise<GitObject | null> {
    if (/[\n\0]/.test(revision) || revision === '') return Promise.resolve(null)
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
      this.#child.stdin.write(`${revision}\n`)
    })
  }

  close(): void {
    this.#child.kill()
  }

  #receive(chunk: Buffer): void {
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk])
    while (this.#takeOne());
  }

  #takeOne(): boolean {
    const end = this.#buffer.indexOf(10)
    if (end < 0) return false
    const header = /^([0-9a-f]{40,64}) (blob|tree|commit|tag) (\d+)$/.exec(this.#buffer.subarray(0, end).toString('utf8'))
    if (header === null) return this.#answer(null, end + 1) // "<name> missing" or "<name> ambiguous"
    const size = Number(header[3])
    if (this.#buffer.length < end + 1 + size + 1) return false
    const data = Buffer.from(this.#buffer.subarray(end + 1, end + 1 + size))
    return this.#answer({ sha: header[1] ?? '', type: header[2] as GitObjectType, data }, end + size + 2)
  }

  #answer(object: GitObject | null, consumed: number): true {
    this.#buffer = this.#buffer.subarray(consumed)
    this.#waiting.shift()?.(object)
    return true
  }

  #abandon(): void {
    for (const resolve of this.#waiting.splice(0)) resolve(null)
  }
}
