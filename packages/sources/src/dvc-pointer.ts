import { posix } from 'node:path'
import { parse } from 'yaml'
import * as z from 'zod'
import { SourceError } from './errors.ts'

/** One output of DVC: a file, or a folder of files. */
export interface DvcOut {
  /** As the pointer has it. */
  readonly path: string
  /** From the root of the repository. */
  readonly place: string
  /** 32 hexadecimal digits; of a folder those of its listing. null where DVC tracks it by something else. */
  readonly md5: string | null
  readonly isFolder: boolean
  /** Made by DVC 1 or 2, which hashed text with its line ends as on Unix, and kept objects without `files/md5`. */
  readonly isLegacy: boolean
  readonly bytes: number | null
  /** Where it is not on the default remote. */
  readonly remote: string | null
}

const out = z.object({
  path: z.string().min(1),
  md5: z.string().optional(),
  hash: z.string().optional(),
  size: z.string().optional(),
  remote: z.string().optional(),
})
const pointerFile = z.object({ outs: z.array(out).min(1), wdir: z.string().optional() })
const lockFile = z.object({ stages: z.record(z.string(), z.object({ outs: z.array(out).optional() })) })

/**
 * The outputs of a `.dvc` file or of all stages of a `dvc.lock`. `pointer` is its path from the root of the repository.
 * @throws {SourceError} `POINTER_INVALID`
 */
export function dvcOuts(text: string, pointer: string): readonly DvcOut[] {
  const document = yamlOf(text, pointer)
  const isLock = posix.basename(pointer) === 'dvc.lock'
  const outs = isLock ? lockOuts(document, pointer) : pointerOuts(document, pointer)
  return outs.flatMap(({ outs: entries, folder }) => entries.map((entry) => dvcOut(entry, { folder, pointer })))
}

interface OutGroup {
  readonly outs: readonly z.infer<typeof out>[]
  readonly folder: string
}

function pointerOuts(document: unknown, pointer: string): readonly OutGroup[] {
  const { outs, wdir = '.' } = shaped(pointerFile, document, pointer)
  return [{ outs, folder: posix.join(posix.dirname(pointer), wdir) }]
}

function lockOuts(document: unknown, pointer: string): readonly OutGroup[] {
  const { stages } = shaped(lockFile, document, pointer)
  return Object.values(stages).map(({ outs = [] }) => ({ outs, folder: posix.dirname(pointer) }))
}

function dvcOut(
  { path, md5, hash, size, remote }: z.infer<typeof out>,
  { folder, pointer }: { readonly folder: string; readonly pointer: string },
): DvcOut {
  const [, digits = null, dir] = /^([0-9a-f]{32})(\.dir)?$/.exec(md5 ?? '') ?? []
  if (md5 !== undefined && digits === null) throw invalid(pointer, `says "${md5.slice(0, 50)}" where an md5 should be`)
  const place = posix.join(folder, path)
  if (path.includes('://') || posix.isAbsolute(path) || place.split('/').includes('..'))
    throw invalid(pointer, `names ${JSON.stringify(path)}, which is outside the repository`)
  const bytes = /^\d+$/.test(size ?? '') ? Number(size) : null
  return { path, place, md5: digits, isFolder: dir !== undefined, isLegacy: hash !== 'md5', bytes, remote: remote ?? null }
}

// The failsafe schema leaves every scalar a text: an md5 of digits, or of digits around one "e", is no number.
function yamlOf(text: string, pointer: string): unknown {
  try {
    return parse(text, { schema: 'failsafe', logLevel: 'error' })
  } catch (cause) {
    throw invalid(pointer, 'is no YAML', cause)
  }
}

function shaped<T>(schema: z.ZodType<T>, document: unknown, pointer: string): T {
  const parsed = schema.safeParse(document)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw invalid(pointer, `is no pointer of DVC: ${issue?.path.join('.') || 'the whole'} is not what it should be`, parsed.error)
}

function invalid(pointer: string, what: string, cause?: unknown): SourceError {
  return new SourceError('POINTER_INVALID', `${pointer} ${what}`, {
    hint: 'dvc writes these files: restore it from git, or run dvc add again',
    cause,
  })
}
