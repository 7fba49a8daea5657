// Finds versitygw, the S3 server that the end-to-end tests speak to, or builds it once into .cache/bin.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'

const cache = path.resolve(import.meta.dirname, '../.cache/bin')
const name = `versitygw${process.platform === 'win32' ? '.exe' : ''}`
const module = 'github.com/versity/versitygw'
const version = 'v1.8.0'

/**
 * The server at its pinned version: `$VERSITYGW`, .cache/bin, Go's own folder, else built with Go. Says why there is none.
 * @returns {{ path: string, reason: null } | { path: null, reason: string }}
 */
export function ensureVersitygw() {
  if (spawnSync('go', ['version']).status !== 0) return missing(`Go is not here, which builds and knows versitygw ${version}: install it`)
  const named = process.env.VERSITYGW
  if (named) return isPinned(named) ? found(named) : missing(`$VERSITYGW is ${named}, which is not versitygw ${version}`)
  const there = [cache, ...goFolders()].map((folder) => path.join(folder, name)).find((file) => existsSync(file) && isPinned(file))
  return there ? found(there) : build()
}

function goFolders() {
  const { status, stdout } = spawnSync('go', ['env', 'GOPATH'], { encoding: 'utf8' })
  const folders = status === 0 ? stdout.trim().split(path.delimiter) : [path.join(os.homedir(), 'go')]
  return folders.map((folder) => path.join(folder, 'bin'))
}

// Built by `go install`, it does not know its own version: Go wrote it into the file.
function isPinned(file) {
  const { status, stdout } = spawnSync('go', ['version', '-m', file], { encoding: 'utf8' })
  const [, built, at] =
    stdout
      .split('\n')
      .map((line) => line.trim().split('\t'))
      .find(([key]) => key === 'mod') ?? []
  return status === 0 && built === module && at === version
}

function build() {
  mkdirSync(cache, { recursive: true })
  const started = performance.now()
  const target = `${module}/cmd/versitygw@${version}`
  const { status, stderr } = spawnSync('go', ['install', target], { encoding: 'utf8', env: { ...process.env, GOBIN: cache } })
  if (status !== 0) return missing(`go install ${target} failed: ${(stderr ?? '').trim().split('\n').at(-1)}`)
  console.log(`built versitygw ${version} in ${((performance.now() - started) / 1000).toFixed(1)} s (once)`)
  return found(path.join(cache, name))
}

function found(file) {
  return { path: file, reason: null }
}

function missing(reason) {
  return { path: null, reason }
}
