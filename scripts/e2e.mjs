// Runs the end-to-end tests: the workflow templates under act, on the built bundle, against the emulated GitHub.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { ensureAct } from './act.mjs'
import { ensureBundle } from './bundle.mjs'

const root = path.resolve(import.meta.dirname, '..')
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`

function runTests(act) {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'seaworthy-e2e-'))
  const report = path.join(scratch, 'report.json')
  const args = ['run', '--config', 'test/e2e/vitest.config.ts', '--reporter=verbose', '--reporter=json', `--outputFile.json=${report}`]
  try {
    const vitest = path.join(root, 'node_modules/vitest/vitest.mjs')
    spawnSync(process.execPath, [vitest, ...args, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit', env: { ...process.env, ACT: act } })
    return JSON.parse(readFileSync(report, 'utf8'))
  } catch {
    return null
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function main() {
  const act = ensureAct()
  if (act.path === null) {
    console.log(`skipped: ${act.reason}; install Go, or set ACT to the binary of nektos/act`)
    return process.env.CI ? 1 : 0
  }
  const buildMs = ensureBundle()
  if (buildMs !== null) console.log(`built dist/ in ${seconds(buildMs)} (not counted below)`)
  const started = performance.now()
  const counts = runTests(act.path)
  console.log(`end to end in ${seconds(performance.now() - started)}`)
  // A file that could not even be loaded holds no test, and is a failure all the same.
  const broken = counts === null ? 1 : counts.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
  const failed = (counts?.numFailedTests ?? 0) + (counts?.numPendingTests ?? 0) + broken
  console.log(`${counts?.numPassedTests ?? 0} passed, ${failed} failed`)
  return failed > 0 || counts?.success !== true ? 1 : 0
}

process.exit(main())
