import type { Explanation } from '@seaworthy/record'
import { fixed, grouped, plain } from '../../numbers.ts'
import { cutText } from '../escape-text.ts'
import { axisAround, chart, dot, figure, line } from './chart.ts'

const mostColumns = 30

type Importance = Explanation['importance']
type Dependence = Explanation['dependence'][number]
type NumberPoint = Dependence['points'][number] & { readonly value: number }

/** How much worse the metric gets when a column is shuffled, as bars. `metric` is escaped. */
export function importanceChart({ importance, rows }: Explanation, metric: string): string {
  if (importance.length === 0) return ''
  const shown = importance.slice(0, mostColumns)
  const top = Math.max(...shown.flatMap(({ candidate, baseline }) => [candidate, baseline ?? 0]), Number.MIN_VALUE)
  const lines = shown.map(({ column, candidate, baseline }) => importanceRow(column, { candidate, baseline, top, compared: hasBaseline(importance) }))
  const rest = importance.length - shown.length
  const more = rest > 0 ? `<p class="facts">and ${grouped(rest)} more that matter less</p>` : ''
  const note = `<p class="facts">By how much ${metric} gets worse when a column is shuffled among ${grouped(rows)} rows.</p>`
  return `${note}<table class="values importance">${lines.join('')}</table>${more}`
}

interface Bar {
  readonly candidate: number
  readonly baseline: number | null
  readonly top: number
  readonly compared: boolean
}

function importanceRow(column: string, { candidate, baseline, top, compared }: Bar): string {
  const bar = (value: number, series: string) =>
    `<div class="bar ${series}" style="width:${Math.max(0.4, (100 * Math.max(0, value)) / top).toFixed(1)}%"></div>`
  const production = !compared ? '' : baseline === null ? ' <small>not read</small>' : ` <small>${fixed(baseline, 4)}</small>`
  return `<tr><th scope="row"><code>${cutText(column, 60)}</code></th><td>${bar(candidate, 'candidate')}${baseline === null ? '' : bar(baseline, 'production')}</td><td class="number">${fixed(candidate, 4)}${production}</td></tr>`
}

function hasBaseline(importance: Importance): boolean {
  return importance.some(({ baseline }) => baseline !== null)
}

/** Mean prediction by the value of one column. */
export function dependenceCharts({ dependence }: Explanation): string {
  return dependence.map((one) => figure(`<code>${cutText(one.column, 60)}</code>`, dependenceChart(one))).join('')
}

function dependenceChart({ column, points }: Dependence): string {
  const numbers = points.flatMap((point): readonly NumberPoint[] => (typeof point.value === 'number' ? [{ ...point, value: point.value }] : []))
  if (numbers.length !== points.length || points.length < 2) return dependenceTable(points)
  const sorted = numbers.toSorted((one, other) => one.value - other.value)
  const x = axisAround(
    'value',
    sorted.map(({ value }) => value),
  )
  const y = axisAround(
    'mean prediction',
    sorted.flatMap(({ candidate, baseline }) => (baseline === null ? [candidate] : [candidate, baseline])),
  )
  return chart({ told: `Mean prediction by ${column}`, x, y }, (scales) => {
    const side = (series: 'candidate' | 'production', of: (point: NumberPoint) => number | null) => {
      const drawn = sorted.flatMap((point) => (of(point) === null ? [] : [[point.value, of(point) as number] as const]))
      return (
        line(drawn, series, scales) + drawn.map((point) => dot(point, series, { scales, told: `${plain(point[0])}: ${plain(point[1])}` })).join('')
      )
    }
    return side('production', ({ baseline }) => baseline) + side('candidate', ({ candidate }) => candidate)
  })
}

function dependenceTable(points: Dependence['points']): string {
  const all = points.flatMap(({ candidate, baseline }) => (baseline === null ? [candidate] : [candidate, baseline]))
  const [low, top] = [Math.min(0, ...all), Math.max(...all)]
  const bar = (value: number, series: string) =>
    `<div class="bar ${series}" style="width:${(top > low ? (100 * (value - low)) / (top - low) : 0).toFixed(1)}%"></div>`
  const rows = points.map(({ value, candidate, baseline }) => {
    const name = value === '' ? '<em>empty</em>' : cutText(typeof value === 'number' ? plain(value) : value, 40)
    return `<tr><th scope="row">${name}</th><td>${bar(candidate, 'candidate')}${baseline === null ? '' : bar(baseline, 'production')}</td><td class="number">${plain(candidate)}${baseline === null ? '' : ` <small>${plain(baseline)}</small>`}</td></tr>`
  })
  return `<p class="facts">mean prediction</p><table class="values importance">${rows.join('')}</table>`
}
