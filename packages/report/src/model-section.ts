import { type Details, type DetailsKind, renderDetails } from './details.ts'
import { dataDetails } from './details-data.ts'
import { explanationDetails } from './details-explanation.ts'
import { fairnessDetails } from './details-fairness.ts'
import { policyDetails, policyNotice } from './details-policy.ts'
import { runtimeDetails } from './details-runtime.ts'
import { slicesDetails } from './details-slices.ts'
import { trainingDetails } from './details-training.ts'
import { whatIsDifferent } from './differences.ts'
import { codeSpan, escapeMarkdown, excerpt } from './escape-markdown.ts'
import { failuresText } from './failures.ts'
import { footerOf } from './footer.ts'
import { metricsTable } from './metrics-table.ts'
import type { ModelView } from './model-view.ts'
import { nextStep } from './next-step.ts'
import { storyOf } from './story.ts'
import { waiversText } from './waiver-words.ts'

/** How much of a model's report is written. */
export interface Extent {
  /** `full`: all parts. `brief`: heading, story, errors, next step. `line`: one line of a list. */
  readonly form: 'full' | 'brief' | 'line'
  readonly without: ReadonlySet<DetailsKind>
  /** Rows of tables in the details. */
  readonly maxRows: Readonly<Record<DetailsKind, number>>
}

export function modelSection(view: ModelView, extent: Extent): string {
  if (extent.form === 'line') return modelLine(view)
  const opening = [headingOf(view), storyOf(view), waiversText(view), previewNotice(view), policyNotice(view)]
  const closing = [whatIsDifferent(view), nextStep(view)]
  if (extent.form === 'brief') return joined([...opening, failuresText(view), ...closing])
  const details = detailsOf(view, extent).map(renderDetails).join('\n')
  return joined([...opening, failuresText(view), metricsTable(view), facts(closing), details === '' ? null : details, footerOf(view)])
}

export function headingOf({ report, state }: ModelView): string {
  return `## ⚓ ${escapeMarkdown(excerpt(report.model, 100))} · ${state}`
}

/** `- ⚓ cats · untouched`, with the bold beginning of the story where there is one. */
export function modelLine(view: ModelView): string {
  const bold = /^\*\*.*?\*\*/.exec(storyOf(view))?.[0] ?? ''
  return `- ⚓ ${codeSpan(excerpt(view.report.model, 100))} · ${view.state}${view.state === 'untouched' ? '' : `: ${bold}`}`
}

/** The parts that can be folded, in the order in which they are shown. */
export function detailsOf(view: ModelView, { without, maxRows }: Pick<Extent, 'without' | 'maxRows'>): readonly Details[] {
  const all = [
    slicesDetails(view, maxRows.slices),
    fairnessDetails(view, maxRows.fairness),
    runtimeDetails(view, maxRows.runtime),
    explanationDetails(view, maxRows.explanation),
    dataDetails(view, maxRows.data),
    trainingDetails(view, maxRows.training),
    policyDetails(view, maxRows.policy),
  ]
  return all.filter((details) => details !== null).filter((details) => !without.has(details.kind))
}

function previewNotice({ input, evaluation }: ModelView): string | null {
  if (input.fork) return '_A preview from a fork: an unprivileged run of the fork made these numbers. Merging judges it again._'
  return evaluation?.binding ? '_Binding: judged by the workflow of the default branch._' : null
}

function facts(lines: readonly (string | null)[]): string | null {
  return lines.filter((line) => line !== null).join('\n\n') || null
}

function joined(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join('\n\n')
}
