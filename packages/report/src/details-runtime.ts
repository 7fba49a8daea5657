import type { Evidence } from '@seaworthy/record'
import { markdownTable } from 'markdown-table'
import type { Details } from './details.ts'
import { escapeMarkdown, excerpt } from './escape-markdown.ts'
import { metricTitle } from './metric-words.ts'
import type { ModelView } from './model-view.ts'
import { counted, grouped } from './numbers.ts'
import { isProbe, probeComparison, probeText } from './probe-words.ts'

/** What running the models showed: speed, size, robustness, determinism. Null where the policy names none of it. */
export function runtimeDetails(view: ModelView, maxRows: number): Details | null {
  const probes = view.overall.filter(isProbe)
  if (probes.length === 0) return null
  const paired = view.evaluation?.baseline !== null && probes.some(({ baseline }) => baseline !== null)
  const head = ['', 'here', ...(paired ? ['production', 'compared'] : []), 'measured on']
  const rows = probes.slice(0, maxRows).map((evidence) => probeRow(evidence, paired))
  const table = markdownTable([head, ...rows], { align: ['l', 'r', ...(paired ? ['r', 'r'] : []), 'l'], alignDelimiters: false })
  const limits = (view.evaluation?.warnings ?? []).filter(({ code }) => code === 'PROBE_LIMITED').slice(0, 20)
  const notes = limits.map(({ message }) => `- ${escapeMarkdown(excerpt(message, 300))}`).join('\n')
  const timed = probes.some(({ metric }) => isTimed(metric))
  const parts = [table, notes, timed ? timing : ''].filter((part) => part !== '')
  return { kind: 'runtime', summary: `<b>Runtime</b>: ${counted(probes.length, 'probe')} of the running model`, body: parts.join('\n\n') }
}

const timing =
  'Both models were called in turn on this machine, so that what slows it slows both; the ratio’s 95% interval is over those rounds. Milliseconds hold for this machine alone.'

function probeRow(evidence: Evidence, paired: boolean): string[] {
  const { metric, candidate, candidateInterval, baseline } = evidence
  const ends = candidateInterval?.map((end) => probeText(metric, end)).join(' to ')
  return [
    metricTitle(evidence),
    `${probeText(metric, candidate)}${ends ? ` (${ends})` : ''}`,
    ...(paired ? [baseline === null ? '' : probeText(metric, baseline), probeComparison(evidence)] : []),
    measuredOn(evidence),
  ]
}

function measuredOn({ metric, units: { rows, clusters } }: Evidence): string {
  if (metric === 'size_bytes' || metric === 'parameters') return 'the file'
  if (!isTimed(metric)) return counted(rows, 'row')
  return `${grouped(rows)} ${metric === 'throughput' ? 'batches of 4,096 rows' : 'calls with one row'} in ${counted(clusters, 'round')}`
}

function isTimed(metric: string): boolean {
  return metric.startsWith('latency_') || metric === 'throughput'
}
