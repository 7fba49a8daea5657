import type { DetailsKind } from './details.ts'
import { link } from './escape-markdown.ts'
import { type Extent, modelSection } from './model-section.ts'
import { type ModelState, type ModelView, viewOf } from './model-view.ts'
import { grouped } from './numbers.ts'
import type { ReportInput } from './report-input.ts'
import { refusedWaiversText } from './waiver-words.ts'

/** The first line of our comment. A comment is ours by this marker and by its author. */
export const marker = '<!-- seaworthy:report -->'
/** GitHub refuses comments over 65,536 characters; this leaves room for what it adds. */
export const maxCommentBytes = 60_000
/** A job summary over 1 MiB is dropped as a whole. */
export const maxSummaryBytes = 1024 * 1024

const commentRows = { slices: 10, fairness: 20, runtime: 30, explanation: 10, data: 12, training: 30, policy: 30 }
const summaryRows = { slices: 5000, fairness: 1000, runtime: 100, explanation: 200, data: 2000, training: 1000, policy: 5000 }

/** The one sticky comment for all models of a commit: blocked ones first, untouched ones in a line each. */
export function renderComment(input: ReportInput): string {
  return `${marker}\n${fit(input, { maxBytes: maxCommentBytes - marker.length - 1, maxRows: commentRows })}`
}

/** The job summary: the same report with every slice, check, parameter and gate. */
export function renderSummary(input: ReportInput): string {
  return fit({ ...input, links: { ...input.links, summary: null } }, { maxBytes: maxSummaryBytes - 1, maxRows: summaryRows })
}

interface Budget {
  readonly maxBytes: number
  readonly maxRows: Extent['maxRows']
}

/** What a report that is too long gives up, in this order: models that pass give up everything before models that do not give up anything. */
const shortenings: readonly { readonly calm: Shortened; readonly troubled: Shortened }[] = [
  { calm: 'nothing', troubled: 'nothing' },
  { calm: ['explanation'], troubled: 'nothing' },
  { calm: ['explanation', 'training'], troubled: 'nothing' },
  { calm: ['explanation', 'training', 'policy'], troubled: 'nothing' },
  { calm: ['explanation', 'training', 'policy', 'data'], troubled: 'nothing' },
  { calm: ['explanation', 'training', 'policy', 'data', 'runtime', 'fairness', 'slices'], troubled: 'nothing' },
  { calm: 'line', troubled: 'nothing' },
  { calm: 'line', troubled: ['explanation'] },
  { calm: 'line', troubled: ['explanation', 'training'] },
  { calm: 'line', troubled: ['explanation', 'training', 'policy'] },
  { calm: 'line', troubled: ['explanation', 'training', 'policy', 'runtime', 'fairness', 'slices'] },
  { calm: 'line', troubled: ['explanation', 'training', 'policy', 'runtime', 'fairness', 'slices', 'data'] },
  { calm: 'line', troubled: 'brief' },
  { calm: 'line', troubled: 'line' },
]
type Shortened = 'nothing' | 'brief' | 'line' | readonly DetailsKind[]

function fit(input: ReportInput, { maxBytes, maxRows }: Budget): string {
  const views = input.models.map((report) => viewOf(report, input)).sort((a, b) => severity(a.state) - severity(b.state))
  const answers = refusedWaiversText(input)
  for (const step of shortenings) {
    const note = step === shortenings[0] ? null : shortenedNote(input, step)
    const text = assembled(views, { maxBytes, maxRows, step, note, answers })
    if (text !== null) return text
  }
  return cutList(views, input, maxBytes)
}

interface Assembling extends Budget {
  readonly step: (typeof shortenings)[number]
  readonly note: string | null
  readonly answers: string | null
}

/** The whole text, or null as soon as it cannot fit. */
function assembled(views: readonly ModelView[], { maxBytes, maxRows, step, note, answers }: Assembling): string | null {
  const sections: string[] = []
  const lines: string[] = []
  let bytes = 0
  for (const view of views) {
    const extent = extentOf(view.state, step, maxRows)
    const text = modelSection(view, extent)
    bytes += Buffer.byteLength(text)
    if (bytes > maxBytes) return null
    if (extent.form === 'line') lines.push(text)
    else sections.push(text)
  }
  const parts = [overview(views), ...sections, lines.join('\n'), answers ?? '', note ?? '']
  const whole = `${parts.filter((part) => part !== '').join('\n\n')}\n`
  return Buffer.byteLength(whole) <= maxBytes ? whole : null
}

function extentOf(state: ModelState, step: (typeof shortenings)[number], maxRows: Extent['maxRows']): Extent {
  if (state === 'untouched') return { form: 'line', without: new Set(), maxRows }
  const shortened = state === 'gates pass' ? step.calm : step.troubled
  if (shortened === 'brief' || shortened === 'line') return { form: shortened, without: new Set(), maxRows }
  return { form: 'full', without: new Set(shortened === 'nothing' ? [] : shortened), maxRows }
}

const order: readonly ModelState[] = ['blocked', 'not run', 'needs a decision', 'waived', 'set-up', 'gates pass', 'untouched']

function severity(state: ModelState): number {
  return order.indexOf(state)
}

/** One line above several models; nothing above one. */
function overview(views: readonly ModelView[]): string {
  if (views.length === 0) return '## ⚓ Seaworthy · not run\n\n**No model.** The configuration names none.'
  if (views.every((view) => view.state === 'untouched'))
    return '## ⚓ Seaworthy · gates pass\n\n**No model is touched.** Nothing that a model depends on changes in this pull request.'
  if (views.length === 1) return ''
  const counts = order.map((state) => ({ state, count: views.filter((view) => view.state === state).length })).filter(({ count }) => count > 0)
  return `⚓ **${grouped(views.length)} models:** ${counts.map(({ state, count }) => countedState(state, count)).join(', ')}`
}

function countedState(state: ModelState, count: number): string {
  if (state === 'gates pass') return `${grouped(count)} ${count === 1 ? 'passes' : 'pass'}`
  if (state === 'needs a decision') return `${grouped(count)} ${count === 1 ? 'needs' : 'need'} a decision`
  return `${grouped(count)} ${state}`
}

function shortenedNote({ links }: ReportInput, { calm, troubled }: (typeof shortenings)[number]): string {
  const given = (what: string, shortened: Shortened) => {
    if (shortened === 'nothing') return ''
    if (shortened === 'brief' || shortened === 'line') return `${what} ${shortened === 'line' ? 'have one line each' : 'are brief'}`
    return `${what} lack ${shortened.join(', ')}`
  }
  const told = [given('models that pass', calm), given('the others', troubled)].filter((part) => part !== '').join('; ')
  const where = links.summary === null ? 'the summary of the run' : link('the summary of the run', links.summary)
  return `_Shortened to fit a comment: ${told}. Everything is in ${where}._`
}

/** As many one-line models as fit, the worst first, and how many are not named. */
function cutList(views: readonly ModelView[], input: ReportInput, maxBytes: number): string {
  const last = shortenings.at(-1) ?? { calm: 'line', troubled: 'line' }
  const tail = (rest: number) => `\n- and ${grouped(rest)} more\n\n${shortenedNote(input, last)}\n`
  let text = `${overview(views)}\n`
  let named = 0
  const room = maxBytes - Buffer.byteLength(tail(views.length))
  for (const view of views) {
    const line = `\n${modelSection(view, { form: 'line', without: new Set(), maxRows: commentRows })}`
    if (Buffer.byteLength(text + line) > room) break
    text += line
    named += 1
  }
  return text + tail(views.length - named)
}
