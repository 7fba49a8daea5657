// The bundle in dist/, built where it is missing or older than its sources.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'

const root = path.resolve(import.meta.dirname, '..')

/** When the newest source of the bundle was written: a bundle that is older does not show what the sources do. */
function newestSource() {
  const folders = readdirSync(path.join(root, 'packages')).map((name) => path.join(root, 'packages', name, 'src'))
  const files = folders.flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => isSource(entry)))
  return Math.max(...files.map((entry) => statSync(path.join(entry.parentPath, entry.name)).mtimeMs))
}

function isSource(entry) {
  return (
    entry.isFile() &&
    /\.(ts|cjs|mjs|json)$/.test(entry.name) &&
    !/\.test\.ts$|\.d\.ts$/.test(entry.name) &&
    !/[\\/]testing[\\/]|fixtures/.test(entry.parentPath)
  )
}

/** Null where the bundle was there already, else the milliseconds that building it took. */
export function ensureBundle() {
  const bundle = path.join(root, 'dist/index.js')
  if (existsSync(bundle) && statSync(bundle).mtimeMs > newestSource()) return null
  const started = performance.now()
  execFileSync(process.execPath, [path.join(root, 'scripts/build.mjs'), '--once'], { cwd: root, stdio: 'inherit' })
  return performance.now() - started
}
