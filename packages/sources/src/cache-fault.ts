import { SourceError } from './errors.ts'

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a file stands where a folder should be',
  EMFILE: 'too many files are open',
}

/** What a file system's refusal means for the cache. An error that is ours already stays as it is. */
export function cacheFault(cause: unknown, path: string): SourceError {
  if (cause instanceof SourceError) return cause
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'unknown error'
  return new SourceError('CACHE_UNWRITABLE', `the data cache cannot be written at ${path}: ${reasons[code] ?? code}`, {
    hint: 'free space there, mend the rights, or name another folder for the cache',
    cause,
  })
}

/** Runs one access to the cache; what the file system refuses becomes `CACHE_UNWRITABLE`. */
export async function inCache<T>(path: string, access: () => Promise<T>): Promise<T> {
  try {
    return await access()
  } catch (cause) {
    throw cacheFault(cause, path)
  }
}
