import { ResultsError } from '../errors.ts'
import { namedMetrics } from '../named-metrics.ts'
import { isRecord, parseJson } from '../parse-json.ts'
import { filesWhere, type ResultsReader } from '../reader.ts'
import type { ReportedSample } from '../results.ts'
import type { Source } from '../source.ts'

const filter = /,[a-z0-9_-]+$/i

/**
 * EleutherAI's lm-evaluation-harness: `results_<time>.json`, with `acc,none` by task (or `acc`, before filters), and
 * `samples_<task>_<time>.jsonl`, by whose `doc_hash` two models are paired. Standard errors and counts of documents are no metrics and are left out.
 */
export const lmEval: ResultsReader = {
  format: 'lm-eval',
  claims: (source) => filesWhere(source.matching(/(^|\/)results[^/]*\.json$/), async (file) => isResults(await source.json(file))),
  async read(source, files) {
    const file = files.at(-1) ?? ''
    const value = await source.json(file)
    const results = isRecord(value) && isRecord(value.results) ? value.results : {}
    const numbers = Object.entries(results).flatMap(([task, measured]) => (isRecord(measured) ? measuredOf(task, measured) : []))
    const samples = await samplesOf(source, file)
    const taken = files.length > 1 ? `${file}, the newest of ${files.length}` : null
    return { format: 'lm-eval', metrics: namedMetrics(numbers, file), taken, samples: samples.length === 0 ? null : samples }
  },
}

function isResults(value: unknown): boolean {
  return isRecord(value) && isRecord(value.results) && ('n-shot' in value || 'versions' in value) && 'configs' in value
}

function measuredOf(task: string, measured: Readonly<Record<string, unknown>>): readonly (readonly [string, number])[] {
  return Object.entries(measured).flatMap(([name, value]) =>
    typeof value === 'number' && name !== 'sample_len' && !/_stderr(,|$)/.test(name)
      ? [[`${task}/${name.replace(filter, (found) => (found === ',none' ? '' : found))}`, value] as const]
      : [],
  )
}

/** The samples of the same run stand beside the results, under the same time. */
async function samplesOf(source: Source, results: string): Promise<readonly ReportedSample[]> {
  const time = /results_?(.*)\.json$/.exec(results)?.[1] ?? ''
  const folder = results.includes('/') ? results.slice(0, results.lastIndexOf('/') + 1) : ''
  const files = source.files.filter((file) => file.startsWith(`${folder}samples_`) && file.endsWith(`${time}.jsonl`))
  const found: ReportedSample[] = []
  for (const file of files) {
    const task = file.slice(`${folder}samples_`.length, file.length - `${time}.jsonl`.length).replace(/_$/, '')
    let at = 0
    for await (const line of source.lines(file)) {
      at++
      if (line.trim() !== '') found.push(...sampleOf(task, parseJson(line, `${file} line ${at}`), { file, line: at }))
    }
  }
  return found
}

function sampleOf(task: string, sample: unknown, place: { readonly file: string; readonly line: number }): readonly ReportedSample[] {
  const unit = isRecord(sample) ? (sample.doc_hash ?? sample.doc_id) : undefined
  if (!isRecord(sample) || (typeof unit !== 'string' && typeof unit !== 'number'))
    throw new ResultsError('RESULTS_BROKEN', `${place.file} line ${place.line} has neither doc_hash nor doc_id`, {
      hint: 'log samples with a version of lm-eval from 0.4 on',
    })
  const measured = Array.isArray(sample.metrics) ? sample.metrics.map(String) : Object.keys(sample).filter((name) => !known.has(name))
  // A task with several filters logs each document once for each of them.
  const by = typeof sample.filter === 'string' && sample.filter !== 'none' ? `,${sample.filter}` : ''
  return measured.flatMap((name) => {
    const value = typeof sample[name] === 'boolean' ? Number(sample[name]) : sample[name]
    if (typeof value !== 'number') return []
    if (Number.isFinite(value)) return [{ unit: String(unit), metric: `${task}/${name}${by}`, value }]
    throw new ResultsError('RESULT_NOT_FINITE', `${place.file} line ${place.line} says ${value} for "${name}"`, {
      hint: 'a document that could not be measured must not be written as a number',
    })
  })
}

const known = new Set([
  'doc_id',
  'doc',
  'target',
  'arguments',
  'resps',
  'filtered_resps',
  'filter',
  'metrics',
  'doc_hash',
  'prompt_hash',
  'target_hash',
])
