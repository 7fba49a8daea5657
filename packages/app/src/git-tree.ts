import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, mkdtemp, realpath, rm, stat, utimes } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { configPath, type SourceTree } from '@seaworthy/pipeline'
import { AppError } from './errors.ts'

const run = promisify(execFile)
const maxBuffer = 256 * 1024 ** 2

/**
 * The project around a folder: the nearest folder upwards that holds a seaworthy.yml, else the root of the repository. On a laptop a
 * project may be a folder of a larger repository; trees are then those of the folder.
 * @throws {AppError} `NOT_A_REPOSITORY`.
 */
export async function openGitTree(folder: string): Promise<SourceTree> {
  const shown = await git(folder, ['rev-parse', '--show-toplevel']).catch((cause: unknown) => {
    throw new AppError('NOT_A_REPOSITORY', `${folder} is not in a git repository`, {
      hint: 'run it inside one; on a runner, check out first (fetch-depth: 0)',
      cause,
    })
  })
  const top = shown.trim()
  const prefix = projectPrefix(top, await realpath(folder))
  return new GitTree(path.join(top, prefix), prefix)
}

function projectPrefix(top: string, folder: string): string {
  for (let at = folder; at !== top && at.startsWith(`${top}${path.sep}`); at = path.dirname(at)) {
    if (existsSync(path.join(at, configPath))) return path.relative(top, at).split(path.sep).join('/')
  }
  return ''
}

/** Git by its own command: what it knows of one project. */
class GitTree implements SourceTree {
  readonly root: string
  readonly #prefix: string
  readonly #listings = new Map<string, Promise<ReadonlyMap<string, string>>>()

  constructor(root: string, prefix: string) {
    this.root = root
    this.#prefix = prefix
  }

  async head(): Promise<string> {
    const head = await this.resolve('HEAD')
    if (head) return head
    throw new AppError('GIT_FAILED', `the repository at ${this.root} has no commit yet`, {
      hint: 'commit something first: git add --all && git commit',
    })
  }

  async resolve(ref: string): Promise<string | null> {
    const found = await git(this.root, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]).catch(() => null)
    return found?.trim() || null
  }

  async mergeBase(left: string, right: string): Promise<string | null> {
    const found = await git(this.root, ['merge-base', left, right]).catch(() => null)
    return found?.trim() || null
  }

  files(tree: string): Promise<ReadonlyMap<string, string>> {
    const known = this.#listings.get(tree)
    if (known) return known
    const listed = this.#list(tree)
    this.#listings.set(tree, listed)
    return listed
  }

  async read(tree: string, file: string): Promise<Uint8Array | null> {
    const blob = (await this.files(tree)).get(file)
    if (!blob) return null
    const { stdout } = await run('git', ['cat-file', 'blob', blob], { cwd: this.root, encoding: 'buffer', maxBuffer })
    return stdout
  }

  async firstParents(tip: string, limit: number): Promise<readonly string[]> {
    return lines(await git(this.root, ['rev-list', '--first-parent', `--max-count=${limit}`, tip]))
  }

  async committedAt(commit: string): Promise<Date> {
    return new Date((await git(this.root, ['show', '--no-patch', '--format=%cI', commit])).trim())
  }

  async workingTree(): Promise<{ readonly tree: string; readonly dirty: boolean }> {
    const scratch = await mkdtemp(path.join(os.tmpdir(), 'seaworthy-index-'))
    try {
      const index = path.join(scratch, 'index')
      const own = path.resolve(this.root, (await git(this.root, ['rev-parse', '--git-path', 'index'])).trim())
      await copyIndex(own, index)
      const env = { GIT_INDEX_FILE: index }
      await git(this.root, ['add', '--all', '--', '.'], env)
      const part = this.#prefix === '' ? [] : [`--prefix=${this.#prefix}/`]
      const tree = (await git(this.root, ['write-tree', ...part], env)).trim()
      const committed = await git(this.root, ['rev-parse', '--verify', '--quiet', `HEAD:${this.#prefix}`]).catch(() => '')
      return { tree, dirty: tree !== committed.trim() }
    } finally {
      await rm(scratch, { recursive: true, force: true })
    }
  }

  async #list(tree: string): Promise<ReadonlyMap<string, string>> {
    const ofCommit = (await git(this.root, ['cat-file', '-t', tree])).trim() === 'commit'
    const listing = await git(this.root, ['ls-tree', '-r', '-z', '--full-tree', ofCommit ? `${tree}:${this.#prefix}` : tree])
    const entries = listing.split('\0').filter((entry) => entry !== '')
    return new Map(entries.map((entry) => [entry.slice(entry.indexOf('\t') + 1), entry.split(/\s/, 3)[2] ?? '']))
  }
}

/**
 * Git takes a file for unchanged that is as long and as old as the index says, unless it is as new as the index itself. A copy is
 * newer than both, so it gets a time before that of its original: files that were written since are compared by their bytes.
 */
async function copyIndex(from: string, to: string): Promise<void> {
  const found = await stat(from).catch(() => null)
  if (!found) return
  await copyFile(from, to)
  const before = Math.floor(found.mtimeMs / 1000) - 1
  await utimes(to, before, before)
}

async function git(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  try {
    const { stdout } = await run('git', args, { cwd, maxBuffer, env: gitEnvironment(env) })
    return stdout
  } catch (cause) {
    const detail = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : String(cause)
    throw new AppError('GIT_FAILED', `git ${args[0]} failed in ${cwd}: ${detail}`, {
      hint: 'is the history there? check out with fetch-depth: 0',
      cause,
    })
  }
}

// Set by hooks of git; with it a command would speak of another repository than the folder's.
function gitEnvironment(extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, ...rest } = process.env
  return { ...rest, LC_ALL: 'C', ...extra }
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '')
}
