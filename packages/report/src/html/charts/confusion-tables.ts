import type { Plots } from '@seaworthy/record'
import { grouped, percent } from '../../numbers.ts'
import { cutText } from '../escape-text.ts'
import { figure } from './chart.ts'

type ConfusionPlots = Extract<Plots, { kind: 'multiclass' }>

const maxName = 24

/** Which class was taken for which, beside production. */
export function confusionTables(plots: ConfusionPlots): string {
  const { classes, pooled, candidate, baseline, fewestRows } = plots
  const names = [
    ...classes.map((name) => (name === '' ? '<em>empty</em>' : cutText(name, maxName))),
    ...(pooled > 0 ? [`<em>${grouped(pooled)} more</em>`] : []),
  ]
  const hidden = [...candidate, ...(baseline ?? [])].includes(null)
  const note = `Rows: the true class. Columns: the class decided for.${hidden ? ` ·: fewer than ${fewestRows} rows.` : ''}`
  const own = figure(`Confusion${baseline ? ', here' : ''}`, confusionTable(candidate, names), note)
  return own + (baseline ? figure('Confusion, production', confusionTable(baseline, names), note) : '')
}

function confusionTable(cells: readonly (number | null)[], names: readonly string[]): string {
  const head = `<tr><td></td>${names.map((name) => `<th scope="col">${name}</th>`).join('')}</tr>`
  const rows = names.map((name, row) => {
    const own = cells.slice(row * names.length, (row + 1) * names.length)
    const total = own.reduce<number>((sum, count) => sum + (count ?? 0), 0)
    return `<tr><th scope="row">${name}</th>${own.map((count, at) => cell(count, { total, right: at === row })).join('')}</tr>`
  })
  return `<div class="scroll"><table class="confusion">${head}${rows.join('')}</table></div>`
}

function cell(count: number | null, { total, right }: { readonly total: number; readonly right: boolean }): string {
  if (count === null) return '<td>·</td>'
  if (count === 0) return '<td class="none">0</td>'
  const share = total === 0 ? 0 : count / total
  // What is right is most of a row, what is wrong a little of it: each has its own scale.
  const strength = Math.min(70, Math.round((right ? 70 : 210) * share))
  return `<td class="${right ? 'right' : 'wrong'}" style="--share:${strength}%">${grouped(count)}<small>${percent(share)}</small></td>`
}
