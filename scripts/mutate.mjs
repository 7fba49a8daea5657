// Mutation testing of the pure packages: npm run mutate -- stats metrics evaluation, or single files.
//   npm run mutate -- packages/stats/src/holm.ts
//   npm run mutate -- metrics --share 0.1   (of every file some windows of lines, the same each time: a package takes hours on two cores)
// Stryker is not among the dependencies (200 packages for a run that is not part of CI): it is fetched into out/stryker, pinned.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'

const root = path.resolve(import.meta.dirname, '..')
const home = path.join(root, 'out/stryker')
const packages = ['stats', 'metrics', 'evaluation']
const pinned = { '@stryker-mutator/core': '10.1.1', '@stryker-mutator/vitest-runner': '10.1.1', vitest: installed('vitest'), typescript: '5.9.3' }
// Stryker reads tsconfig files by the JavaScript API, which TypeScript 7 no longer has.
/** Below it the run fails. */
const leastScore = 85

/** Lines of a window of a sample. */
const windowLines = 20

const asked = process.argv.slice(2)
const share = askedShare()
const targets = asked.length === 0 ? packages : asked
for (const target of targets) if (!packages.includes(target) && !existsSync(path.join(root, target))) refuse(target)
install()
let worst = 100
for (const target of targets) worst = Math.min(worst, mutate(target))
process.exit(worst >= leastScore ? 0 : 1)

function askedShare() {
  const at = asked.indexOf('--share')
  if (at < 0) return 1
  const [, value] = asked.splice(at, 2)
  const number = Number(value)
  if (!(number > 0 && number <= 1)) refuse(`--share ${value}`)
  return number
}

function installed(name) {
  return JSON.parse(readFileSync(path.join(root, 'node_modules', name, 'package.json'), 'utf8')).version
}

function refuse(target) {
  console.error(`"${target}" is neither a file, nor a share from 0 to 1, nor one of: ${packages.join(', ')}`)
  process.exit(2)
}

function install() {
  const stamp = path.join(home, 'installed.json')
  const wanted = JSON.stringify(pinned)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  mkdirSync(home, { recursive: true })
  const names = Object.entries(pinned).map(([name, version]) => `${name}@${version}`)
  run('npm', ['install', '--prefix', home, '--no-audit', '--no-fund', '--ignore-scripts', '--no-save', ...names], home)
  writeFileSync(stamp, wanted)
}

/** The mutation score of a package or a file, in percent: mutants that a test noticed, of those that tests reach. */
function mutate(target) {
  const name = packages.includes(target) ? target : (/^packages\/([a-z]+)\//.exec(target)?.[1] ?? '')
  const report = path.join(home, `${target.replaceAll(/[^a-z0-9]+/gi, '-')}.json`)
  const config = path.join(home, 'stryker.config.json')
  const tests = path.join(home, 'vitest.config.mjs')
  writeFileSync(tests, testsOf(name))
  writeFileSync(config, JSON.stringify(options({ name, target, report, tests }), null, 1))
  run(path.join(home, 'node_modules/.bin/stryker'), ['run', config], root)
  const score = scoreOf(JSON.parse(readFileSync(report, 'utf8')))
  console.log(`${target}: mutation score ${score.percent.toFixed(1)} % (${score.noticed} of ${score.valid} mutants noticed)`)
  return score.percent
}

function options({ name, target, report, tests }) {
  const source = `packages/${name}/src`
  const sources = globSync(`${source}/**/*.ts`, { cwd: root }).filter((file) => !/\.(test|contract)\.ts$|\/fixtures\/|\/index\.ts$/.test(file))
  const files = (target === name ? sources : [target]).toSorted()
  return {
    testRunner: 'vitest',
    plugins: [path.join(home, 'node_modules/@stryker-mutator/vitest-runner/dist/src/index.js')],
    vitest: { configFile: tests, related: false },
    mutate: share === 1 ? files : files.flatMap(sampled),
    coverageAnalysis: 'perTest',
    ignoreStatic: true,
    concurrency: 2,
    tempDirName: path.join(home, 'sandbox'),
    ignorePatterns: ['/out', '/dist', '/examples', '/actions', '/docs', '/bench', '/test', '/.cache', '/.git'],
    reporters: ['progress-append-only', 'json'],
    jsonReporter: { fileName: report },
    disableTypeChecks: `${source}/**/*.ts`,
    timeoutMS: 20_000,
    thresholds: { high: 95, low: leastScore, break: null },
  }
}

/** Windows of lines of a file, by their digests: a mutant counts that lies within one. */
function sampled(file) {
  const lines = readFileSync(path.join(root, file), 'utf8').split('\n').length
  const windows = Array.from({ length: Math.ceil(lines / windowLines) }, (_, at) => `${file}:${at * windowLines + 1}-${(at + 1) * windowLines}`)
  return windows.filter((window) => createHash('sha256').update(window).digest().readUInt32BE() < share * 2 ** 32)
}

function testsOf(name) {
  const conditions = { resolve: { conditions: ['source'] }, ssr: { resolve: { conditions: ['source', 'node', 'import', 'default'] } } }
  const test = { include: [`packages/${name}/src/**/*.test.ts`], testTimeout: 30_000, pool: 'threads', execArgv: ['--conditions=source'] }
  return `export default ${JSON.stringify({ ...conditions, test })}\n`
}

function scoreOf({ files }) {
  const all = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status))
  const noticed = all.filter((status) => status === 'Killed' || status === 'Timeout').length
  const valid = noticed + all.filter((status) => status === 'Survived' || status === 'NoCoverage').length
  return { noticed, valid, percent: valid === 0 ? 100 : (100 * noticed) / valid }
}

function run(command, args, cwd) {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: exit ${status}`)
}
