// How often verdicts are wrong, counted on populations whose truth is known: node --conditions=source scripts/simulate.ts [PAIRS]
// Prints the tables of docs/statistics.md. Seeded: the same numbers everywhere. 2,000 pairs take some ten minutes on two cores.

import { availableParallelism } from 'node:os'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { markdownTable } from 'markdown-table'
import { fairnessRates } from '../packages/evaluation/src/fixtures/fair-towns.ts'
import { type VerdictRates, verdictRates } from '../packages/evaluation/src/fixtures/verdict-rates.ts'
import { fairTowns, falseRed, scenarios } from './simulate/scenarios.ts'

const pairs = Number(process.argv[2] ?? 2_000)

if (isMainThread) {
  console.log(await table())
  const red = falseRed(pairs)
  console.log(`\nFalse red over ${red.slices} slices of an equally good model, ${red.runs.toLocaleString('en')} runs: ${percent(red.share)}`)
  console.log(`\nHow far groups lie apart, ${Math.ceil(pairs / 4).toLocaleString('en')} samples each:\n\n${fairnessTable(Math.ceil(pairs / 4))}`)
} else parentPort?.postMessage(verdictRates(scenarios[workerData.at] ?? scenarios[0], workerData.pairs))

async function table(): Promise<string> {
  const left = [...scenarios.keys()]
  const found = new Map<number, VerdictRates>()
  const work = async () => {
    for (let at = left.shift(); at !== undefined; at = left.shift()) found.set(at, await inWorker(at))
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, work))
  const rows = [...found]
    .sort(([a], [b]) => a - b)
    .map(([, one]) => [one.name, one.method, percent(one.falsePass), percent(one.coverage), percent(one.falsePassWhereOpenWarns)])
  const head = ['population', 'method', 'false pass at the margin', 'coverage', '"not failed" where open only warns']
  return markdownTable([head, ...rows], { align: ['l', 'l', 'r', 'r', 'r'] })
}

function fairnessTable(runs: number): string {
  const rows = fairTowns.map((town) => {
    const [difference, ratio] = ['difference', 'ratio'].map((how) => fairnessRates(town, `demographic_parity_${how}@group`, runs))
    return [town.name, ...[difference, ratio].flatMap((one) => (one ? [percent(one.above), percent(one.below), one.width.toFixed(3)] : []))]
  })
  const head = ['groups', 'difference: above the truth', 'below', 'width', 'ratio: above the truth', 'below', 'width']
  return markdownTable([head, ...rows], { align: ['l', 'r', 'r', 'r', 'r', 'r', 'r'] })
}

function inWorker(at: number): Promise<VerdictRates> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { at, pairs }, execArgv: ['--conditions=source'] })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
