import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import path from 'node:path'
import { arrows, isWithinReach } from './arrows.ts'
import { type Check, judged } from './check.ts'
import { type Import, readImports } from './read-imports.ts'
import { isTestFile, readFiles, type SourceFile } from './source-files.ts'

export interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

export interface ArrowSources {
  readonly files: readonly SourceFile[]
  /** package.json of each package by the folder's name; `''` is the root's. */
  readonly manifests: ReadonlyMap<string, Manifest>
}

export const importArrows: Check = {
  name: 'imports follow the arrows, and are declared',
  run: (root) => judged(importProblems(readSources(root))),
}

const rootSources = ['scripts/*.ts', 'scripts/*.mjs', 'scripts/**/*.ts', 'test/*.ts', 'test/e2e/**', 'bench/*.mjs', 'bench/*.ts']

function readSources(root: string): ArrowSources {
  const files = readFiles(root, ['packages/*/src/*.ts', 'packages/*/src/**/*.ts', ...rootSources])
  const manifest = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Manifest
  const names = new Set(files.map(({ name }) => packageOf(name)).filter((name) => name !== ''))
  const manifests = new Map([...names].map((name) => [name, manifest(`packages/${name}/package.json`)] as const))
  return { files, manifests: manifests.set('', manifest('package.json')) }
}

/** Every import against the table, every declared dependency against the table, every package in the table. */
export function importProblems({ files, manifests }: ArrowSources): readonly string[] {
  const undeclared = files.flatMap((file) => fileProblems(file, manifests))
  return [...undeclared, ...[...manifests].filter(([name]) => name !== '').flatMap(([name, manifest]) => manifestProblems(name, manifest))]
}

function manifestProblems(name: string, { dependencies = {} }: Manifest): readonly string[] {
  const rule = arrows[name]
  if (!rule) return [`packages/${name} has no row in scripts/check/arrows.ts`]
  return Object.keys(dependencies)
    .filter((dependency) => ownPackage(dependency) !== null && !rule.imports.includes(ownPackage(dependency) ?? ''))
    .map((dependency) => `packages/${name}/package.json depends on ${dependency}: the table has no such arrow`)
}

function fileProblems(file: SourceFile, manifests: ReadonlyMap<string, Manifest>): readonly string[] {
  return readImports(file.text).flatMap((entry) => {
    const problem = importProblem(entry, file.name, manifests)
    return problem === null ? [] : [`${file.name}:${entry.line} ${problem}`]
  })
}

function importProblem(entry: Import, file: string, manifests: ReadonlyMap<string, Manifest>): string | null {
  const { module } = entry
  const owner = packageOf(file)
  if (owner === '') return rootProblem(module, manifests)
  if (module.startsWith('.')) return leavesPackage(file, module) ? `${module} reaches into another package: import it by name` : null
  // Written in the map of the package itself.
  if (module.startsWith('#')) return null
  const test = isTestFile(file)
  const own = ownPackage(module)
  if (own !== null) return test ? null : arrowProblem(owner, own)
  if (!test && !entry.typeOnly && !isWithinReach(module, arrows[owner]?.reach ?? 'nothing')) return `${owner} may not load ${module} at run time`
  if (isBuiltin(module)) return null
  return isDeclared(packageName(module), { owner, test, manifests }) ? null : `${module} is not in the dependencies of packages/${owner}/package.json`
}

/** Scripts and the repository's own tests compose as they like, from what the root declares. */
function rootProblem(module: string, manifests: ReadonlyMap<string, Manifest>): string | null {
  if (module.startsWith('.') || ownPackage(module) !== null || isBuiltin(module)) return null
  const { dependencies = {}, devDependencies = {} } = manifests.get('') ?? {}
  const name = packageName(module)
  return (dependencies[name] ?? devDependencies[name]) ? null : `${module} is not in the dependencies of package.json`
}

function arrowProblem(owner: string, own: string): string | null {
  return arrows[owner]?.imports.includes(own) || owner === own ? null : `${owner} may not import @seaworthy/${own}: the table has no such arrow`
}

function isDeclared(name: string, { owner, test, manifests }: { owner: string; test: boolean; manifests: ReadonlyMap<string, Manifest> }): boolean {
  if (manifests.get(owner)?.dependencies?.[name] !== undefined) return true
  return test && (manifests.get(owner)?.devDependencies?.[name] ?? manifests.get('')?.devDependencies?.[name]) !== undefined
}

function leavesPackage(file: string, module: string): boolean {
  return !path.posix.join(path.posix.dirname(file), module).startsWith(`packages/${packageOf(file)}/`)
}

/** `''` for what belongs to the repository itself. */
const packageOf = (file: string) => /^packages\/([^/]+)\//.exec(file)?.[1] ?? ''
const ownPackage = (module: string) => /^@seaworthy\/([^/]+)/.exec(module)?.[1] ?? null
const packageName = (module: string) => module.split('/', module.startsWith('@') ? 2 : 1).join('/')
const isBuiltin = (module: string) => module.startsWith('node:') || builtinModules.includes(module)
