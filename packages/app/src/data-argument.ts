import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { DataFile } from '@seaworthy/datasets'
import type { Line } from '@seaworthy/pipeline'
import { filesMatching, isFetched } from './data-sources.ts'
import { AppError } from './errors.ts'

interface Place {
  readonly line: Line
  readonly cwd: string
}

/**
 * The data files that an argument names: a file, a glob, a folder with all data below it, or an address that is fetched first.
 * @throws {AppError} `FILE_UNREADABLE` where nothing matches.
 */
export async function dataArgument(given: string, { line, cwd }: Place): Promise<readonly DataFile[]> {
  if (isFetched(given)) return fetched(given, line)
  const at = path.resolve(cwd, given)
  const found = await stat(at).catch(() => null)
  if (found?.isDirectory()) {
    const { dataFilesIn } = await import('@seaworthy/datasets')
    return dataFilesIn({ folder: at, name: given.split(path.sep).join('/') })
  }
  if (found) return [{ path: at, name: given }]
  const names = await filesMatching(given, cwd)
  if (names.length === 0)
    throw new AppError('FILE_UNREADABLE', `no file matches ${given}`, { hint: 'quote a glob so that the shell leaves it alone' })
  return names.map((name) => ({ path: path.resolve(cwd, name), name }))
}

async function fetched(source: string, line: Line): Promise<readonly DataFile[]> {
  const files: DataFile[] = []
  for (const file of await line.data.list(source)) {
    const here = await line.data.fetch(file, null)
    if (here) files.push({ path: here.path, name: here.name })
  }
  if (files.length === 0) throw new AppError('FILE_UNREADABLE', `no file matches ${source}`, { hint: 'check the address' })
  return files
}

/**
 * Other tables by name, from `name=DATA,other=DATA`.
 * @throws {AppError} `INPUT_INVALID` where a part has no name.
 */
export async function referenceArgument(given: string, place: Place): Promise<ReadonlyMap<string, readonly DataFile[]>> {
  const found = new Map<string, readonly DataFile[]>()
  for (const part of given.split(',').filter((one) => one.trim() !== '')) {
    const [, name, data] = /^\s*([^=]+)=(.+)$/.exec(part) ?? []
    if (!name || !data) throw new AppError('INPUT_INVALID', `"${part}" names no table`, { hint: 'write it as customers=data/customers.csv' })
    found.set(name.trim(), await dataArgument(data.trim(), place))
  }
  return found
}
