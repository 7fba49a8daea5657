import * as z from 'zod'
import { SourceError } from './errors.ts'
import { safeName } from './file-name.ts'

export interface DvcListed {
  /** Within the folder, with forward slashes. */
  readonly path: string
  readonly md5: string
}

const listing = z.array(z.object({ md5: z.string().regex(/^[0-9a-f]{32}$/), relpath: z.string() }))

/**
 * The files of a folder, from the object that DVC keeps for it.
 * @throws {SourceError} `POINTER_INVALID`, `FILE_UNSAFE`
 */
export function dvcListing(text: string, shown: string): readonly DvcListed[] {
  const parsed = listing.safeParse(jsonOf(text))
  if (!parsed.success)
    throw new SourceError('POINTER_INVALID', `the listing of ${shown} is not one of DVC`, { hint: `dvc pull ${shown}`, cause: parsed.error })
  return parsed.data.map(({ md5, relpath }) => ({ path: safeName(relpath, shown), md5 }))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
