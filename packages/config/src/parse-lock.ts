import { z } from 'zod'
import { type Problem, refuse } from './errors.ts'
import { textLeaf } from './leaf.ts'
import type { Lock, LockedFile } from './lock.ts'
import { pathLeaf, sourceLeaf } from './names.ts'
import { shapeProblems } from './shape-problems.ts'
import { readSource, type SourceDocument } from './source-document.ts'

const digestLeaf = textLeaf(
  (text) =>
    /^sha256:[0-9a-f]{64}$/.test(text)
      ? null
      : { code: 'LOCK_BAD_DIGEST', message: `"${text}" is not a digest`, hint: '"sha256:" and 64 hexadecimal digits; `seaworthy lock` writes them' },
  { description: 'SHA-256 of the bytes.' },
)

const lockSchema = z.strictObject({
  version: z.literal(1),
  sources: z.record(
    sourceLeaf('Glob or address of a source.'),
    z.array(
      z.strictObject({
        path: pathLeaf('File.'),
        uri: z.string().min(1).max(4000).optional(),
        digest: digestLeaf,
        bytes: z.int().min(0),
        rows: z.int().min(0),
      }),
    ),
  ),
})

/**
 * Reads `seaworthy.lock`.
 * @throws {ConfigError} with every problem at once: `LOCK_EMPTY`, `LOCK_UNREADABLE`, `LOCK_DUPLICATE_PATH`, `LOCK_BAD_DIGEST`, and those
 * of any shape.
 */
export function parseLock(text: string, path: string): Lock {
  const document = readSource(text, 'LOCK_UNREADABLE')
  const parsed = lockSchema.safeParse(document.value)
  const [first, ...rest] = [...document.problems, ...(document.unreadable ? [] : lockProblems(document, parsed.error?.issues ?? []))]
  if (first) throw refuse(path, [first, ...rest])
  if (!parsed.success) throw parsed.error
  const sources = Object.entries(parsed.data.sources).map(([source, files]) => ({
    source,
    files: files.map((file) => ({ ...file, digest: file.digest as LockedFile['digest'], uri: file.uri ?? null })),
  }))
  return { version: 1, sources }
}

function lockProblems(document: SourceDocument, issues: Parameters<typeof shapeProblems>[0]): readonly Problem[] {
  if (document.value === null) return [{ code: 'LOCK_EMPTY', message: 'the lock is empty', line: 1, column: 1, hint: '`seaworthy lock` writes it' }]
  const sources: unknown = (document.value as { sources?: unknown }).sources
  const duplicates =
    typeof sources === 'object' && sources !== null ? Object.entries(sources).flatMap(([source, files]) => twice(document, source, files)) : []
  return [...shapeProblems(issues, { document, schema: lockSchema }), ...duplicates]
}

function twice(document: SourceDocument, source: string, files: unknown): readonly Problem[] {
  const seen = new Set<unknown>()
  return (Array.isArray(files) ? files : []).flatMap((file: unknown, at) => {
    const path = typeof file === 'object' && file !== null && 'path' in file ? file.path : undefined
    const again = path !== undefined && seen.has(path)
    seen.add(path)
    const place = document.placeOf(['sources', source, at, 'path'])
    return again
      ? [
          {
            code: 'LOCK_DUPLICATE_PATH' as const,
            message: `"${String(path)}" is locked twice for ${source}`,
            ...place,
            hint: '`seaworthy lock` writes each once',
          },
        ]
      : []
  })
}
