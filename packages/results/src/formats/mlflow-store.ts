import { ResultsError } from '../errors.ts'
import { namedMetrics } from '../named-metrics.ts'
import { filesWhere, type ResultsReader } from '../reader.ts'
import type { Source } from '../source.ts'

/** MLflow's file store: a folder for each run, in `metrics/` a file for each metric with lines of time, value and step. */
export const mlflowStore: ResultsReader = {
  format: 'mlflow-store',
  claims: (source) =>
    filesWhere(
      source.matching(/(^|\/)metrics\/[^.]+/),
      async (file) => isLog(await source.text(file)) && source.files.includes(`${runOf(file)}meta.yaml`),
    ),
  async read(source, files) {
    const runs = [...new Set(files.map(runOf))]
    const { run, taken } = await newestRun(source, runs)
    const numbers: (readonly [string, number])[] = []
    for (const file of files.filter((one) => runOf(one) === run))
      numbers.push([file.slice(`${run}metrics/`.length), lastValue(await source.text(file), file)])
    return { format: 'mlflow-store', metrics: namedMetrics(numbers, run === '' ? source.name : run), taken, samples: null }
  },
}

function isLog(text: string): boolean {
  return text.split('\n', 1).every((line) => /^\d+ \S+( \d+)?$/.test(line.trim()))
}

/** The folder of the run that a metric's file belongs to, with its slash; names of metrics may hold slashes too. */
function runOf(file: string): string {
  return file.slice(0, file.search(/(?:^|(?<=\/))metrics\//))
}

/** The value of the highest step, the last written of them. */
function lastValue(text: string, file: string): number {
  const points = text.split('\n').filter((line) => line.trim() !== '')
  let best: { readonly step: number; readonly value: number } | null = null
  for (const [at, line] of points.entries()) {
    const [, value = '', step = '0'] = line.trim().split(' ')
    if (!/^(nan|[+-]?inf(inity)?|[+-]?[\d.]+(e[+-]?\d+)?)$/i.test(value))
      throw new ResultsError('RESULTS_BROKEN', `${file} line ${at + 1} is no line of time, value and step`)
    const number = /nan/i.test(value) ? Number.NaN : Number(value.replace(/inf(inity)?/i, 'Infinity'))
    if (best === null || Number(step) >= best.step) best = { step: Number(step), value: number }
  }
  return best?.value ?? Number.NaN
}

async function newestRun(source: Source, runs: readonly string[]): Promise<{ readonly run: string; readonly taken: string | null }> {
  const ended: { readonly run: string; readonly at: number }[] = []
  for (const run of runs) {
    const meta = await source.text(`${run}meta.yaml`)
    ended.push({ run, at: Number(/^end_time:\s*(\d+)/m.exec(meta)?.[1] ?? /^start_time:\s*(\d+)/m.exec(meta)?.[1] ?? 0) })
  }
  const [newest] = ended.toSorted((a, b) => b.at - a.at)
  const run = newest?.run ?? ''
  return { run, taken: runs.length > 1 ? `run ${run.replace(/\/$/, '')}, the newest of ${runs.length}` : null }
}
