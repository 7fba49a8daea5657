import { type MonitorBody, type Section, sectionDigest } from '@seaworthy/record'
import { windowText } from './differences.ts'
import { codeSpan, link } from './escape-markdown.ts'
import { fitsHidden, hiddenBlock, readHiddenBlock } from './hidden-block.ts'
import { calibrationText, decisionWords, driftTable, performanceTable, reasonsList } from './monitor-words.ts'
import { bytesText, counted } from './numbers.ts'
import { versionTag } from './version-words.ts'

/** What one look found, kept with the issue so that a policy can ask for two of the last three. */
export interface PastLook {
  readonly until: string | null
  readonly decision: MonitorBody['decision']
  readonly signals: readonly ('calibration' | 'decay')[]
  /** When the look was taken, ISO 8601; looks of version 1 may lack it. */
  readonly at?: string
}

export interface IssueInput {
  readonly section: Section<'monitor'>
  /** Earlier looks, oldest first; this one is not among them. */
  readonly history: readonly PastLook[]
  /** The retraining pull request, where there is one. */
  readonly pullRequest: { readonly number: number; readonly url: string } | null
  /** When this look was taken, ISO 8601. */
  readonly at?: string
}

/** First line of the watch issue's body: with the author, how it is found again. */
export function issueMarker(model: string): string {
  return `<!-- seaworthy:watch:${model.replace(/[^\w.-]/g, '_')} -->`
}

export function issueTitle({ model, body }: Section<'monitor'>): string {
  return `⚓ ${model}: ${decisionWords[body.decision]}`
}

const maxDriftRows = 20
const keptLooks = 24

/** The body of the one watch issue of a model: what was decided and why, the evidence, the next step, and the data for machines. */
export function renderIssue(input: IssueInput): string {
  const { section } = input
  const { body, model } = section
  const drift = driftTable(body.drift, maxDriftRows)
  const performance = performanceTable(body)
  const parts = [
    issueMarker(model),
    `## ⚓ ${model} · ${decisionWords[body.decision]}`,
    `${headlines[body.decision]} ${counted(body.data.rows, 'new row')}${windowText({ time: 'time', after: body.data.after, until: body.data.until })} were compared with the data of ${versionTag(model, body.version)}, ${counted(Math.floor(body.ageDays), 'day')} old.`,
    reasonsList(body),
    `**Next:** ${nextStep(input)}`,
    `**Calibration.** ${calibrationText(body)}`,
    performance,
    drift === null
      ? null
      : `<details><summary><b>Drift</b>: ${driftSummary(body)}</summary>\n\n${drift}\n\nA column drifts when its population stability index reaches 0.1 and chance is ruled out (p corrected for all columns, under 0.01).\n</details>`,
    dataDetails(body),
    footer(section),
    hiddenBlock('monitor', hiddenData(input)),
  ]
  return `${parts.filter((part) => part !== null).join('\n\n')}\n`
}

const headlines = {
  none: '**Nothing to do.**',
  investigate: '**Worth a look.** Nothing retrains by itself.',
  retrain: '**Time to retrain.**',
} as const

function nextStep({ section, pullRequest }: IssueInput): string {
  switch (section.body.decision) {
    case 'none':
      return 'nothing; this issue is closed by the run that finds nothing any more.'
    case 'investigate':
      return 'whoever owns the model looks at the columns and reasons above. The issue is closed by the run that finds nothing any more.'
    case 'retrain':
      return pullRequest
        ? `review ${link(`the retraining pull request #${pullRequest.number}`, pullRequest.url)}: its own run trains and judges the new model.`
        : 'a pull request that adds the new data to the lock is being opened; its own run trains and judges the new model.'
  }
}

function driftSummary({ drift }: MonitorBody): string {
  const compared = drift.filter((column) => column.kind !== 'datetime')
  const drifted = compared.filter((column) => column.drifted).length
  return drifted === 0 ? `none of ${counted(compared.length, 'column')}` : `${drifted} of ${counted(compared.length, 'column')}`
}

function dataDetails({ data }: MonitorBody): string {
  const files = data.files.slice(0, 20).map(({ path, bytes, rows }) => `- ${codeSpan(path)}: ${counted(rows, 'row')}, ${bytesText(bytes)}`)
  const more = data.files.length - files.length
  return `<details><summary><b>New data</b>: ${counted(data.files.length, 'file')}</summary>\n\n${[...files, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n')}\n</details>`
}

function footer({ run }: Section<'monitor'>): string {
  const where = run.runId === null ? 'a local run' : link(`run ${run.runId}`, run.url)
  return `<sub>${where} · updated in place by each look · looks are kept for the policy's "of last"</sub>`
}

// The whole section where it fits; a digest always.
function hiddenData({ section, history, at }: IssueInput) {
  const looks = [...history, { ...lookOf(section.body), ...(at === undefined ? {} : { at }) }]
    .slice(-keptLooks)
    .map((look) => ({ ...look, signals: [...look.signals] }))
  const head = { schema: 'seaworthy.watch/1', digest: sectionDigest(section), looks }
  const whole = { ...head, section: JSON.parse(JSON.stringify(section)) }
  return fitsHidden(hiddenBlock('monitor', whole)) ? whole : { ...head, section: null }
}

function lookOf({ data, decision, calibration, performance }: MonitorBody): PastLook {
  const calibrated = calibration?.drifted ? (['calibration'] as const) : []
  const decayed = performance.some((metric) => metric.decayed) ? (['decay'] as const) : []
  return { until: data.until, decision, signals: [...calibrated, ...decayed] }
}

/**
 * The looks that an issue's body remembers, oldest first. What is not a look is dropped: the body may have been edited.
 * @throws {ReportError} `HIDDEN_BLOCK_INVALID` when the block is there and no JSON.
 */
export function readLooks(body: string): readonly PastLook[] {
  const block = readHiddenBlock('monitor', body)
  if (typeof block !== 'object' || block === null || !('looks' in block) || !Array.isArray(block.looks)) return []
  return block.looks.slice(-keptLooks).filter(isLook)
}

function isLook(value: unknown): value is PastLook {
  if (typeof value !== 'object' || value === null) return false
  const { until, decision, signals } = value as Record<string, unknown>
  const known = Array.isArray(signals) && signals.every((signal) => signal === 'calibration' || signal === 'decay')
  return (until === null || typeof until === 'string') && ['none', 'investigate', 'retrain'].includes(decision as string) && known
}
