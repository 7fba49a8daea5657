import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { TrainingError } from './errors.ts'
import { git, readBlobs } from './git.ts'

export interface SparseCheckoutSpec {
  /** A folder in the repository, or a bare one. */
  readonly repo: string
  /** A commit, or a tree: that of a working tree with changes, for one. */
  readonly commit: string | { readonly tree: string }
  /** Exactly the files to have, as tracked paths from the root of the repository. */
  readonly paths: readonly string[]
  /** The folder to make; it may exist if empty. */
  readonly to: string
}

export interface SparseCheckout extends AsyncDisposable {
  readonly path: string
}

interface TreeFile {
  readonly mode: string
  readonly sha: string
  readonly path: string
}

/**
 * A folder with exactly the given files of a commit, so that a training command that reads another one fails at once.
 * The bytes are those of the git blobs, which the key names: no line ends are changed and no filter runs. The repository
 * keeps no trace. Disposing removes the folder with all that came into it.
 *
 * @throws {TrainingError} `COMMIT_UNKNOWN`, `SOURCE_MISSING` (not tracked there), `SOURCE_UNSAFE` (a submodule, a pointer
 * of Git LFS, a path that leaves the folder), `CHECKOUT_EXISTS`, `GIT_FAILED`
 */
export async function sparseCheckout({ repo, commit, paths, to }: SparseCheckoutSpec): Promise<SparseCheckout> {
  const files = selectFiles(await listTree(repo, await resolveTree(repo, commit)), paths)
  await makeEmptyFolder(to)
  const remove = () => rm(to, { recursive: true, force: true, maxRetries: 3 })
  try {
    await writeFiles({ repo, files, to })
  } catch (error) {
    await remove()
    throw error
  }
  return { path: to, [Symbol.asyncDispose]: remove }
}

async function resolveTree(repo: string, commit: SparseCheckoutSpec['commit']): Promise<string> {
  const name = typeof commit === 'string' ? `${commit}^{commit}^{tree}` : `${commit.tree}^{tree}`
  try {
    return (await git(repo, ['rev-parse', '--verify', '--quiet', '--end-of-options', name])).trim()
  } catch (cause) {
    const what = typeof commit === 'string' ? `commit "${commit}"` : `tree "${commit.tree}"`
    throw new TrainingError('COMMIT_UNKNOWN', `${what} is not in the repository "${repo}"`, {
      hint: 'fetch it first (a shallow clone has one commit)',
      cause,
    })
  }
}

async function listTree(repo: string, tree: string): Promise<ReadonlyMap<string, TreeFile>> {
  const listing = await git(repo, ['ls-tree', '-r', '-z', '--full-tree', tree])
  const lines = listing.split('\0').filter((line) => line !== '')
  return new Map(lines.map(parseEntry).map((file) => [file.path, file]))
}

/** `<mode> SP <type> SP <sha> TAB <path>` */
function parseEntry(line: string): TreeFile {
  const tab = line.indexOf('\t')
  const [mode = '', , sha = ''] = line.slice(0, tab).split(' ')
  return { mode, sha, path: line.slice(tab + 1) }
}

function selectFiles(tree: ReadonlyMap<string, TreeFile>, paths: readonly string[]): readonly TreeFile[] {
  const missing = paths.filter((path) => !tree.has(path))
  if (missing.length > 0) {
    const hint = 'commit them, or correct train.sources'
    throw new TrainingError('SOURCE_MISSING', `not tracked at that commit: ${missing.slice(0, 10).join(', ')}`, { hint })
  }
  const files = [...new Set(paths)].flatMap((path) => tree.get(path) ?? [])
  const unsafe = files.find(({ path, mode }) => mode === submoduleMode || path.split(/[/\\]/).some((part) => /^(\.{0,2}|\.git)$/i.test(part)))
  if (unsafe === undefined) return files
  throw new TrainingError('SOURCE_UNSAFE', `"${unsafe.path}" is a submodule or leads out of the folder`, { hint: 'take it out of train.sources' })
}

const submoduleMode = '160000'
const linkMode = '120000'
const executableMode = '100755'
const lfsPointer = 'version https://git-lfs.github.com/spec/'

async function makeEmptyFolder(to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  if ((await readdir(to)).length > 0) throw new TrainingError('CHECKOUT_EXISTS', `"${to}" is not empty`, { hint: 'name a new folder' })
}

/** Links come last, so that no file is ever written through one. */
async function writeFiles({ repo, files, to }: { repo: string; files: readonly TreeFile[]; to: string }): Promise<void> {
  const ordered = files.toSorted((a, b) => Number(a.mode === linkMode) - Number(b.mode === linkMode))
  const blobs = readBlobs(
    repo,
    ordered.map((file) => file.sha),
  )
  for (const file of ordered) {
    const { value } = await blobs.next()
    if (value !== undefined) await writeOne(file, { bytes: value.bytes, to })
  }
  await blobs.return(undefined)
}

async function writeOne({ path, mode }: TreeFile, { bytes, to }: { bytes: Buffer; to: string }): Promise<void> {
  if (bytes.length < 1024 && bytes.toString('latin1').startsWith(lfsPointer)) {
    throw new TrainingError('SOURCE_UNSAFE', `"${path}" is a pointer of Git LFS, not the file itself`, {
      hint: 'name large files as a data source instead',
    })
  }
  const target = join(to, path)
  await mkdir(dirname(target), { recursive: true })
  if (mode === linkMode) await symlink(bytes.toString('utf8'), target)
  else await writeFile(target, bytes, { mode: mode === executableMode ? 0o755 : 0o644, flag: 'wx' })
}
