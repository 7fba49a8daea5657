// Builds dist/: the compiler first, then one bundle with the heavy parts in chunks of their own. Twice, and the two must be equal.
// Usage: build.mjs [--once] [--out FOLDER]
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'

const root = path.resolve(import.meta.dirname, '..')
const bin = (name) => path.join(root, 'node_modules', name)
const run = (args) => execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
const once = process.argv.includes('--once')

function build(out) {
  for (const name of readdirSync(path.join(root, 'packages'))) rmSync(path.join(root, 'packages', name, 'lib'), { recursive: true, force: true })
  run([bin('typescript/bin/tsc'), '-b'])
  rmSync(out, { recursive: true, force: true })
  run([
    bin('@vercel/ncc/dist/ncc/cli.js'),
    'build',
    path.join(root, 'packages/app/lib/index.js'),
    '--out',
    out,
    '--quiet',
    '-e',
    'onnxruntime-node',
    '-e',
    '@duckdb/node-api',
    '-e',
    '@duckdb/node-bindings',
  ])
  return digest(out)
}

function digest(folder) {
  const hash = createHash('sha256')
  for (const name of readdirSync(folder, { recursive: true }).map(String).sort()) {
    const at = path.join(folder, name)
    if (statSync(at).isFile()) hash.update(name).update('\0').update(readFileSync(at))
  }
  return hash.digest('hex')
}

const started = Date.now()
const first = build(path.join(root, 'dist'))
if (!once) {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'seaworthy-build-'))
  cpSync(path.join(root, 'dist'), path.join(scratch, 'first'), { recursive: true })
  const second = build(path.join(root, 'dist'))
  rmSync(scratch, { recursive: true, force: true })
  if (first !== second) {
    console.error(`the two builds differ: ${first} and ${second}`)
    process.exit(1)
  }
}
const size = readdirSync(path.join(root, 'dist')).reduce((sum, name) => sum + statSync(path.join(root, 'dist', name)).size, 0)
console.log(
  `dist/ ${first.slice(0, 12)}, ${(size / 1e6).toFixed(1)} MB, ${once ? 'built once' : 'built twice, equal'}, ${Math.round((Date.now() - started) / 1000)} s`,
)
