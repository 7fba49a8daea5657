import { readFileSync } from 'node:fs'
import path from 'node:path'
import { toolVersion } from '@seaworthy/app'
import { describe, expect, it } from 'vitest'
import { listFiles } from '../scripts/check/source-files.ts'
import { root } from './workflow-files.ts'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly overrides?: Readonly<Record<string, string>>
}

interface LockFile {
  readonly packages: Readonly<Record<string, Pick<Manifest, 'version' | 'dependencies' | 'devDependencies'>>>
}

const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const manifestFiles = listFiles(root, ['package.json', 'packages/*/package.json', 'examples/*/package.json'])
const manifests = manifestFiles.map((file) => ({ file, manifest: JSON.parse(read(file)) as Manifest }))
const ours = manifests.filter(({ file }) => !file.startsWith('examples/'))
const lock = JSON.parse(read('package-lock.json')) as LockFile
const versionOf = new Map(ours.map(({ manifest }) => [manifest.name, manifest.version]))

function wanted({ dependencies, devDependencies, optionalDependencies, overrides }: Manifest): readonly (readonly [string, string])[] {
  return [dependencies, devDependencies, optionalDependencies, overrides].flatMap((group) => Object.entries(group ?? {}))
}

describe('versions', () => {
  it.each(ours)('$file has the version that the tool says of itself', ({ manifest }) => {
    expect(manifest.version).toBe(toolVersion)
  })

  it.each(manifests)('$file pins every dependency exactly', ({ manifest }) => {
    expect(wanted(manifest).filter(([, range]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(range))).toEqual([])
  })

  it.each(ours)('$file wants our own packages at the version that they have', ({ manifest }) => {
    const own = wanted(manifest).filter(([name]) => name.startsWith('@seaworthy/'))
    expect(own.filter(([name, version]) => versionOf.get(name) !== version)).toEqual([])
  })

  it.each(ours)('$file says what the lock file says', ({ file, manifest }) => {
    const locked = lock.packages[file === 'package.json' ? '' : path.posix.dirname(file)]
    expect(locked?.dependencies ?? {}).toEqual(manifest.dependencies ?? {})
    expect(locked?.devDependencies ?? {}).toEqual(manifest.devDependencies ?? {})
  })

  it.each(listFiles(root, ['examples/*/requirements.txt']).map((file) => ({ file })))('$file pins every Python package exactly', ({ file }) => {
    const lines = read(file).split('\n')
    const packages = lines.filter((line) => line.trim() !== '' && !line.startsWith('#'))
    expect(packages.filter((line) => !/^[\w.-]+==\d[\w.]*$/.test(line))).toEqual([])
  })
})
