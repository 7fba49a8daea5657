/**
 * Cuts the flights of vega-datasets into one immutable Parquet file a month, with the derived columns that the model reads.
 *
 *   node scripts/make-data.mjs                    the months that seaworthy.lock names
 *   node scripts/make-data.mjs --until 2001-06    also later ones, up to June
 *   node scripts/make-data.mjs --root elsewhere   for the lock and the data/ of another checkout
 *
 * The same bytes every time: one thread, rows in the order of the source, a pinned DuckDB. Files that the lock names are compared with it.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

const MONTHS = ['2001-01', '2001-02', '2001-03', '2001-04', '2001-05', '2001-06']
const SOURCE_DIGEST = 'dbeb920c90f59b6ccaff823dcc3d08f25a97fa1ce128d93f40be4e931f5900b0'
const ROWS_PER_GROUP = 122_880
/** A flight is late when it arrives more than 15 minutes after its schedule, as the US DOT counts it. */
const LATE_AFTER_MINUTES = 15

// `require` also looks into NODE_PATH, so that a clone without node_modules can borrow an installed one.
const require = createRequire(import.meta.url)

const sha256 = (path) => createHash('sha256').update(readFileSync(path)).digest('hex')

/** The digests that seaworthy.lock holds, by path; empty where there is no lock. */
function lockedDigests(root) {
  const lock = join(root, 'seaworthy.lock')
  if (!existsSync(lock)) return new Map()
  const entries = readFileSync(lock, 'utf8').matchAll(/path:\s*"?([^\s"]+)"?\s+digest:\s*"?sha256:([0-9a-f]{64})"?/g)
  return new Map([...entries].map(([, path, digest]) => [path, digest]))
}

/** The package's entry lies in build/, the data beside it. */
function sourcePath() {
  const path = join(dirname(require.resolve('vega-datasets')), '..', 'data', 'flights-3m.parquet')
  if (sha256(path) !== SOURCE_DIGEST) throw new Error(`${path} is not the file of vega-datasets 3.2.1: install the pinned version`)
  return path
}

/** The last month also keeps the six rows stamped at the midnight that ends it. */
function monthBounds(month) {
  const index = MONTHS.indexOf(month)
  const next = MONTHS[index + 1]
  return next === undefined ? `date >= '${month}-01'` : `date >= '${month}-01' and date < '${next}-01'`
}

function cutQuery(source, month, target) {
  return `copy (
    select date::timestamp as date, delay::integer as delay, distance::integer as distance, origin, destination,
      hour(date)::integer as hour, isodow(date)::integer as weekday, (delay > ${LATE_AFTER_MINUTES})::integer as late
    from read_parquet('${source}') where ${monthBounds(month)}
  ) to '${target}' (format parquet, compression zstd, row_group_size ${ROWS_PER_GROUP})`
}

/** Written beside its place and renamed, so that a stopped run leaves no half file. */
async function cut(connection, { source, month, target }) {
  await connection.run(cutQuery(source, month, `${target}.part`))
  renameSync(`${target}.part`, target)
}

async function connect() {
  const { DuckDBInstance } = require('@duckdb/node-api')
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', preserve_insertion_order: 'true' })
  return instance.connect()
}

function wantedMonths(until, locked) {
  const last =
    until ??
    [...locked.keys()]
      .sort()
      .at(-1)
      ?.match(/\d{4}-\d{2}/)?.[0] ??
    MONTHS.at(-1)
  if (!MONTHS.includes(last)) throw new Error(`--until ${last}: the months are ${MONTHS.join(', ')}`)
  return MONTHS.filter((month) => month <= last)
}

/** The files to cut; one that already has the digest of the lock is left alone. */
function missingFiles({ root, until }) {
  const locked = lockedDigests(root)
  const files = wantedMonths(until, locked).map((month) => ({ month, path: `data/${month}.parquet`, expected: locked.get(`data/${month}.parquet`) }))
  return files.filter(({ path, expected }) => expected === undefined || !existsSync(join(root, path)) || sha256(join(root, path)) !== expected)
}

async function main({ root, until }) {
  const missing = missingFiles({ root, until })
  if (missing.length === 0) return
  mkdirSync(join(root, 'data'), { recursive: true })
  const source = sourcePath()
  const connection = await connect()
  for (const { month, path, expected } of missing) {
    await cut(connection, { source, month, target: join(root, path) })
    const digest = sha256(join(root, path))
    if (expected !== undefined && digest !== expected) throw new Error(`${path} has digest ${digest}, seaworthy.lock says ${expected}`)
    console.log(`${path} sha256:${digest}`)
  }
}

const { values: options } = parseArgs({ options: { until: { type: 'string' }, root: { type: 'string' } } })
await main({ root: resolve(options.root ?? join(import.meta.dirname, '..')), until: options.until })
