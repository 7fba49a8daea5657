import { lstat, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { commandUri } from './address.ts'
import { inCache } from './cache-fault.ts'
import { displayUri } from './display-uri.ts'
import { changed } from './download.ts'
import { SourceError } from './errors.ts'
import { safeName } from './file-name.ts'
import { hashFile } from './hash-file.ts'
import type { FetchedFile, RemoteFile } from './remote-file.ts'
import type { SourceKind } from './source-kind.ts'
import type { SourceTools } from './source-tools.ts'

export const commandTimeoutMs = 60 * 60 * 1000

interface Made extends FetchedFile {
  readonly name: string
}

/**
 * A command that fetches files into `$OUT`, or prints rows. It runs in the root of the repository, once for all that is asked of it, and what it
 * makes goes into the cache.
 */
export function commandSource(tools: SourceTools): SourceKind<'command'> {
  const runs = new Map<string, Promise<readonly Made[]>>()
  const made = (run: string) => {
    const result = runs.get(run) ?? make(run, tools)
    runs.set(run, result)
    return result
  }
  return {
    list: async ({ run, file }) => (await made(run)).filter(({ name }) => file === null || name === file).map((one) => listed(run, one)),
    fetch: async ({ run, file }, request) => {
      const found = (await made(run)).find(({ name }) => name === (file ?? request.name))
      if (found === undefined)
        throw new SourceError('SOURCE_NOT_FOUND', `${displayUri(`command:${run}`)} makes no ${file ?? request.name}`, {
          hint: 'list the source again',
        })
      if (request.digest !== null && request.digest !== found.digest) throw changed(request, `makes ${found.bytes} bytes of another digest`)
      return { path: found.path, digest: found.digest, bytes: found.bytes }
    },
  }
}

function listed(run: string, { name, bytes, digest }: Made): RemoteFile {
  return { uri: commandUri(run, name), name, bytes, version: null, sha256: digest }
}

async function make(run: string, { ports, cache }: SourceTools): Promise<readonly Made[]> {
  const folder = await cache.freshFolder()
  try {
    const out = path.join(folder, 'out')
    const printed = path.join(folder, 'printed')
    await inCache(out, () => mkdir(out))
    ports.log(`running ${displayUri(`command:${run}`)}`)
    const env = { ...ports.environment, OUT: out }
    const { exitCode, tail } = await ports.run(run, { cwd: ports.workTree, env, timeoutMs: commandTimeoutMs, stdoutTo: printed })
    if (exitCode !== 0) throw failed(run, { exitCode, tail })
    const names = await filesIn(out, run)
    const files = names.length > 0 ? names.map((name) => ({ name, place: path.join(out, name) })) : await printedRows(printed)
    return await Array.fromAsync(files, async ({ name, place }) => {
      const { digest, bytes } = await hashFile(place)
      return { name, path: await cache.keep(place, digest), digest, bytes }
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function failed(run: string, { exitCode, tail }: { readonly exitCode: number | null; readonly tail: string }): SourceError {
  const how = exitCode === null ? 'was stopped, or took more than an hour' : `ended with exit code ${exitCode}`
  const said = tail.trim() === '' ? '' : `:\n${tail.trimEnd()}`
  return new SourceError('SOURCE_COMMAND_FAILED', `${displayUri(`command:${run}`)} ${how}${said}`, {
    hint: 'run the command in the root of the repository, with OUT set to an empty folder, and mend it',
    logTail: tail,
  })
}

async function filesIn(out: string, run: string): Promise<readonly string[]> {
  const entries = await readdir(out, { recursive: true })
  const names: string[] = []
  for (const entry of entries) {
    const info = await lstat(path.join(out, entry))
    if (info.isDirectory()) continue
    const name = safeName(entry.split(path.sep).join('/'), displayUri(`command:${run}`))
    if (!info.isFile())
      throw new SourceError('FILE_UNSAFE', `${displayUri(`command:${run}`)} leaves ${name}, which is a link or no plain file`, {
        hint: 'copy the file into $OUT',
      })
    names.push(name)
  }
  return names
}

async function printedRows(printed: string): Promise<readonly { readonly name: string; readonly place: string }[]> {
  const info = await stat(printed).catch(() => null)
  if (info === null || info.size === 0) return []
  await using file = await open(printed)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0)
  const text = buffer
    .toString('utf8', 0, bytesRead)
    .replace(/^\uFEFF/, '')
    .trimStart()
  return [{ name: text.startsWith('{') ? 'rows.jsonl' : 'rows.csv', place: printed }]
}
