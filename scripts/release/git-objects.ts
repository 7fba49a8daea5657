import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

export interface GitObjects extends Disposable {
  git(args: readonly string[], input?: string): string
  readFile(commit: string, name: string): string
  /** Files of the commit, among those paths, in which the text stands. */
  filesNaming(commit: string, text: string, paths: readonly string[]): readonly string[]
  /** A commit on `parent` whose tree is the parent's with these files put in or over. */
  commit(change: { readonly parent: string; readonly files: readonly ChangedFile[]; readonly message: string }): string
}

export interface ChangedFile {
  /** From the root, with slashes. */
  readonly name: string
  readonly bytes: Uint8Array | string
}

/**
 * Makes commits without touching work tree, index or refs: an index of its own, in a temporary folder. With `keep: false` the
 * objects go there too and are gone with it. Names and dates are those of HEAD, so that the same input makes the same commits.
 */
export function openGitObjects(repo: string, { keep }: { keep: boolean }): GitObjects {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'seaworthy-release-'))
  const plain = (args: readonly string[]) => execFileSync('git', ['-C', repo, ...args], { encoding: 'utf8' }).trim()
  const person = personOfHead(plain)
  const objects = path.resolve(repo, plain(['rev-parse', '--git-path', 'objects']))
  const elsewhere = { GIT_OBJECT_DIRECTORY: scratch, GIT_ALTERNATE_OBJECT_DIRECTORIES: objects }
  const env = { ...process.env, ...person, GIT_INDEX_FILE: path.join(scratch, 'index'), ...(keep ? {} : elsewhere) }

  const run = (args: readonly string[], input?: string | Uint8Array) =>
    execFileSync('git', ['-C', repo, ...args], { env, maxBuffer: 1 << 28, ...(input === undefined ? {} : { input }) }).toString('utf8')
  const git = (args: readonly string[], input?: string) => run(args, input).trim()

  return {
    git,
    readFile: (commit, name) => run(['show', `${commit}:${name}`]),
    filesNaming(commit, text, paths) {
      const found = spawnSync('git', ['-C', repo, 'grep', '-lz', '--fixed-strings', text, commit, '--', ...paths], { env, encoding: 'utf8' })
      if (found.status !== 0 && found.status !== 1) throw new Error(`git grep failed in ${commit}: ${found.stderr.trim()}`)
      const names = found.stdout.split('\0').filter((name) => name !== '')
      return names.map((name) => name.slice(commit.length + 1))
    },
    commit({ parent, files, message }) {
      git(['read-tree', parent])
      const entries = files.map(({ name, bytes }) => `100644 ${run(['hash-object', '-w', '--stdin'], bytes).trim()}\t${name}`)
      git(['update-index', '--add', '--index-info'], `${entries.join('\n')}\n`)
      return git(['commit-tree', git(['write-tree']), '-p', parent, '-m', message])
    },
    [Symbol.dispose]: () => rmSync(scratch, { recursive: true, force: true }),
  }
}

function personOfHead(git: (args: readonly string[]) => string): Readonly<Record<string, string>> {
  const [name = '', email = '', date = ''] = git(['log', '-1', '--format=%cn%n%ce%n%cI', 'HEAD']).split('\n')
  return {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
    GIT_COMMITTER_DATE: date,
  }
}
