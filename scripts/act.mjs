// Finds the two tools that are written in Go, `act` and `actionlint`, or builds them once into .cache/bin.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'

const cache = path.resolve(import.meta.dirname, '../.cache/bin')
const suffix = process.platform === 'win32' ? '.exe' : ''

const act = { name: 'act', module: 'github.com/nektos/act', version: '0.2.87', variable: 'ACT' }
const actionlint = { name: 'actionlint', module: 'github.com/rhysd/actionlint/cmd/actionlint', version: '1.7.12', variable: 'ACTIONLINT' }

/**
 * A tool at its pinned version, or why there is none. `buildMs` is 0 where nothing had to be built.
 * @typedef {{ path: string, reason: null, buildMs: number } | { path: null, reason: string, buildMs: number }} FoundTool
 */

/** nektos/act, which runs workflows without GitHub: `$ACT`, PATH, .cache/bin, Go's own folder, else built with Go. @returns {FoundTool} */
export const ensureAct = () => ensure(act)

/** rhysd/actionlint, which reads workflows: `$ACTIONLINT`, PATH, .cache/bin, Go's own folder, else built with Go. @returns {FoundTool} */
export const ensureActionlint = () => ensure(actionlint)

function ensure(tool) {
  const named = process.env[tool.variable]
  if (named) return isPinned(tool, named) ? found(named) : missing(`$${tool.variable} is ${named}, which is not ${tool.name} ${tool.version}`)
  const there = candidates(tool).find((file) => existsSync(file) && isPinned(tool, file))
  return there ? found(there) : build(tool)
}

function candidates({ name }) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), cache, ...goFolders()]
  return folders.filter((folder) => folder !== '').map((folder) => path.join(folder, `${name}${suffix}`))
}

function goFolders() {
  const { status, stdout } = spawnSync('go', ['env', 'GOPATH'], { encoding: 'utf8' })
  const folders = status === 0 ? stdout.trim().split(path.delimiter) : [path.join(os.homedir(), 'go')]
  return folders.map((folder) => path.join(folder, 'bin'))
}

function isPinned({ version }, file) {
  const { status, stdout } = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 20_000 })
  return status === 0 && new RegExp(`(^|[ v])${version.replaceAll('.', '\\.')}\\b`, 'm').test(stdout)
}

function build(tool) {
  if (spawnSync('go', ['version']).status !== 0)
    return missing(`${tool.name} ${tool.version} is not here and Go, which would build it, is not either`)
  mkdirSync(cache, { recursive: true })
  const started = performance.now()
  const { status, stderr } = spawnSync('go', ['install', `${tool.module}@v${tool.version}`], {
    encoding: 'utf8',
    env: { ...process.env, GOBIN: cache },
  })
  const buildMs = Math.round(performance.now() - started)
  if (status !== 0) return missing(`go install ${tool.module}@v${tool.version} failed: ${(stderr ?? '').trim().split('\n').at(-1)}`, buildMs)
  console.log(`built ${tool.name} ${tool.version} in ${(buildMs / 1000).toFixed(1)} s (once, not counted below)`)
  return found(path.join(cache, `${tool.name}${suffix}`), buildMs)
}

function found(file, buildMs = 0) {
  return { path: file, reason: null, buildMs }
}

function missing(reason, buildMs = 0) {
  return { path: null, reason, buildMs }
}
