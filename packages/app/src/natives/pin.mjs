// Writes pinned.ts: `node --conditions=source packages/app/src/natives/pin.mjs`. Versions stand below; the registry is
// asked for the integrity of each package, then every build is installed once, to pin the digest of its files.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const duckDb = '1.5.5-r.5'
const onnxRuntime = '1.30.0'
const duckDbTargets = ['linux-x64', 'linux-x64-musl', 'linux-arm64', 'linux-arm64-musl', 'darwin-x64', 'darwin-arm64', 'win32-x64', 'win32-arm64']
const versions = {
  '@duckdb/node-api': duckDb,
  '@duckdb/node-bindings': duckDb,
  ...Object.fromEntries(duckDbTargets.map((target) => [`@duckdb/node-bindings-${target}`, duckDb])),
  'detect-libc': '2.1.2',
  'onnxruntime-node': onnxRuntime,
  'onnxruntime-common': onnxRuntime,
  'onnxruntime-web': onnxRuntime,
}

const file = join(import.meta.dirname, 'pinned.ts')
const packages = Object.entries(versions).map(([name, version]) => ({ name, version, integrity: integrityOf(name, version) }))
write({})
const { duckDb: duckDbLibrary, onnxRuntime: onnxLibrary, onnxRuntimeWasm } = await import('./libraries.ts')
const { extractTarball } = await import('./extract.ts')
const { fileDigests, installDigest } = await import('./install-digest.ts')
const folder = mkdtempSync(join(tmpdir(), 'pin-'))
const digests = {}
for (const library of [duckDbLibrary, onnxLibrary, onnxRuntimeWasm]) {
  for (const [target, build] of Object.entries(library.targets)) digests[`${library.id}/${target}`] = await digestOfBuild(library, target, build)
}
write(digests)
rmSync(folder, { recursive: true })

function integrityOf(name, version) {
  return JSON.parse(execFileSync('npm', ['view', `${name}@${version}`, 'dist.integrity', '--json'], { encoding: 'utf8' }))
}

async function digestOfBuild(library, target, build) {
  const to = join(folder, 'build')
  mkdirSync(to)
  for (const pinned of build.packages) {
    const keep = (path) => library.keep({ packageName: pinned.name, path, target })
    await extractTarball({ tarball: tarballOf(pinned), to: join(to, 'node_modules', pinned.name), keep })
  }
  const digest = installDigest(await fileDigests(to))
  rmSync(to, { recursive: true })
  return digest
}

function tarballOf({ name, version, integrity }) {
  const cached = join(folder, `${name.replace(/\W/g, '-')}.tgz`)
  try {
    readFileSync(cached, { flag: 'r' })
  } catch {
    const [packed] = JSON.parse(execFileSync('npm', ['pack', `${name}@${version}`, '--json', '--pack-destination', folder], { encoding: 'utf8' }))
    const bytes = readFileSync(join(folder, packed.filename))
    if (`sha512-${createHash('sha512').update(bytes).digest('base64')}` !== integrity) throw new Error(`${name}: wrong integrity`)
    writeFileSync(cached, bytes)
  }
  return cached
}

function write(installDigests) {
  const entry = ({ name, version, integrity }) => `  {\n    name: '${name}',\n    version: '${version}',\n    integrity: '${integrity}',\n  },\n`
  const digest = ([build, value]) => `  '${build}': '${value}',\n`
  writeFileSync(
    file,
    `// Written by pin.mjs: versions are changed there.
import type { PinnedPackage } from './library.ts'

export const packages: readonly PinnedPackage[] = [
${packages.map(entry).join('')}]

/** Digest of the files of each build as they lie in the tool cache, see \`installDigest\`. */
export const installDigests: Readonly<Record<string, string>> = {
${Object.entries(installDigests).map(digest).join('')}}
`,
  )
}
