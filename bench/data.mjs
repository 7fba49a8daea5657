// Every row of a large table against 30 checks: ours, Great Expectations and pandera, on the same file, one after the other.
// Usage: npm run bench -- data        (after npm run build; the data and the Python packages go to out/bench, about 6 GB)
//        BENCH_ROWS=1000000 for a quick look; BENCH_ONLY=ours leaves the others out
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { suite } from './data/columns.mjs'
import { tableFile, wideFile } from './data/generate.mjs'

const root = path.resolve(import.meta.dirname, '..')
const out = path.join(root, 'out/bench')
const command = path.join(import.meta.dirname, 'data/seaworthy.mjs')
const rows = Number(process.env.BENCH_ROWS ?? 10_000_000)
const onlyOurs = process.env.BENCH_ONLY === 'ours'
const python = path.join(out, 'venv/bin/python')
mkdirSync(out, { recursive: true })
if (!existsSync(path.join(root, 'dist/index.js'))) {
  console.error('there is no dist/: run npm run build first')
  process.exit(2)
}

function contractFor(count) {
  const file = path.join(out, `suite-${count}.json`)
  writeFileSync(file, JSON.stringify(suite(count), null, 1))
  return file
}

/** The whole command, from its start to its end, the best of some runs. */
function ours(args, { runs = 3, allowed = [0] } = {}) {
  const resident = path.join(out, 'resident')
  const times = []
  let bytes = 0
  for (let run = 0; run < runs; run++) {
    const started = performance.now()
    const { status, stderr } = spawnSync(process.execPath, ['--import', path.join(import.meta.dirname, 'data/resident.mjs'), command, ...args], {
      cwd: out,
      env: { ...process.env, BENCH_RESIDENT: resident },
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    })
    times.push((performance.now() - started) / 1000)
    if (!allowed.includes(status)) throw new Error(`seaworthy ${args.join(' ')}: exit ${status}\n${stderr}`)
    bytes = Math.max(bytes, Number(readFileSync(resident, 'utf8')))
    rmSync(resident)
  }
  return { seconds: Math.min(...times), bytes }
}

function theirs(script, file, contract) {
  const { status, stdout, stderr } = spawnSync(python, [path.join(import.meta.dirname, 'data', script), file, contract], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${script}: ${stderr}`)
  const found = JSON.parse(stdout.trim().split('\n').at(-1))
  return { ...found, seconds: found.importSeconds + found.loadSeconds + found.setupSeconds + found.checkSeconds, bytes: found.residentBytes }
}

function pythonPackages() {
  if (existsSync(path.join(out, 'venv/ready'))) return
  const run = (command, args) => {
    const { status } = spawnSync(command, args, { stdio: ['ignore', 2, 2] })
    if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`)
  }
  run('python3', ['-m', 'venv', path.join(out, 'venv')])
  run(python, ['-m', 'pip', 'install', '--quiet', 'great_expectations==1.24.1', 'pandera[pandas]==0.35.0', 'pyarrow==26.0.1'])
  writeFileSync(path.join(out, 'venv/ready'), '')
}

const mb = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`
const table = []
function row(what, { seconds, bytes }, base = null) {
  table.push([what, `${seconds.toFixed(2)} s`, bytes ? mb(bytes) : '', base ? `${(seconds / base).toFixed(1)} ×` : ''])
  console.error(`${what}: ${seconds.toFixed(2)} s${bytes ? `, ${mb(bytes)}` : ''}`)
}

const contract = contractFor(rows)
const parquet = await tableFile(out, { rows, format: 'parquet' })
const csv = await tableFile(out, { rows, format: 'csv' })
const millions = `${rows / 1e6}M × 20`

const checked = ours(['check', parquet, '--contract', contract])
row(`seaworthy check, ${millions} Parquet, 30 checks`, checked, checked.seconds)
row('  the same with its profile', ours(['check', parquet, '--contract', contract, '--profile', path.join(out, 'profile.json')]), checked.seconds)
row(`  the same rows as CSV (${mb(statSync(csv).size)})`, ours(['check', csv, '--contract', contract]), checked.seconds)
if (!onlyOurs) {
  pythonPackages()
  const gx = theirs('great-expectations.py', parquet, contract)
  row(`Great Expectations ${gx.version} on pandas, Parquet`, gx, checked.seconds)
  row('  of which its checks alone', { seconds: gx.checkSeconds }, checked.seconds)
  const pandera = theirs('pandera_bench.py', parquet, contract)
  row(`pandera ${pandera.version} on pandas, Parquet`, pandera, checked.seconds)
  row('  of which its checks alone', { seconds: pandera.checkSeconds }, checked.seconds)
}
for (const count of [rows / 10, rows * 3]) {
  const file = await tableFile(out, { rows: count, format: 'parquet' })
  row(`seaworthy check, ${count / 1e6}M × 20 Parquet`, ours(['check', file, '--contract', contractFor(count)], { runs: 2 }), checked.seconds)
}
const wide = []
for (const width of [20, 200, 2000]) {
  const file = await wideFile(out, { rows: 100_000, width })
  const wideContract = path.join(out, `wide-${width}.json`)
  const expectations = Array.from({ length: width }, (_, at) => [
    { type: 'expect_column_values_to_not_be_null', kwargs: { column: `c${at}` } },
    { type: 'expect_column_values_to_be_between', kwargs: { column: `c${at}`, min_value: 0, max_value: 999 } },
    { type: 'expect_column_values_to_not_be_in_set', kwargs: { column: `c${at}`, value_set: [1000, 1001, 1002, 9999] } },
  ]).flat()
  writeFileSync(wideContract, JSON.stringify({ name: 'wide', expectations }))
  wide.push(ours(['check', file, '--contract', wideContract], { runs: 2 }))
  row(`seaworthy check, 100,000 × ${width} Parquet, ${3 * width} checks`, wide.at(-1), wide[0].seconds)
}
const small = await tableFile(out, { rows: 1000, format: 'csv' })
row('seaworthy check, 1,000 rows of CSV, the whole command', ours(['check', small, '--contract', contractFor(1000)], { runs: 7 }))

const widths = [0, 1, 2, 3].map((at) => Math.max(...[...table, ['what', 'time', 'resident', 'ratio']].map((cells) => cells[at].length)))
for (const cells of [['what', 'time', 'resident', 'ratio'], ...table])
  console.log(`| ${cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join(' | ')} |`)
