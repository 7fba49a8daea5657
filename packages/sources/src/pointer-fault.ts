import { SourceError } from './errors.ts'
import { lfsPointerAt } from './lfs-object.ts'

/**
 * What is wrong with a file that is handed in as data and only points to them: a Git LFS pointer or a `.dvc` file. null where it is neither.
 * `shown` is its name for people, relative to the repository. What the file system refuses rises as it is.
 */
export async function pointerFault(file: string, shown: string = file): Promise<SourceError | null> {
  if (shown.endsWith('.dvc'))
    return new SourceError('POINTER_WITHOUT_DATA', `${shown} is a pointer of DVC, not data`, {
      hint: `dvc pull ${shown}, then name the data; or name the pointer alone as the source`,
    })
  return (await lfsPointerAt(file)) === null ? null : lfsWithoutData(shown)
}

export function lfsWithoutData(shown: string): SourceError {
  return new SourceError('POINTER_WITHOUT_DATA', `${shown} is a Git LFS pointer, and its data are not here`, {
    hint: `git lfs pull --include="${shown}"`,
  })
}
