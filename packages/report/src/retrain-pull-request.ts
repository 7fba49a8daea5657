import type { Section } from '@seaworthy/record'
import { timeText } from './differences.ts'
import { codeSpan, link } from './escape-markdown.ts'
import { calibrationText, reasonsList } from './monitor-words.ts'
import { bytesText, counted } from './numbers.ts'
import { versionTag } from './version-words.ts'

export interface RetrainInput {
  readonly section: Section<'monitor'>
  readonly issue: { readonly number: number; readonly url: string } | null
}

/** First line of a retraining pull request's body. */
export function retrainMarker(model: string): string {
  return `<!-- seaworthy:retrain:${model.replace(/[^\w.-]/g, '_')} -->`
}

export function retrainTitle({ model, body }: Section<'monitor'>): string {
  return body.data.until === null ? `⚓ Retrain ${model}` : `⚓ Retrain ${model} on data until ${timeText(body.data.until)}`
}

/** Why this pull request exists, what it changes and what happens next. */
export function renderRetrainPullRequest({ section, issue }: RetrainInput): string {
  const { body, model } = section
  const files = body.data.files.slice(0, 50).map(({ path, bytes, rows }) => `- ${codeSpan(path)}: ${counted(rows, 'row')}, ${bytesText(bytes)}`)
  const more = body.data.files.length - files.length
  const parts = [
    retrainMarker(model),
    `**Time to retrain ${codeSpan(model)}.** In production is ${versionTag(model, body.version)}, ${counted(Math.floor(body.ageDays), 'day')} old.`,
    reasonsList(body),
    calibrationText(body),
    `**What changes:** only \`seaworthy.lock\`, which names ${counted(body.data.files.length, 'new data file')}. The windows of the configuration move with it.`,
    [...files, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n'),
    '**Next:** the run of this pull request trains on the new data, judges the model against production on the newest test window, and comments. A reviewer merges it, or closes it; nothing is released before.',
    issue ? `<sub>${link(`watched in #${issue.number}`, issue.url)}</sub>` : null,
  ]
  return `${parts.filter((part) => part !== null && part !== '').join('\n\n')}\n`
}
