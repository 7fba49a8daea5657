import type { BareRepository } from './bare-repository.ts'

export interface ChangedFile {
  readonly filename: string
  readonly status: 'added' | 'removed' | 'modified' | 'renamed'
  readonly previous: string | null
  readonly sha: string
  readonly additions: number
  readonly deletions: number
  readonly patch: string | null
}

const STATUS: Readonly<Record<string, ChangedFile['status']>> = { A: 'added', D: 'removed', R: 'renamed' }
export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

/** Files that differ between two trees, renames followed, in path order. */
export async function changedFiles(repository: BareRepository, from: string, to: string): Promise<ChangedFile[]> {
  const raw = await repository.git(['diff', '--raw', '--no-abbrev', '-M', '-z', from, to])
  const counts = await lineCounts(repository, from, to)
  const patches = await patchByFile(repository, from, to)
  return rawEntries(raw.stdout.toString('utf8')).map(({ letter, sha, previous, filename }) => {
    const count = counts.get(filename) ?? { additions: 0, deletions: 0 }
    return { filename, previous, sha, ...count, status: STATUS[letter] ?? 'modified', patch: patches.get(filename) ?? null }
  })
}

function rawEntries(text: string): { letter: string; sha: string; previous: string | null; filename: string }[] {
  const fields = text.split('\0')
  const entries = []
  for (let at = 0; (fields[at] ?? '') !== ''; ) {
    const [, , from = '', to = '', status = ''] = (fields[at] ?? '').split(' ')
    const renamed = /^[RC]/.test(status)
    const sha = status.startsWith('D') ? from : to
    entries.push({
      letter: status.slice(0, 1),
      sha,
      previous: renamed ? (fields[at + 1] ?? '') : null,
      filename: fields[at + (renamed ? 2 : 1)] ?? '',
    })
    at += renamed ? 3 : 2
  }
  return entries
}

async function lineCounts(repository: BareRepository, from: string, to: string): Promise<Map<string, { additions: number; deletions: number }>> {
  const { stdout } = await repository.git(['diff', '--numstat', '-M', '-z', from, to])
  const fields = stdout.toString('utf8').split('\0')
  const counts = new Map<string, { additions: number; deletions: number }>()
  for (let at = 0; (fields[at] ?? '') !== ''; ) {
    const [added = '0', deleted = '0', name = ''] = (fields[at] ?? '').split('\t')
    const filename = name === '' ? (fields[at + 2] ?? '') : name
    counts.set(filename, { additions: Number(added) || 0, deletions: Number(deleted) || 0 })
    at += name === '' ? 3 : 1
  }
  return counts
}

async function patchByFile(repository: BareRepository, from: string, to: string): Promise<Map<string, string>> {
  const { stdout } = await repository.git(['-c', 'core.quotePath=false', 'diff', '-M', from, to])
  const patches = new Map<string, string>()
  for (const part of stdout
    .toString('utf8')
    .split(/^diff --git /m)
    .slice(1)) {
    const hunk = part.indexOf('\n@@')
    const name = /^\+\+\+ b\/(.*)$/m.exec(part)?.[1] ?? /^--- a\/(.*)$/m.exec(part)?.[1]
    if (hunk >= 0 && name !== undefined) patches.set(name, part.slice(hunk + 1).replace(/\n$/, ''))
  }
  return patches
}
