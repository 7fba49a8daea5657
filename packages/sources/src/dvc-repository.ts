import { access, readFile } from 'node:fs/promises'
import path from 'node:path'
import { type DvcConfig, dvcConfig } from './dvc-config.ts'

/** The DVC repository that a pointer belongs to. */
export interface DvcRepository {
  /** Its `.dvc` folder, absolute. */
  readonly folder: string
  readonly config: DvcConfig
  /** Where an object may be kept here, the likeliest place first. */
  objectPaths(object: DvcObject): readonly string[]
}

export interface DvcObject {
  readonly md5: string
  /** The listing of a folder. */
  readonly isListing: boolean
  readonly isLegacy: boolean
}

/** The nearest folder with a `.dvc`, from the pointer's up to the root of the repository; null where there is none. */
export async function findDvcRepository(workTree: string, pointer: string): Promise<DvcRepository | null> {
  for (let at = path.posix.dirname(pointer); ; at = path.posix.dirname(at)) {
    const folder = path.join(workTree, at, '.dvc')
    if (await isThere(folder)) return await opened(folder)
    if (at === '.' || at === '/') return null
  }
}

/** Where an object is within a cache or a remote: layouts of DVC 3, and of those before it. */
export function objectNames({ md5, isListing, isLegacy }: DvcObject): readonly string[] {
  const name = `${md5.slice(0, 2)}/${md5.slice(2)}${isListing ? '.dir' : ''}`
  const names = [`files/md5/${name}`, name]
  return isLegacy ? names.toReversed() : names
}

async function opened(folder: string): Promise<DvcRepository> {
  const files = ['config', 'config.local'].map((name) => readFile(path.join(folder, name), 'utf8').catch(() => ''))
  const config = dvcConfig(await Promise.all(files))
  const cache = path.resolve(folder, config.cacheDir ?? 'cache')
  return { folder, config, objectPaths: (object) => objectNames(object).map((name) => path.join(cache, name)) }
}

async function isThere(file: string): Promise<boolean> {
  return await access(file).then(
    () => true,
    () => false,
  )
}
