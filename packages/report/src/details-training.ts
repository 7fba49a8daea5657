import type { TrainBody } from '@seaworthy/record'
import { markdownTable } from 'markdown-table'
import type { Details } from './details.ts'
import { windowText } from './differences.ts'
import { codeHtml, codeSpan, excerpt } from './escape-markdown.ts'
import type { ModelView } from './model-view.ts'
import { bytesText, counted, durationText, plain } from './numbers.ts'
import { type ParameterRow, parameterRows, valueText } from './parameters.ts'

/** How the model came to be: time, machine, command, parameters beside production's. */
export function trainingDetails(view: ModelView, maxRows: number): Details | null {
  const train = view.report.record?.sections.train
  if (!train) return null
  const { body } = train
  const rows = parameterRows(view) ?? []
  const changed = rows.filter((row) => row.changed).length
  const compared = (view.evaluation?.baseline?.params ?? null) !== null && rows.length > 0
  const parameters = compared ? ` · ${changed === 0 ? 'no parameter changed' : counted(changed, 'parameter changed', 'parameters changed')}` : ''
  const runner = codeHtml(excerpt(body.environment.runner ?? `${body.environment.os} ${body.environment.arch}`, 60))
  const table = rows.length === 0 ? '' : parameterTable(rows.slice(0, maxRows), compared)
  const rest = rows.length > maxRows ? `${counted(rows.length - maxRows, 'more parameter')}.` : ''
  const parts = [table, rest, facts(body), reportedText(body)].filter((part) => part !== '')
  return { kind: 'training', summary: `<b>Training</b>: ${durationText(body.durationMs)} on ${runner}${parameters}`, body: parts.join('\n\n') }
}

function parameterTable(rows: readonly ParameterRow[], compared: boolean): string {
  if (!compared)
    return markdownTable([['parameter', 'here'], ...rows.map((row) => [code(row.name), valueText(row.here)])], { alignDelimiters: false })
  const cells = rows.map((row) => [code(row.name), valueText(row.production), row.changed ? `**${valueText(row.here)}**` : valueText(row.here)])
  return markdownTable([['parameter', 'production', 'here'], ...cells], { alignDelimiters: false })
}

function facts({ command, data, environment, seed, sources }: TrainBody): string {
  const machine = `${counted(environment.cpus, 'CPU')}, ${bytesText(environment.memoryBytes)} of memory, ${codeSpan(`${environment.os} ${environment.arch}`)}`
  return [
    `- command ${codeSpan(excerpt(command, 300))}, seed ${seed}, ${counted(sources.files, 'source file')}`,
    `- data: ${counted(data.rows, 'row')}${windowText(data.window)}`,
    `- machine: ${machine}`,
  ].join('\n')
}

function reportedText({ reported }: TrainBody): string {
  const numbers = Object.entries(reported ?? {}).slice(0, 20)
  if (numbers.length === 0) return ''
  return `Written by the training code about itself, and not judged by: ${numbers.map(([name, value]) => `${code(name)} ${plain(value)}`).join(', ')}.`
}

function code(text: string): string {
  return codeSpan(excerpt(text, 80))
}
