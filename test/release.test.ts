import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pinReferences, placeholder } from '../scripts/release/pin-references.ts'
import { root } from './workflow-files.ts'

let scratch: string
let clone: string
let dist: string

beforeEach(() => {
  scratch = mkdtempSync(path.join(os.tmpdir(), 'seaworthy-release-test-'))
  clone = path.join(scratch, 'clone')
  dist = path.join(scratch, 'bundle')
  makeRepository(clone)
  mkdirSync(path.join(dist, 'chunks'), { recursive: true })
  writeFileSync(path.join(dist, 'index.js'), 'export const runAction = () => {}\n')
  writeFileSync(path.join(dist, 'chunks', '1.index.js'), Uint8Array.of(0, 255, 10))
})

afterEach(() => rmSync(scratch, { recursive: true, force: true }))

/** A repository of one commit with what can be released of the work tree, so that the test sees files that are not committed yet. */
function makeRepository(to: string): void {
  mkdirSync(to)
  const files = ['package.json', '.gitignore', 'actions', '.github', 'workflows-templates']
  for (const file of files) cpSync(path.join(root, file), path.join(to, file), { recursive: true })
  git('init', '--quiet', '--initial-branch=main')
  git('add', '.')
  git('-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', 'commit', '--quiet', '--message=Sources')
}

function git(...args: readonly string[]): string {
  return execFileSync('git', ['-C', clone, ...args], { encoding: 'utf8' }).trim()
}

function release(...args: readonly string[]) {
  const script = path.join(root, 'scripts/release.ts')
  return spawnSync(process.execPath, ['--conditions=source', script, '--repo', clone, '--dist', dist, ...args], { encoding: 'utf8' })
}

/** Commits that files of ours name at a commit, by what they are. */
function referencesIn(commit: string, ...paths: readonly string[]): readonly string[] {
  const found = spawnSync('git', ['-C', clone, 'grep', '-hoE', 'seaworthy-ml/seaworthy/[^@ ]+@[0-9a-f]{40}', commit, '--', ...paths], {
    encoding: 'utf8',
  })
  const lines = found.stdout.split('\n').filter((line) => line !== '')
  return [...new Set(lines.map((line) => line.slice(line.indexOf('@') + 1)))]
}

describe('a release', () => {
  it('is the bundle, then workflows that name it, then templates that name those, and nothing is left without a commit', () => {
    expect(release()).toMatchObject({ status: 0, stderr: '' })
    const [templates = '', workflows = '', bundle = '', head = ''] = git('rev-list', 'release/v0.1.0').split('\n')
    expect(head).toBe(git('rev-parse', 'HEAD'))
    expect(git('ls-tree', '-r', '--name-only', bundle, 'dist')).toBe('dist/chunks/1.index.js\ndist/index.js')
    expect(git('rev-parse', `${bundle}:dist/chunks/1.index.js`)).toBe(git('hash-object', path.join(dist, 'chunks/1.index.js')))
    expect(git('diff', '--name-only', head, bundle, '--', ':!dist')).toBe('')
    expect(referencesIn(workflows, '.github/workflows', 'actions/*/action.yml')).toEqual([bundle])
    expect(referencesIn(templates, '.github/workflows', 'actions/*/action.yml')).toEqual([bundle])
    expect(referencesIn(templates, 'workflows-templates', 'actions/*/README.md')).toEqual([workflows])
    expect(spawnSync('git', ['-C', clone, 'grep', '-q', placeholder, templates]).status).toBe(1)
  })

  it('leaves work tree, index and HEAD alone', () => {
    const head = git('rev-parse', 'HEAD')
    release()
    expect([git('rev-parse', 'HEAD'), git('symbolic-ref', 'HEAD'), git('status', '--porcelain')]).toEqual([head, 'refs/heads/main', ''])
  })

  it('makes the same commits of the same sources and bundle', () => {
    release()
    const first = git('rev-parse', 'release/v0.1.0')
    git('update-ref', '-d', 'refs/heads/release/v0.1.0')
    release()
    expect(git('rev-parse', 'release/v0.1.0')).toBe(first)
  })

  it('writes nothing on a dry run, and says the commits that it would make', () => {
    const objects = git('count-objects')
    const { status, stdout } = release('--dry-run')
    expect([status, git('branch', '--list', 'release/*'), git('count-objects')]).toEqual([0, '', objects])
    release()
    expect(stdout).toContain(`T ${git('rev-parse', 'release/v0.1.0')}`)
  })

  it('is made once for a version', () => {
    release()
    expect(release()).toMatchObject({ status: 2, stderr: expect.stringContaining('release/v0.1.0 exists already') })
  })

  it('refuses a work tree that is not HEAD', () => {
    writeFileSync(path.join(clone, 'forgotten.ts'), '')
    expect(release()).toMatchObject({ status: 2, stderr: expect.stringContaining('the work tree differs from HEAD') })
  })

  it('refuses a folder without a bundle', () => {
    rmSync(path.join(dist, 'index.js'))
    expect(release()).toMatchObject({ status: 1, stderr: expect.stringContaining('it has no index.js') })
    expect(git('branch', '--list', 'release/*')).toBe('')
  })
})

describe('pinReferences', () => {
  it('leaves references of others, and those that have a commit, as they are', () => {
    const others = `actions/checkout@${placeholder} seaworthy-ml/seaworthy/actions/plan@${'a'.repeat(40)}`
    expect(pinReferences(others, 'b'.repeat(40))).toBe(others)
  })
})
