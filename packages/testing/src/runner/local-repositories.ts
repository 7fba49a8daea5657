import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { TestingError } from '../errors.ts'

const STUBS = path.join(import.meta.dirname, '../../stubs')
const USES = /uses:\s*["']?([\w.-]+)\/([\w.-]+)(?:\/[^@\s"']*)?@([\w./-]+)/g
const NAMED_FILE = /(^|\/)(\.github\/workflows\/[^/]+|action)\.ya?ml$/

export interface LocalRepositories {
  /** Folders whose workflows and actions are searched for `uses:`. */
  readonly folders: readonly string[]
  /** `owner/repo` to the folder that stands in for it. */
  readonly repositories: Readonly<Record<string, string>>
}

/**
 * Every `owner/repo@ref` that the folders use, with the folder that act takes for it. Third-party actions fall back
 * on our stand-ins.
 * @throws {TestingError} `ACTION_UNMAPPED` when nothing stands in for one, as act would try to download it.
 */
export async function localRepositories({ folders, repositories }: LocalRepositories): Promise<ReadonlyMap<string, string>> {
  const mapped = new Map<string, string>()
  const missing = new Set<string>()
  for (const { owner, repo, ref, file } of await usesIn(folders)) {
    const folder = repositories[`${owner}/${repo}`] ?? path.join(STUBS, `${owner}__${repo}`)
    if (existsSync(folder)) mapped.set(`${owner}/${repo}@${ref}`, folder)
    else missing.add(`${owner}/${repo}@${ref} (in ${file})`)
  }
  if (missing.size > 0) {
    throw new TestingError('ACTION_UNMAPPED', `nothing stands in for ${[...missing].join(', ')}`, {
      hint: 'map the repository, or add a folder to packages/testing/stubs',
    })
  }
  return mapped
}

async function usesIn(folders: readonly string[]): Promise<{ owner: string; repo: string; ref: string; file: string }[]> {
  const found = []
  for (const folder of folders) {
    for (const file of (await readdir(folder, { recursive: true })).filter((name) => NAMED_FILE.test(name))) {
      const text = await readFile(path.join(folder, file), 'utf8')
      for (const [, owner = '', repo = '', ref = ''] of text.matchAll(USES)) if (owner !== '.') found.push({ owner, repo, ref, file })
    }
  }
  return found
}
