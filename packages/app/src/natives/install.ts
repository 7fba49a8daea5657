import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { downloadTarball } from './download.ts'
import { NativeError } from './errors.ts'
import { extractTarball } from './extract.ts'
import { digestsName, fileDigests, installDigest } from './install-digest.ts'
import type { NativeLibrary, PinnedPackage, Target } from './library.ts'

export interface InstallPlan {
  readonly library: NativeLibrary
  readonly target: Target
  readonly packages: readonly PinnedPackage[]
  /** What the installed files must add up to. */
  readonly digest: string
  readonly toolCache: string
  readonly registry: string
  readonly retryDelaysMs: readonly number[]
}

/** Where a library lies in the tool cache. */
export function installFolder(toolCache: string, library: Pick<NativeLibrary, 'id' | 'version'>, target: Target): string {
  return join(toolCache, `seaworthy-${library.id}`, library.version, target)
}

/**
 * Downloads the pinned packages into the tool cache. The folder appears whole or not at all: it is made under another
 * name and moved into place. Where another job was first, its folder stays.
 * @throws {NativeError} `DOWNLOAD_FAILED`, `DOWNLOAD_TRUNCATED`, `DOWNLOAD_DIGEST`, `ARCHIVE_UNREADABLE`,
 * `ARCHIVE_UNSAFE`, `INSTALL_FAILED`
 */
export async function installLibrary(plan: InstallPlan): Promise<void> {
  await mkdir(plan.toolCache, { recursive: true })
  const temporary = await mkdtemp(join(plan.toolCache, '.seaworthy-'))
  try {
    const folder = join(temporary, 'install')
    for (const pinned of plan.packages) await installPackage(plan, { pinned, temporary, folder })
    await writeDigests(plan, folder)
    await moveIntoPlace(folder, installFolder(plan.toolCache, plan.library, plan.target))
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

interface PackagePlace {
  readonly pinned: PinnedPackage
  readonly temporary: string
  readonly folder: string
}

async function installPackage({ library, target, registry, retryDelaysMs }: InstallPlan, { pinned, temporary, folder }: PackagePlace): Promise<void> {
  const tarball = join(temporary, 'package.tgz')
  await downloadTarball(pinned, { registry, to: tarball, retryDelaysMs })
  const keep = (path: string) => library.keep({ packageName: pinned.name, path, target })
  await extractTarball({ tarball, to: join(folder, 'node_modules', pinned.name), keep })
}

async function writeDigests({ library, target, digest }: InstallPlan, folder: string): Promise<void> {
  const files = await fileDigests(folder)
  if (installDigest(files) !== digest) {
    const hint = 'the table of pinned packages is out of date: run pin.mjs again'
    throw new NativeError('INSTALL_FAILED', `the files of ${library.id} ${library.version} for ${target} are not those that were pinned`, { hint })
  }
  await writeFile(join(folder, digestsName), `${JSON.stringify({ library: library.id, version: library.version, target, files }, null, 1)}\n`)
}

async function moveIntoPlace(folder: string, place: string): Promise<void> {
  await mkdir(dirname(place), { recursive: true })
  try {
    await rename(folder, place)
  } catch (cause) {
    const other = await stat(join(place, digestsName)).catch(() => null)
    if (other === null) throw new NativeError('INSTALL_FAILED', `"${place}" cannot be made`, { hint: 'check the rights on the tool cache', cause })
  }
}
