// What an evaluation computes, ours and scikit-learn's on the same numbers, one after the other; then the whole stage.
// Usage: npm run bench -- evaluate        (the Python packages and the numbers go to out/bench, about 2 GB)
//        BENCH_ONLY=ours leaves scikit-learn out; BENCH_PART=numbers or stage runs one half
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { stage } from './evaluate/stage.mjs'

const root = path.resolve(import.meta.dirname, '..')
const out = path.join(root, 'out/bench')
const venv = path.join(out, 'venv-evaluate')
const python = path.join(venv, 'bin/python')
const onlyOurs = process.env.BENCH_ONLY === 'ours'
mkdirSync(out, { recursive: true })

function run(command, args, options = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 30, ...options })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: exit ${status}\n${stderr}`)
  return stdout
}

function pythonPackages() {
  if (existsSync(path.join(venv, 'ready'))) return
  console.error('installing scikit-learn and what the example trains with …')
  run('python3', ['-m', 'venv', venv])
  run(python, ['-m', 'pip', 'install', '--quiet', '-r', path.join(root, 'examples/flight-delay/requirements.txt')])
  writeFileSync(path.join(venv, 'ready'), '')
}

/** The best of some runs, each in a process of its own: what else runs on the machine only adds. */
function best(times, once) {
  const found = Array.from({ length: times }, once)
  return found.toSorted((a, b) => a.seconds - b.seconds)[0]
}

function ours(what, rows) {
  const script = path.join(import.meta.dirname, 'evaluate/numbers.mjs')
  return best(3, () => JSON.parse(run(process.execPath, ['--conditions=source', script, what, out, String(rows)], { cwd: root })))
}

function theirs(what, rows) {
  const files = ['label', 'candidate', 'baseline'].map((name) => path.join(out, `scored-${rows}-${name}.bin`))
  return best(2, () => JSON.parse(run(python, [path.join(import.meta.dirname, 'evaluate/scikit_learn.py'), what, ...files])))
}

const table = []
function row(what, asked, mine, other) {
  const ratio = other ? `${(other.seconds / mine.seconds).toFixed(1)} ×` : ''
  table.push([what, asked, `${mine.seconds.toFixed(2)} s`, other ? `${other.seconds.toFixed(2)} s` : '', ratio])
  console.error(`${what}: ${mine.seconds.toFixed(2)} s${other ? `, scikit-learn ${other.seconds.toFixed(2)} s, ${ratio}` : ''}`)
}

const part = process.env.BENCH_PART ?? 'both'
pythonPackages()
if (part !== 'stage') {
  const cases = [
    ['ROC AUC, 10M rows', '1.5 s, 3 ×', 'auc', 10_000_000],
    ['confusion, log loss and Brier score, 10M rows', '0.4 s, 8 ×', 'summary', 10_000_000],
    ['1,000 paired resamples of ROC AUC, 100,000 rows', '3 s, 10 ×', 'bootstrap', 100_000],
  ]
  for (const [what, asked, task, rows] of cases) {
    const mine = ours(task, rows)
    row(what, asked, mine, onlyOurs ? null : theirs(task, rows))
  }
  row('clustered difference of ROC AUC, 1M pairs in 365 clusters', '1.5 s', ours('clustered', 1_000_000), null)
}
if (part !== 'numbers') for (const [what, asked, text] of stage({ root, out, python })) table.push([what, asked, text, '', ''])

const { markdownTable } = await import('markdown-table')
console.log(markdownTable([['what', 'asked', 'ours', 'scikit-learn', 'ratio'], ...table], { align: ['l', 'r', 'r', 'r', 'r'] }))
