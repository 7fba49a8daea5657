import type { SourceTree } from '@seaworthy/pipeline'
import { AppError } from './errors.ts'

/** Stands where no repository is needed: commands about given files run anywhere. Whoever asks it for git learns that there is none. */
export function folderTree(root: string): SourceTree {
  const none = () => Promise.reject(new AppError('NOT_A_REPOSITORY', `${root} was not opened as a git repository`))
  return {
    root,
    head: none,
    resolve: none,
    mergeBase: none,
    files: none,
    read: none,
    firstParents: none,
    committedAt: none,
    workingTree: none,
  }
}
