import { posix } from 'node:path'
import { normalPath } from './names.ts'
import type { ModelPlan } from './plan.ts'

/** Whether a path is of a source's glob; case counts, `**` crosses folders, `*` does not, a leading dot must be written. */
export function matchesSource(glob: string, path: string): boolean {
  return posix.matchesGlob(path, normalPath(glob))
}

const neverSources = ['seaworthy.*', '*.odcs.yaml', '*.odcs.yml', '*.md']

/**
 * The tracked paths that the train command sees: what `train.sources` names under the model's folder, by default everything in it
 * but configuration, contracts, Markdown, `.github` and data. The file of parameters is always among them. Sorted as given.
 * @param allData globs of every dataset and of monitoring, of all models.
 * @example trainSources(plan, ['train.py', 'seaworthy.yml', 'data/a.parquet'], ['data/*.parquet']) // ['train.py']
 */
export function trainSources(model: ModelPlan, paths: readonly string[], allData: readonly string[]): string[] {
  const { train, path: folder } = model
  if (train === null) return []
  const params = train.params === null ? null : posix.join(folder, train.params)
  return paths.filter((path) => {
    if (path === params) return true
    const below = within(folder, path)
    if (below === null) return false
    return train.sources === null ? isDefaultSource(path, allData) : train.sources.some((source) => covers(source, below))
  })
}

function isDefaultSource(path: string, allData: readonly string[]): boolean {
  const name = posix.basename(path)
  if (path.split('/').includes('.github')) return false
  if (neverSources.some((glob) => posix.matchesGlob(name, glob))) return false
  return !allData.some((glob) => matchesSource(glob, path))
}

// A source that names a folder means all in it.
function covers(source: string, path: string): boolean {
  const glob = normalPath(source)
  return glob === '.' || within(glob, path) !== null || matchesSource(glob, path)
}

function within(folder: string, path: string): string | null {
  if (folder === '.') return path
  if (path === folder) return path
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null
}
