// Runs the unit and integration tests and ends with one line that counts them.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'

const scratch = mkdtempSync(path.join(os.tmpdir(), 'seaworthy-tests-'))
const report = path.join(scratch, 'report.json')
const vitest = path.resolve(import.meta.dirname, '../node_modules/vitest/vitest.mjs')
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
  { stdio: 'inherit' },
)
let counts
try {
  counts = JSON.parse(readFileSync(report, 'utf8'))
} catch {
  console.error('the test runner left no report')
  process.exit(status || 1)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
const skipped = counts.numPendingTests + counts.numTodoTests
for (const file of counts.testResults) {
  for (const test of file.assertionResults) if (test.status === 'pending' || test.status === 'skipped') console.log(`skipped: ${test.fullName}`)
}
console.log(`${counts.numPassedTests} passed, ${counts.numFailedTests} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exit(status ?? 1)
