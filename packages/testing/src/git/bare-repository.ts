import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type CommitObject, parseCommit, type Signature, signatureLine } from './commit-object.ts'
import { type GitObject, ObjectReader } from './object-reader.ts'
import { type GitResult, type GitRun, gitText, runGit } from './run-git.ts'

export interface GitRef {
  readonly ref: string
  readonly sha: string
  readonly type: string
}

export interface TreeEntry {
  readonly mode: string
  readonly type: string
  readonly sha: string
  readonly path: string
  readonly size?: number
}

/** `sha: null` removes the path from the base tree. */
export interface TreeChange {
  readonly path: string
  readonly mode: string
  readonly sha: string | null
}

/** `git write` input: a commit, its dates given, so that the same input makes the same object. */
export type NewCommit = CommitObject

/** One bare repository on disk and what the emulated GitHub asks of it. */
export class BareRepository {
  readonly path: string
  #reader: ObjectReader | null = null

  private constructor(gitDir: string) {
    this.path = gitDir
  }

  static async create(gitDir: string, { defaultBranch, copyOf }: { defaultBranch: string; copyOf?: string }): Promise<BareRepository> {
    await mkdir(gitDir, { recursive: true })
    const repository = new BareRepository(gitDir)
    if (copyOf === undefined) await repository.git(['init', '-q', '--bare', '-b', defaultBranch, '.'])
    else await repository.git(['clone', '-q', '--bare', '--no-hardlinks', copyOf, '.'])
    const settings = {
      'http.receivepack': 'true',
      'uploadpack.allowAnySHA1InWant': 'true',
      'uploadpack.allowFilter': 'true',
      'receive.hideRefs': 'refs/pull',
      'gc.auto': '0',
      'receive.autogc': 'false',
      'core.logAllRefUpdates': 'false',
    }
    const config = Object.entries(settings)
      .map(([key, value]) => `[${key.split('.')[0]}]\n\t${key.split('.')[1]} = ${value}\n`)
      .join('')
    await writeFile(path.join(gitDir, 'config'), config, { flag: 'a' })
    return repository
  }

  git(args: readonly string[], run: Omit<GitRun, 'cwd'> = {}): Promise<GitResult> {
    return runGit(args, { cwd: this.path, ...run })
  }

  text(args: readonly string[], run: Omit<GitRun, 'cwd'> = {}): Promise<string> {
    return gitText(args, { cwd: this.path, ...run })
  }

  read(revision: string): Promise<GitObject | null> {
    this.#reader ??= new ObjectReader(this.path)
    return this.#reader.read(revision)
  }

  async sha(revision: string): Promise<string | null> {
    return (await this.read(revision))?.sha ?? null
  }

  async commit(revision: string): Promise<(CommitObject & { readonly sha: string }) | null> {
    const object = await this.read(`${revision}^{commit}`)
    return object === null ? null : { sha: object.sha, ...parseCommit(object.data) }
  }

  async refs(prefix: string): Promise<GitRef[]> {
    const format = '--format=%(refname) %(objectname) %(objecttype)'
    const lines = (await this.text(['for-each-ref', format])).split('\n').filter((line) => line.startsWith(prefix))
    return lines.map((line) => {
      const [ref = '', sha = '', type = ''] = line.split(' ')
      return { ref, sha, type }
    })
  }

  /** Compare-and-swap: `from` is the value that the ref must have, null when it must not exist, undefined when any will do. */
  async updateRef(ref: string, to: string | null, from?: string | null): Promise<boolean> {
    const zero = '0'.repeat(40)
    const args = to === null ? ['update-ref', '-d', ref] : ['update-ref', ref, to]
    const { code } = await this.git(from === undefined ? args : [...args, from ?? zero], { accept: [0, 1, 128] })
    return code === 0
  }

  async writeBlob(bytes: Uint8Array): Promise<string> {
    return this.text(['hash-object', '-w', '--stdin'], { input: bytes })
  }

  /** All files in one process. */
  async writeBlobs(contents: readonly (string | Uint8Array)[]): Promise<string[]> {
    if (contents.length === 0) return []
    const scratch = await mkdtemp(path.join(tmpdir(), 'seaworthy-blobs-'))
    const files = contents.map((_, index) => path.join(scratch, String(index)))
    await Promise.all(files.map((file, index) => writeFile(file, contents[index] ?? '')))
    const output = await this.text(['hash-object', '-w', '--no-filters', '--stdin-paths'], { input: `${files.join('\n')}\n` })
    await rm(scratch, { recursive: true })
    return output.split('\n')
  }

  /** The tree of `base` (or an empty one) after the changes, made in a private index. */
  async writeTree(base: string | null, changes: readonly TreeChange[]): Promise<string> {
    return this.withIndex(async (env) => {
      if (base !== null) await this.git(['read-tree', base], { env })
      for (const { path: prefix, sha } of changes.filter((change) => change.mode === '040000')) {
        if (sha !== null) await this.git(['read-tree', `--prefix=${prefix}/`, sha], { env })
      }
      const lines = changes
        .filter((change) => change.mode !== '040000')
        .map(({ mode, sha, path: at }) => (sha === null ? `0 ${'0'.repeat(40)}\t${at}\0` : `${mode} ${sha}\t${at}\0`))
      if (lines.length > 0) await this.git(['update-index', '-z', '--index-info'], { env, input: lines.join('') })
      return this.text(['write-tree'], { env })
    })
  }

  async writeTreeOfDirectory(directory: string): Promise<string> {
    return this.withIndex(async (env) => {
      await this.git([`--git-dir=${this.path}`, `--work-tree=${directory}`, 'add', '-A', '.'], { env })
      return this.text(['write-tree'], { env })
    })
  }

  async writeCommit({ tree, parents, author, committer, message }: NewCommit): Promise<string> {
    const args = ['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent])]
    return this.text(args, { input: message, env: { ...identity('AUTHOR', author), ...identity('COMMITTER', committer) } })
  }

  async writeTag(tag: { tag: string; object: string; type: string; tagger: Signature; message: string }): Promise<string> {
    const header = `object ${tag.object}\ntype ${tag.type}\ntag ${tag.tag}\ntagger ${signatureLine(tag.tagger)}\n\n`
    return this.text(['hash-object', '-w', '-t', 'tag', '--stdin'], { input: header + tag.message })
  }

  async tree(treeish: string, { recursive }: { recursive: boolean }): Promise<TreeEntry[]> {
    const { stdout } = await this.git(['ls-tree', '-z', '-l', ...(recursive ? ['-r', '-t'] : []), treeish])
    const lines = stdout.toString('utf8').split('\0').filter(Boolean)
    return lines.map((line) => {
      const match = /^(\d+) (\w+) ([0-9a-f]+) +(\d+|-)\t([\s\S]*)$/.exec(line)
      const [, mode = '', type = '', sha = '', size = '-', at = ''] = match ?? []
      return { mode, type, sha, path: at, ...(size === '-' ? {} : { size: Number(size) }) }
    })
  }

  async isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    return (await this.git(['merge-base', '--is-ancestor', ancestor, descendant], { accept: [0, 1] })).code === 0
  }

  async mergeBase(one: string, other: string): Promise<string | null> {
    const { code, stdout } = await this.git(['merge-base', one, other], { accept: [0, 1] })
    return code === 0 ? stdout.toString().trim() : null
  }

  async withIndex<T>(use: (env: Record<string, string>) => Promise<T>): Promise<T> {
    const scratch = await mkdtemp(path.join(tmpdir(), 'seaworthy-index-'))
    try {
      return await use({ GIT_INDEX_FILE: path.join(scratch, 'index') })
    } finally {
      await rm(scratch, { recursive: true, force: true })
    }
  }

  close(): void {
    this.#reader?.close()
  }
}

function identity(role: 'AUTHOR' | 'COMMITTER', { name, email, date }: Signature): Record<string, string> {
  return { [`GIT_${role}_NAME`]: name, [`GIT_${role}_EMAIL`]: email, [`GIT_${role}_DATE`]: date }
}
