import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { NativeError } from './errors.ts'
import { installFolder, installLibrary } from './install.ts'
import type { NativeEnvironment, NativeLibrary } from './library.ts'
import { npmRegistry } from './npm-registry.ts'
import { targetOf } from './target.ts'
import { verifyInstall } from './verify-install.ts'

export interface LoadOptions {
  /** Pauses between tries of a download; 1 s and 4 s when left out. */
  readonly retryDelaysMs?: readonly number[]
  /** A module whose `node_modules` are looked through; our own when left out. */
  readonly from?: string
}

/** A library and where it came from. */
export interface LoadedLibrary {
  readonly library: unknown
  readonly source: 'override' | 'node_modules' | 'tool-cache' | 'download'
}

const defaultRetryDelaysMs = [1000, 4000]

/**
 * Finds a native library: in the override folder, which then must have it; in the `node_modules` above our own code,
 * never in those of the workspace, which a pull request may write; in the tool cache; last by download into it.
 * Only the pinned version counts. Loading is by `require` at run time, so that a bundler leaves it alone.
 *
 * @throws {NativeError} with any of its codes
 */
export async function loadLibrary(library: NativeLibrary, env: NativeEnvironment, options: LoadOptions = {}): Promise<LoadedLibrary> {
  if (env.overrideDir !== null) return { library: loadOverride(library, resolve(env.overrideDir)), source: 'override' }
  const installed = loadInstalled(library, options.from ?? import.meta.url)
  if (installed !== null) return { library: installed, source: 'node_modules' }
  return await loadFromToolCache(library, env, options)
}

function loadOverride(library: NativeLibrary, overrideDir: string): unknown {
  const found = packageVersion(join(overrideDir, 'node_modules', library.entry, 'package.json'))
  if (found === library.version) return requireFrom(library, join(overrideDir, 'package.json'))
  const what = found === null ? `has no ${library.entry}` : `has ${library.entry} ${found}`
  throw new NativeError('OVERRIDE_INCOMPLETE', `the folder of native libraries "${overrideDir}" ${what}`, {
    hint: `run there: npm install ${library.entry}@${library.version}`,
  })
}

/** Null where it is absent, of another version, or there without its native part. */
function loadInstalled(library: NativeLibrary, from: string): unknown {
  const require = createRequire(from)
  try {
    if (packageVersion(manifestOf(require, library.entry)) !== library.version) return null
    return require(library.entry)
  } catch {
    return null
  }
}

/** A package may keep its manifest to itself; then it stands above the file that is loaded. */
function manifestOf(require: NodeJS.Require, entry: string): string {
  try {
    return require.resolve(`${entry}/package.json`)
  } catch {
    const folder = join('node_modules', entry)
    const main = require.resolve(entry)
    return join(main.slice(0, main.lastIndexOf(folder)), folder, 'package.json')
  }
}

async function loadFromToolCache(library: NativeLibrary, env: NativeEnvironment, { retryDelaysMs }: LoadOptions): Promise<LoadedLibrary> {
  const target = targetOf(env)
  const build = library.targets[target]
  if (build === undefined) throw unsupported(library, target)
  if (env.toolCache === null) throw nowhere(library)
  const toolCache = resolve(env.toolCache)
  const folder = installFolder(toolCache, library, target)
  const key = `seaworthy-${library.id}-${library.version}-${target}`
  const present = existsSync(folder) || ((await env.cache?.restore(folder, key)) === true && existsSync(folder))
  if (!present) {
    const registry = env.registry ?? (await npmRegistry())
    env.onProgress?.(`fetching ${library.id} ${library.version} for ${target}`)
    await installLibrary({ library, target, ...build, toolCache, registry, retryDelaysMs: retryDelaysMs ?? defaultRetryDelaysMs })
  }
  await verifyInstall(folder, build.digest)
  if (!present) await env.cache?.save(folder, key)
  return { library: requireFrom(library, join(folder, 'package.json')), source: present ? 'tool-cache' : 'download' }
}

function requireFrom(library: NativeLibrary, from: string): unknown {
  try {
    return createRequire(from)(library.entry)
  } catch (cause) {
    const hint = 'the system may be older than the build (glibc 2.28 or newer), or a file may be missing'
    throw new NativeError('LOAD_FAILED', `${library.id} ${library.version} beside "${from}" cannot be loaded`, { hint, cause })
  }
}

function packageVersion(manifest: string): string | null {
  try {
    const parsed: unknown = JSON.parse(readFileSync(manifest, 'utf8'))
    return typeof parsed === 'object' && parsed !== null && 'version' in parsed ? String(parsed.version) : null
  } catch {
    return null
  }
}

function unsupported(library: NativeLibrary, target: string): NativeError {
  const hint = `there are builds for ${Object.keys(library.targets).join(', ')}`
  return new NativeError('PLATFORM_UNSUPPORTED', `${library.id} ${library.version} has no build for ${target}`, { hint })
}

function nowhere(library: NativeLibrary): NativeError {
  const hint = `set RUNNER_TOOL_CACHE, or install ${library.entry}@${library.version} beside this program`
  return new NativeError('NOWHERE_TO_INSTALL', `${library.id} is not installed, and no tool cache is known to put it in`, { hint })
}
