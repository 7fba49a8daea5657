import type { TrainBody, Window } from '@seaworthy/record'
import { codeSpan, excerpt } from './escape-markdown.ts'
import type { ModelView } from './model-view.ts'
import { counted } from './numbers.ts'
import { parameterRows, valueText } from './parameters.ts'

const maxNamed = 3

/** What differs from production, as far as the records say: never a guess at a cause. Null when nothing is known to differ. */
export function whatIsDifferent(view: ModelView): string | null {
  if (!view.evaluation?.baseline) return null
  const facts = [...parameterFacts(view), ...trainingFacts(view)]
  return facts.length === 0 ? null : `**What is different:** ${facts.join('; ')}.`
}

function parameterFacts(view: ModelView): readonly string[] {
  const changed = (parameterRows(view) ?? []).filter((row) => row.changed)
  const named = changed.slice(0, maxNamed).map(({ name, production, here }) => `${code(name)} ${valueText(production)} → ${valueText(here)}`)
  return changed.length > maxNamed ? [...named, `${counted(changed.length - maxNamed, 'more parameter')}`] : named
}

function trainingFacts({ report }: ModelView): readonly string[] {
  const here = report.record?.sections.train?.body
  const before = report.production?.sections.train?.body
  if (!here || !before) return []
  const facts: string[] = []
  if (dataText(here) !== dataText(before)) facts.push(dataFact(here, before))
  if (here.command !== before.command) facts.push(`another training command: ${code(here.command)}`)
  if (here.sources.digest !== before.sources.digest) facts.push('the training sources changed')
  return facts
}

function dataFact(here: TrainBody, before: TrainBody): string {
  if (windowText(here.data.window) !== windowText(before.data.window)) return `trained on ${dataText(here)}, production on ${dataText(before)}`
  return `trained on ${counted(here.data.rows, 'row')}, production on ${counted(before.data.rows, 'row')}${here.data.window ? ' of the same window' : ''}`
}

function dataText({ data }: TrainBody): string {
  return `${counted(data.rows, 'row')}${windowText(data.window)}`
}

/** ` after 2001-01-01 until 2001-05-01`, the time of day only where it is not midnight. */
export function windowText(window: Window | null): string {
  if (!window) return ''
  const after = window.after === null ? '' : ` after ${timeText(window.after)}`
  const until = window.until === null ? '' : ` until ${timeText(window.until)}`
  return after + until
}

/** Days, where the time is midnight. Text from a record, so only characters of a time stay. */
export function timeText(iso: string): string {
  return iso
    .replace(/[T ]00:00(:00(\.0+)?)?(Z|\+00:00)?$/, '')
    .replace(/[^\dTZ:.+ -]/g, '')
    .slice(0, 25)
}

function code(text: string): string {
  return codeSpan(excerpt(text, 60))
}
