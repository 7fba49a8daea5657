import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type GitObjects, openGitObjects } from './git-objects.ts'
import { pinReferences, placeholder } from './pin-references.ts'

export interface ReleaseOptions {
  readonly repo: string
  /** Folder of the built bundle. */
  readonly dist: string
  readonly version: string
  /** Nothing is left in the repository, neither a branch nor an object. */
  readonly dryRun: boolean
}

export interface Release {
  readonly branch: string
  /** D: the bundle, and with it every stage action. */
  readonly bundle: string
  /** R, on D: composites and reusable workflows, which name D. */
  readonly workflows: string
  /** T, on R, the commit to tag: templates and READMEs, which name R. */
  readonly templates: string
  /** Files that R and T changed, for the reader of a dry run. */
  readonly pinned: readonly { readonly commit: string; readonly files: readonly string[] }[]
}

/**
 * A release as three commits on HEAD, since a commit cannot name itself, on the branch `release/v<version>`. The work tree, the index
 * and HEAD stay as they are. The same HEAD and the same bundle make the same three commits.
 */
export function makeRelease({ repo, dist, version, dryRun }: ReleaseOptions): Release {
  using objects = openGitObjects(repo, { keep: !dryRun })
  const branch = `release/v${version}`
  const head = objects.git(['rev-parse', 'HEAD'])
  const bundle = objects.commit({ parent: head, files: bundleFiles(dist), message: `Bundle of v${version}` })
  const chained = pinned(objects, { at: bundle, files: chainedFiles })
  const workflows = objects.commit({ parent: bundle, files: chained, message: `Workflows of v${version}, on the bundle ${bundle.slice(0, 12)}` })
  const shown = pinned(objects, { at: workflows, files: shownFiles })
  const templates = objects.commit({ parent: workflows, files: shown, message: `Templates of v${version}, on ${workflows.slice(0, 12)}` })
  // Created only: a version is released once.
  if (!dryRun) objects.git(['update-ref', `refs/heads/${branch}`, templates, '0'.repeat(40)])
  const names = (files: readonly { name: string }[]) => files.map(({ name }) => name)
  return {
    branch,
    bundle,
    workflows,
    templates,
    pinned: [
      { commit: bundle, files: names(chained) },
      { commit: workflows, files: names(shown) },
    ],
  }
}

function bundleFiles(dist: string) {
  const names = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const files = names.map((entry) => path.relative(dist, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/')).toSorted()
  if (!files.includes('index.js')) throw new Error(`no bundle in ${dist}: it has no index.js. Run npm run build`)
  return files.map((name) => ({ name: `dist/${name}`, bytes: readFileSync(path.join(dist, name)) }))
}

/** What runs on GitHub and names a stage: action.yml of a composite, a reusable workflow. */
const chainedFiles = ['actions/*/action.yml', '.github/workflows/*.yml']
/** What people read and copy. */
const shownFiles = ['actions', 'workflows-templates', 'docs', '*.md']

/** The files there that still name us without a commit, with the commit `at` written in. */
function pinned(objects: GitObjects, { at, files }: { at: string; files: readonly string[] }) {
  return objects.filesNaming(at, placeholder, files).map((name) => ({ name, bytes: pinReferences(objects.readFile(at, name), at) }))
}
