import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { arrows } from '../scripts/check/arrows.ts'
import { longFiles, maxLines } from '../scripts/check/file-length.ts'
import { importProblems, type Manifest } from '../scripts/check/import-arrows.ts'
import { readImports } from '../scripts/check/read-imports.ts'
import { root } from './workflow-files.ts'

const manifests: ReadonlyMap<string, Manifest> = new Map([
  ['', { devDependencies: { vitest: '5.1.1' } }],
  ['metrics', { dependencies: { '@seaworthy/stats': '0.1.0', zod: '4.6.7' } }],
])

function problemsOf(text: string, name = 'packages/metrics/src/x.ts'): readonly string[] {
  return importProblems({ files: [{ name, text }], manifests })
}

describe('the check of imports', () => {
  it('finds nothing wrong with arrows of the table, declared packages, neighbours, the map of the package and pure modules of Node', () => {
    const text = ['@seaworthy/stats', 'zod', './y.ts', '#z', 'node:path', 'node:crypto'].map((module) => `import '${module}'`).join('\n')
    expect(problemsOf(text)).toEqual([])
  })

  it.each([
    ["import { digestOf } from '@seaworthy/record'", 'metrics may not import @seaworthy/record: the table has no such arrow'],
    ["import type { Digest } from '@seaworthy/record'", 'metrics may not import @seaworthy/record: the table has no such arrow'],
    ["export { x } from 'left-pad'", 'left-pad is not in the dependencies of packages/metrics/package.json'],
    ["import { it } from 'vitest'", 'vitest is not in the dependencies of packages/metrics/package.json'],
    ["const fs = await import('node:fs')", 'metrics may not load node:fs at run time'],
    ["import { spawn } from 'node:child_process'", 'metrics may not load node:child_process at run time'],
    ["import { connect } from 'node:net'", 'metrics may not load node:net at run time'],
    ["import * as core from '@actions/core'", 'metrics may not load @actions/core at run time'],
    ["import ort from 'onnxruntime-node'", 'metrics may not load onnxruntime-node at run time'],
    ["import { t } from '../../stats/src/t.ts'", '../../stats/src/t.ts reaches into another package: import it by name'],
  ])('refuses %s', (text, problem) => {
    expect(problemsOf(`\n${text}\n`)).toEqual([`packages/metrics/src/x.ts:2 ${problem}`])
  })

  it('lets tests use what only tests have', () => {
    const text = "import { it } from 'vitest'\nimport fs from 'node:fs'\nimport { startGitHub } from '@seaworthy/testing'\n"
    expect(problemsOf(text, 'packages/metrics/src/x.test.ts')).toEqual([])
  })

  it('lets scripts compose what they like, of what the root declares', () => {
    const text = "import 'vitest'\nimport 'node:fs'\nimport '@seaworthy/app'\nimport '../packages/app/src/x.ts'\nimport 'left-pad'\n"
    expect(problemsOf(text, 'scripts/x.ts')).toEqual(['scripts/x.ts:5 left-pad is not in the dependencies of package.json'])
  })

  it('refuses a package without a row, and a dependency without an arrow', () => {
    const declared = new Map([
      ['helpers', {}],
      ['github', { dependencies: { '@seaworthy/record': '0.1.0' } }],
    ])
    expect(importProblems({ files: [], manifests: declared })).toEqual([
      'packages/helpers has no row in scripts/check/arrows.ts',
      'packages/github/package.json depends on @seaworthy/record: the table has no such arrow',
    ])
  })

  it('reads a table without a cycle', () => {
    const reaches = (from: string, seen: readonly string[] = []): readonly string[] =>
      seen.includes(from)
        ? [[...seen, from].join(' → ')]
        : (arrows[from]?.imports ?? ['no such package']).flatMap((to) => reaches(to, [...seen, from]))
    expect(Object.keys(arrows).flatMap((name) => reaches(name))).toEqual([])
  })
})

describe('readImports', () => {
  it('tells what is loaded, now or later, from what is only a type, and reads over several lines', () => {
    const text =
      "import {\n  a,\n  type B,\n} from 'one'\nexport type { C } from 'two'\ntype D = typeof import('./three.ts')\nconst e = await import('./four.ts')\n"
    expect(readImports(text)).toEqual([
      { module: 'one', line: 1, typeOnly: false, deferred: false },
      { module: 'two', line: 5, typeOnly: true, deferred: false },
      { module: './three.ts', line: 6, typeOnly: true, deferred: true },
      { module: './four.ts', line: 7, typeOnly: false, deferred: true },
    ])
  })

  it('reads no comment and no text', () => {
    expect(readImports("// import('a')\n/** `import('b')` */\n * import('c')\nconst text = `\n  import d from 'd'`\n")).toEqual([])
  })
})

describe('lengths and the outside world', () => {
  it('a source file is too long past its limit', () => {
    const lines = (count: number) => 'x\n'.repeat(count)
    expect(longFiles([{ name: 'a.ts', text: lines(maxLines) }])).toEqual([])
    expect(longFiles([{ name: 'a.ts', text: lines(maxLines + 1) }])).toEqual([`a.ts has ${maxLines + 1} lines: split it by its nouns`])
  })

  it('biome refuses clock, randomness, environment and folder in a package, not a date of a given time', () => {
    const refused = ['Date.now()', 'new Date()', 'Math.random()', 'process.env.HOME', "process.env['HOME']", 'process.cwd()']
    const files = refused.map((use, index) => [`packages/record/src/${index}.ts`, `export const value = ${use}\n`] as const)
    const given = ['packages/record/src/given.ts', 'export const value = (at: number) => new Date(at)\n'] as const
    expect(lint([...files, given])).toEqual(files.map(([name]) => `${name} the outside world comes in as an argument`))
  })

  it('biome allows them where they enter, and in tests', () => {
    const places = ['packages/app/src/x.ts', 'packages/testing/src/x.ts', 'packages/record/src/x.test.ts', 'scripts/x.ts']
    expect(lint(places.map((place) => [place, 'export const value = [Date.now(), process.env.HOME]\n'] as const))).toEqual([])
  })

  it('biome refuses a function over 70 lines, but not a suite of tests', () => {
    const long = `export function long() {\n${'  console.log(1)\n'.repeat(71)}}\n`
    const files = [['packages/record/src/x.ts', long] as const, ['packages/record/src/x.test.ts', long] as const]
    expect(lint(files)).toEqual(['packages/record/src/x.ts This function has too many lines (71)'])
  })
})

/** What biome says, with the repository's own configuration, of files that lie where these do: place and first words. */
function lint(files: readonly (readonly [name: string, text: string])[]): readonly string[] {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'seaworthy-lint-'))
  try {
    for (const name of ['biome.json', 'scripts/check/outside-world.grit']) cpSync(path.join(root, name), path.join(folder, name), { recursive: true })
    for (const [name, text] of files) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
      writeFileSync(path.join(folder, name), text)
    }
    const biome = path.join(root, 'node_modules/@biomejs/biome/bin/biome')
    const args = ['lint', '--vcs-enabled=false', '--reporter=concise', '--diagnostic-level=error', '.']
    const { stdout, stderr } = spawnSync(process.execPath, [biome, ...args], { cwd: folder, encoding: 'utf8' })
    const said = `${stdout}${stderr}`.matchAll(/^\S* ?(packages\/\S+?|scripts\/\S+?):\d+:\d+: (?:\S+: )?(.+?)(?:: a clock.*|\. .*)?$/gm)
    return [...said].map((match) => `${match[1]} ${match[2]}`).toSorted()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
