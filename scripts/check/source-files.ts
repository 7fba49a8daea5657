import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

export interface SourceFile {
  /** From the root, with slashes. */
  readonly name: string
  readonly text: string
}

/** What git tracks, and what it would take in: nothing that is ignored. */
export function listFiles(root: string, patterns: readonly string[]): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z', '--', ...patterns], {
    cwd: root,
    encoding: 'utf8',
  })
  const names = listed.split('\0').filter((name) => name !== '' && existsSync(path.join(root, name)))
  return [...new Set(names)].toSorted()
}

export function readFiles(root: string, patterns: readonly string[]): readonly SourceFile[] {
  return listFiles(root, patterns).map((name) => ({ name, text: readFileSync(path.join(root, name), 'utf8') }))
}

/** Tests, the suites that several implementations share, and what only they use. */
export function isTestFile(name: string): boolean {
  return /\.(test|contract)\.ts$|\/fixtures(\.ts$|\/)|\/src\/.*\btesting\//.test(name)
}
