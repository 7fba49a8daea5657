// Ours, one number each: node --conditions=source bench/evaluate/numbers.mjs WHAT FOLDER → JSON of seconds and value
import process from 'node:process'
import { binarySummary, metric } from '@seaworthy/metrics'
import { bootstrap, clusteredEstimate, seedOf } from '@seaworthy/stats'
import { readRows, rowFiles } from './rows.mjs'

const [what, folder, size] = process.argv.slice(2)
const rows = Number(size)
const { candidate, baseline } = readRows(rowFiles(folder, rows))
const auc = metric('roc_auc', 'binary')

const tasks = {
  auc: () => auc.measure(candidate).value,
  summary: () => {
    const { cells, logLoss, brier } = binarySummary(candidate)
    return [cells.tp, logLoss, brier]
  },
  bootstrap: () => {
    const [one, other] = [auc.reweigh(candidate), auc.reweigh(baseline)]
    const statistic = (weight) => one(weight) - other(weight)
    const sample = { units: rows, cluster: null, strata: null, seed: seedOf('bench'), interval: 'percentile', resamples: 1_000 }
    return bootstrap({ ...sample, statistic }).standardError
  },
  clustered: () => {
    const cluster = Int32Array.from({ length: rows }, (_, row) => Math.floor((row * 365) / rows))
    const [one, other] = [auc.measure(candidate).influence, auc.measure(baseline).influence]
    return clusteredEstimate({ influence: one.map((value, row) => value - other[row]), cluster }).standardError
  },
}

const started = performance.now()
const value = tasks[what]()
const seconds = (performance.now() - started) / 1000
console.log(JSON.stringify({ seconds, value, bytes: process.resourceUsage().maxRSS * 1024 }))
