// How long a runner waits before an action does anything: a bare Node, the bundle loaded, and `report` until it has read its inputs.
// Usage: npm run bench -- cold-start        (after npm run build)
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'

const root = path.resolve(import.meta.dirname, '..')
const bundle = path.join(root, 'dist/index.js')
if (!existsSync(bundle)) {
  console.error('there is no dist/: run npm run build first')
  process.exit(2)
}
const runs = 11
const cases = {
  'bare Node': ['-e', '0'],
  'bundle loaded': ['--input-type=module', '-e', `await import(${JSON.stringify(bundle)})`],
  'report, to its first refusal': [path.join(root, 'actions/report/main.js')],
}
const env = {
  PATH: process.env.PATH,
  HOME: root,
  GITHUB_ACTIONS: 'true',
  GITHUB_EVENT_NAME: 'pull_request',
  GITHUB_EVENT_PATH: '/dev/null',
  GITHUB_WORKSPACE: root,
}

function median(args) {
  const times = Array.from({ length: runs }, () => {
    const started = performance.now()
    spawnSync(process.execPath, args, { env, stdio: 'ignore' })
    return performance.now() - started
  })
  return times.toSorted((a, b) => a - b)[Math.floor(runs / 2)]
}

const base = median(cases['bare Node'])
for (const [name, args] of Object.entries(cases)) {
  const time = median(args)
  console.log(`${name.padEnd(30)} ${time.toFixed(0).padStart(5)} ms   ${(time / base).toFixed(1)} × bare Node (median of ${runs})`)
}
