// Makes a release: builds the bundle twice, then three commits on the branch release/v<version>. Pushes nothing.
// Usage: node --conditions=source scripts/release.ts [--dry-run] [--dist FOLDER]
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { makeRelease } from './release/make-release.ts'

const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false }, dist: { type: 'string' }, repo: { type: 'string' } } })
const repo = path.resolve(values.repo ?? path.resolve(import.meta.dirname, '..'))
const git = (...args: readonly string[]) => execFileSync('git', ['-C', repo, ...args], { encoding: 'utf8' }).trim()

process.exitCode = release()

function release(): number {
  const { version } = JSON.parse(readFileSync(path.join(repo, 'package.json'), 'utf8')) as { version: string }
  const refusal = reasonNotTo(version)
  if (refusal !== null) {
    console.error(refusal)
    return 2
  }
  const { branch, bundle, workflows, templates, pinned } = makeRelease({ repo, dist: builtBundle(), version, dryRun: values['dry-run'] })
  for (const { commit, files } of pinned) console.log(`pinned to ${commit}:\n  ${files.join('\n  ')}`)
  console.log(
    `D ${bundle} the bundle\nR ${workflows} composites and reusable workflows\nT ${templates} templates and READMEs, to be tagged v${version}`,
  )
  console.log(
    values['dry-run']
      ? 'dry run: nothing was written'
      : `on the branch ${branch}; next: git tag v${version} ${branch} && git push origin ${branch} v${version}`,
  )
  return 0
}

/** The bundle is built from the work tree and released with HEAD: they must be the same. */
function reasonNotTo(version: string): string | null {
  if (git('status', '--porcelain') !== '') return 'the work tree differs from HEAD: commit or remove what git status lists, then run this again'
  const taken = git('for-each-ref', '--format=%(refname:short)', `refs/tags/v${version}`, `refs/heads/release/v${version}`)
  return taken === '' ? null : `${taken.split('\n').join(' and ')} exists already: raise the version in package.json and packages/app/src/version.ts`
}

function builtBundle(): string {
  if (values.dist !== undefined) return path.resolve(values.dist)
  execFileSync(process.execPath, [path.join(repo, 'scripts/build.mjs')], { stdio: ['ignore', 'inherit', 'inherit'] })
  return path.join(repo, 'dist')
}
