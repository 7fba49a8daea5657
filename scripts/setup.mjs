// Installs what the repository's commands need, once for each lock file. Plain JavaScript, so that an old Node can run it too.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const major = Number(process.versions.node.split('.')[0])
if (major < 20) {
  console.error(`seaworthy needs Node 20 or newer to install itself; this is ${process.version}. Get one from https://nodejs.org`)
  process.exit(2)
}
if (spawnSync('git', ['--version']).status !== 0) {
  console.error('seaworthy needs git: install it, then run this again')
  process.exit(2)
}

const lock = readFileSync(path.join(root, 'package-lock.json'))
const stamp = createHash('sha256').update(lock).update(`${process.platform} ${process.arch}`).digest('hex')
const stampFile = path.join(root, 'node_modules', '.seaworthy-setup')
if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) process.exit(0)

console.error('installing packages (npm ci) …')
const started = Date.now()
// Without this its install script downloads CUDA libraries, and fails where it cannot.
const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip', npm_config_loglevel: 'error' }
const shell = process.platform === 'win32'
const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, env, stdio: ['ignore', 2, 2], shell })
if (status !== 0) {
  console.error('npm ci failed; its output is above')
  process.exit(status ?? 1)
}
mkdirSync(path.dirname(stampFile), { recursive: true })
writeFileSync(stampFile, stamp)
console.error(`installed in ${Math.round((Date.now() - started) / 1000)} s`)
