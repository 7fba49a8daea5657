import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readImports } from '../scripts/check/read-imports.ts'
import { root } from './workflow-files.ts'

/** What is loaded with a source, by its path from the root of the repository or by its name: every import that no call defers. */
function loadedWith(start: string): ReadonlySet<string> {
  const loaded = new Set<string>()
  const left = [start]
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (loaded.has(file)) continue
    loaded.add(file)
    if (!existsSync(path.join(root, file))) continue
    const folder = path.posix.dirname(file)
    const imports = readImports(readFileSync(path.join(root, file), 'utf8')).filter(({ typeOnly, deferred }) => !typeOnly && !deferred)
    left.push(...imports.map(({ module }) => sourceOf(module, folder)))
  }
  return loaded
}

function sourceOf(module: string, folder: string): string {
  const own = /^@seaworthy\/([a-z]+)$/.exec(module)?.[1]
  if (own !== undefined) return `packages/${own}/src/index.ts`
  return module.startsWith('.') ? path.posix.join(folder, module) : module
}

describe('what is loaded before an action does anything', () => {
  const loaded = loadedWith('packages/app/src/index.ts')

  it('holds the commands and the stages', () => {
    expect([...loaded]).toEqual(expect.arrayContaining(['packages/app/src/commands/report.ts', 'packages/pipeline/src/report.ts', 'zod']))
  })

  it.each(['contracts', 'datasets', 'sources', 'monitoring', 'github'])('holds nothing of packages/%s', (name) =>
    expect([...loaded].filter((file) => file.startsWith(`packages/${name}/`))).toEqual([]),
  )

  it('holds no library of GitHub, of Amazon, of Microsoft', () => {
    expect([...loaded].filter((module) => /^(@actions|@octokit|@aws-sdk|@azure)\//.test(module))).toEqual([])
  })
})

describe('what is loaded with the contracts', () => {
  it('holds no validator of JSON Schema', () => {
    const loaded = loadedWith('packages/contracts/src/index.ts')
    expect([...loaded].filter((module) => /^ajv/.test(module))).toEqual(['ajv-formats/dist/formats.js'])
    expect(loaded).toContain('#lazy-ajv')
  })
})
