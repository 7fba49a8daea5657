import { glob, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isAddress } from '@seaworthy/config'
import type { DataSources, Files, Log } from '@seaworthy/pipeline'
import type { Digest, Sources } from '@seaworthy/sources'
import { type Environment, inheritedVariables } from './environment.ts'
import { runCommand } from './local-commands.ts'

export interface DataSourcesOptions {
  /** Of the repository. */
  readonly root: string
  readonly files: Files
  readonly environment: Environment
  readonly log: Log
  /** Where the output of a command that fetches data goes. */
  write(text: string): void
}

/**
 * Files of the repository by glob, everything else through the package of sources: fetched into a cache outside the work tree.
 * What fetches is loaded when a source first needs it.
 */
export function dataSources(options: DataSourcesOptions): DataSources {
  const { root, files } = options
  let opened: Promise<Sources> | null = null
  const sources = () => {
    opened ??= openAll(options)
    return opened
  }
  const repository = { root, files, sources }
  return {
    async list(source) {
      if (!isFetched(source)) return repositoryFiles(root, source)
      return (await listed(await sources(), source)).map(({ name, uri }) => ({ name, uri }))
    },
    async fetch({ name, uri }, expected) {
      if (uri === null) return await repositoryFile(repository, name)
      const fetched = await (await sources()).fetch({ name, uri, digest: expected?.digest ?? null, bytes: expected?.bytes ?? null })
      return { name, ...fetched }
    },
    async held({ name, uri }, { digest }) {
      if (uri === null) return await repositoryFileHeld(repository, { name, digest })
      return (await (await sources()).cached(digest)) ? 'here' : 'absent'
    },
  }
}

async function openAll({ root, environment, log, write }: DataSourcesOptions): Promise<Sources> {
  const { openSources } = await import('@seaworthy/sources')
  return openSources({
    fetch: globalThis.fetch,
    environment: inheritedVariables(environment),
    cacheFolder: environment.dataCache,
    workTree: root,
    log: (message) => log.info(message),
    run: (command, options) => runCommand(command, { ...options, write }),
    sleep: (ms) => delay(ms),
  })
}

interface Repository {
  readonly root: string
  readonly files: Files
  sources(): Promise<Sources>
}

/** A file of the repository, or what its pointer names; null where there is none. */
async function repositoryFile({ root, files, sources }: Repository, name: string): ReturnType<DataSources['fetch']> {
  const at = path.join(root, name)
  const measured = await files.digest(at)
  if (measured && measured.bytes <= maxPointerBytes) {
    const pointed = await lfsObject({ sources, name, at })
    if (pointed) return { name, ...pointed }
  }
  return measured && { name, path: at, ...measured }
}

async function repositoryFileHeld(
  { root, files, sources }: Repository,
  { name, digest }: { readonly name: string; readonly digest: Digest },
): ReturnType<DataSources['held']> {
  const at = path.join(root, name)
  const measured = await files.digest(at)
  if (!measured) return 'absent'
  const oid = measured.bytes <= maxPointerBytes ? await pointedAt(at) : null
  if (oid === null) return measured.digest === digest ? 'here' : 'changed'
  return oid !== digest ? 'changed' : (await lfsHeld({ sources, name, at })) ? 'here' : 'absent'
}

/** No pointer of Git LFS is larger: its specification says so. */
const maxPointerBytes = 1024

interface Pointed {
  sources(): Promise<Sources>
  readonly name: string
  readonly at: string
}

/** What a Git LFS pointer names; null for a file that is none. */
async function pointedAt(at: string): Promise<Digest | null> {
  const { readLfsPointer } = await import('@seaworthy/sources')
  const pointer = readLfsPointer(await readFile(at))
  return pointer && `sha256:${pointer.oid}`
}

async function lfsHeld(pointed: Pointed): Promise<boolean> {
  const { SourceError } = await import('@seaworthy/sources')
  try {
    return (await lfsObject(pointed)) !== null
  } catch (error) {
    if (error instanceof SourceError && error.code === 'POINTER_WITHOUT_DATA') return false
    throw error
  }
}

/** The data behind a Git LFS pointer, which may lie in the repository's own store; null for a file that is no pointer. */
async function lfsObject({ sources, name, at }: Pointed) {
  const digest = await pointedAt(at)
  return digest && (await sources()).fetch({ uri: name, name, digest, bytes: null })
}

// That nothing matches is an answer, and no failure of the place.
async function listed(sources: Sources, source: string): ReturnType<Sources['list']> {
  const { SourceError } = await import('@seaworthy/sources')
  return sources.list(source).catch((error: unknown) => {
    if (error instanceof SourceError && error.code === 'SOURCE_EMPTY') return []
    throw error
  })
}

/** Whether a source is more than a glob: an address, or a pointer of DVC. */
export function isFetched(source: string): boolean {
  return isAddress(source) || /\.dvc$|(^|\/)dvc\.lock(#|$)/.test(source)
}

async function repositoryFiles(root: string, source: string) {
  return (await filesMatching(source, root)).map((name) => ({ name: name.split(path.sep).join('/'), uri: null }))
}

/** The files that a glob means, folders left out, sorted. */
export async function filesMatching(pattern: string, cwd: string): Promise<readonly string[]> {
  const found: string[] = []
  for await (const name of glob(pattern, { cwd })) if ((await stat(path.join(cwd, name)).catch(() => null))?.isDirectory() === false) found.push(name)
  return found.toSorted()
}
