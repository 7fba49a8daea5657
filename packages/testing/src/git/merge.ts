import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { BareRepository, TreeChange } from './bare-repository.ts'

interface Sides {
  readonly mode: string
  readonly shas: Map<string, string>
}

/**
 * The tree of a three-way merge, or null on a conflict. Done with `read-tree -m` and `merge-file`, which every
 * git has, as `merge-tree --write-tree` needs git 2.38. Renames are not followed.
 */
export async function mergedTree(repository: BareRepository, ours: string, theirs: string): Promise<string | null> {
  const base = await repository.mergeBase(ours, theirs)
  if (base === null) return null
  return repository.withIndex(async (env) => {
    await repository.git(['read-tree', '-i', '-m', '--aggressive', base, ours, theirs], { env })
    const unmerged = await unmergedPaths(repository, env)
    const changes: TreeChange[] = []
    for (const [at, sides] of unmerged) {
      const sha = await mergeFile(repository, sides)
      if (sha === null) return null
      changes.push({ path: at, mode: sides.mode, sha })
    }
    const lines = changes.map(({ mode, sha, path: at }) => `${mode} ${sha}\t${at}\0`)
    if (lines.length > 0) await repository.git(['update-index', '-z', '--index-info'], { env, input: lines.join('') })
    return repository.text(['write-tree'], { env })
  })
}

async function unmergedPaths(repository: BareRepository, env: Record<string, string>): Promise<Map<string, Sides>> {
  const { stdout } = await repository.git(['ls-files', '-u', '-z'], { env })
  const found = new Map<string, Sides>()
  for (const line of stdout.toString('utf8').split('\0').filter(Boolean)) {
    const [, mode = '', sha = '', stage = '', at = ''] = /^(\d+) ([0-9a-f]+) (\d)\t([\s\S]*)$/.exec(line) ?? []
    const sides = found.get(at) ?? { mode, shas: new Map<string, string>() }
    sides.shas.set(stage, sha)
    found.set(at, sides)
  }
  return found
}

async function mergeFile(repository: BareRepository, { shas }: Sides): Promise<string | null> {
  if (shas.size < 3) return null // added on both sides, or changed on one and deleted on the other
  const scratch = await mkdtemp(path.join(tmpdir(), 'seaworthy-merge-'))
  const files = { ours: path.join(scratch, 'ours'), base: path.join(scratch, 'base'), theirs: path.join(scratch, 'theirs') }
  const stages = [
    [files.base, '1'],
    [files.ours, '2'],
    [files.theirs, '3'],
  ] as const
  for (const [file, stage] of stages) await writeFile(file, (await repository.read(shas.get(stage) ?? ''))?.data ?? '')
  const accept = Array.from({ length: 256 }, (_, code) => code)
  const { code, stdout } = await repository.git(['merge-file', '-p', files.ours, files.base, files.theirs], { accept })
  await rm(scratch, { recursive: true })
  return code === 0 ? repository.writeBlob(stdout) : null
}
