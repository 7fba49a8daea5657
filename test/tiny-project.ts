import { execFile, execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { root } from './workflow-files.ts'

const terminal = path.join(root, 'packages/app/src/terminal-main.ts')

/** What the command answered. */
export interface Said {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export interface SayOptions {
  /** Folder below the project. */
  readonly from?: string
  readonly env?: Readonly<Record<string, string>>
}

/** A repository of a user in a folder of its own. */
export interface Project extends Disposable {
  readonly path: string
  write(files: Readonly<Record<string, string | Uint8Array>>): void
  read(file: string): string
  readBytes(file: string): Uint8Array
  /** Replaces what must be there, so that a fixture that moved on fails the test loudly. */
  edit(file: string, from: string, to: string): void
  remove(file: string): void
  git(...args: readonly string[]): string
  commit(): void
  copy(): Project
  seaworthy(args: readonly string[], options?: SayOptions): Promise<Said>
}

/** An empty folder, no repository yet. */
export function emptyProject(): Project {
  return projectAt(realpathSync(mkdtempSync(path.join(tmpdir(), 'seaworthy-project-'))))
}

/** The tiny model as a user's repository with one commit. */
export async function tinyProject(): Promise<Project> {
  const variants = (await import(new URL('fixtures/tiny/variants.mjs', import.meta.url).href)) as { base(): Readonly<Record<string, string>> }
  const project = emptyProject()
  project.write(variants.base())
  project.git('init', '--quiet', '--initial-branch=main')
  project.commit()
  return project
}

function projectAt(folder: string): Project {
  const at = (file: string) => path.join(folder, file)
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8', env: bareEnvironment(), stdio: 'pipe' })
  return {
    path: folder,
    write(files) {
      for (const [file, content] of Object.entries(files)) {
        mkdirSync(path.dirname(at(file)), { recursive: true })
        writeFileSync(at(file), content)
      }
    },
    read: (file) => readFileSync(at(file), 'utf8'),
    readBytes: (file) => readFileSync(at(file)),
    edit(file, from, to) {
      const text = readFileSync(at(file), 'utf8')
      if (!text.includes(from)) throw new Error(`${file} has no ${from}`)
      writeFileSync(at(file), text.replaceAll(from, to))
    },
    remove: (file) => rmSync(at(file), { recursive: true }),
    git,
    commit() {
      git('add', '--all')
      git('-c', 'user.name=Ann', '-c', 'user.email=ann@example.org', 'commit', '--quiet', '--message=Change')
    },
    copy() {
      const project = emptyProject()
      cpSync(folder, project.path, { recursive: true })
      return project
    },
    seaworthy: (args, options) => seaworthy(folder, args, options),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function seaworthy(folder: string, args: readonly string[], { from = '.', env = {} }: SayOptions = {}): Promise<Said> {
  return new Promise((resolve) => {
    const cwd = path.join(folder, from)
    const options = { cwd, env: { ...bareEnvironment(), ...env }, maxBuffer: 64 * 1024 ** 2 }
    execFile(process.execPath, ['--conditions=source', terminal, ...args], options, (error, stdout, stderr) =>
      resolve({ exitCode: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, stdout, stderr }),
    )
  })
}

// Nothing of the machine that tests: no token, no runner, no settings of git. Compiled sources are shared by all calls.
function bareEnvironment(): Record<string, string> {
  const home = path.join(tmpdir(), 'seaworthy-home')
  const compiled = path.join(tmpdir(), 'seaworthy-compiled')
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: home, GIT_CONFIG_NOSYSTEM: '1', NODE_COMPILE_CACHE: compiled }
}
