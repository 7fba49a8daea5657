// Everything that can be known of the sources without running them: one line each, and one that counts.
import path from 'node:path'
import { actionlint } from './check/actionlint.ts'
import type { Check, CheckResult } from './check/check.ts'
import { fileLength } from './check/file-length.ts'
import { importArrows } from './check/import-arrows.ts'
import { runNode } from './check/run-tool.ts'
import { zizmor } from './check/zizmor.ts'

const root = path.resolve(import.meta.dirname, '..')

const checks: readonly Check[] = [
  {
    name: 'biome',
    run: () =>
      runNode(root, [
        'node_modules/@biomejs/biome/bin/biome',
        'check',
        '.',
        '--diagnostic-level=error',
        '--colors=off',
        '--reporter=concise',
        '--max-diagnostics=100',
      ]),
  },
  { name: 'types of the packages', run: () => runNode(root, ['node_modules/typescript/bin/tsc', '-b']) },
  { name: 'types of tests and scripts', run: () => runNode(root, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.tests.json', '--noEmit']) },
  importArrows,
  fileLength,
  { name: 'generated files are up to date', run: () => runNode(root, ['--conditions=source', 'scripts/generate.ts', '--check']) },
  actionlint,
  zizmor,
]

let passed = 0
let failed = 0
for (const check of checks) {
  const started = performance.now()
  const result = await attempt(check)
  print(check.name, result, (performance.now() - started) / 1000)
  if (result.kind === 'passed') passed += 1
  if (result.kind === 'failed') failed += 1
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

async function attempt(check: Check): Promise<CheckResult> {
  try {
    const result = await check.run(root)
    return result.kind === 'skipped' && process.env.CI === 'true' ? { kind: 'failed', problems: [`${result.reason} (never skipped in CI)`] } : result
  } catch (error) {
    return { kind: 'failed', problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)] }
  }
}

function print(name: string, result: CheckResult, seconds: number): void {
  const mark = { passed: 'ok  ', failed: 'FAIL', skipped: 'skip' }[result.kind]
  const reason = result.kind === 'skipped' ? `: ${result.reason}` : ''
  console.log(`${mark} ${name} (${seconds.toFixed(1)} s)${reason}`)
  if (result.kind === 'failed') for (const problem of result.problems) console.log(problem.replaceAll(/^/gm, '     '))
}
