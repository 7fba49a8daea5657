// What a release of ours would hold, with the commit that is not known before it filled in.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { exportRepository } from '@seaworthy/testing'

/** Stands for the commits of a release: composites and templates name it instead of the forty zeros. */
export const releaseSha = '5ea'.padEnd(40, 'a')

const root = path.resolve(import.meta.dirname, '../../..')
const unreleased = '0'.repeat(40)

/** The folder that stands for `seaworthy-ml/seaworthy` at a release: actions, reusable workflows and the bundle. */
export async function releasedActions(): Promise<string> {
  const folder = await exportRepository({ from: root, only: ['actions', '.github/workflows'], extra: ['dist'] })
  for (const name of await readdir(folder, { recursive: true })) {
    if (!/^(actions|\.github)\/.*\.yml$/.test(name)) continue
    const file = path.join(folder, name)
    await writeFile(file, released(await readFile(file, 'utf8')))
  }
  return folder
}

/** The two workflow files as a user has them after copying. */
export async function workflowFiles(): Promise<Readonly<Record<string, string>>> {
  const names = ['seaworthy.yml', 'seaworthy-trusted.yml']
  const texts = await Promise.all(names.map((name) => readFile(path.join(root, 'workflows-templates', name), 'utf8')))
  return Object.fromEntries(names.map((name, index) => [`.github/workflows/${name}`, released(texts[index] ?? '')]))
}

const released = (text: string): string => text.replaceAll(unreleased, releaseSha)
