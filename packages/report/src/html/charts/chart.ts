import { plain } from '../../numbers.ts'
import { cutText, escapeText } from '../escape-text.ts'
import { ticks } from './ticks.ts'

const width = 360
const height = 264
const margin = { left: 46, right: 10, top: 8, bottom: 36 }

export interface Axis {
  readonly label: string
  readonly from: number
  readonly to: number
}
export interface Frame {
  /** What is drawn, for those who cannot see it. */
  readonly told: string
  readonly x: Axis
  readonly y: Axis
}
/** From numbers to places in the picture. */
export interface Scales {
  x(value: number): number
  y(value: number): number
}

/** A picture with two axes; `draw` fills it. What lies beyond an axis is cut off. */
export function chart({ told, x, y }: Frame, draw: (scales: Scales) => string): string {
  const scales: Scales = {
    x: (value) => margin.left + share(x, value) * (width - margin.left - margin.right),
    y: (value) => height - margin.bottom - share(y, value) * (height - margin.top - margin.bottom),
  }
  return (
    `<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeText(told)}"><title>${escapeText(told)}</title>` +
    `${xAxis(x, scales)}${yAxis(y, scales)}${draw(scales)}</svg>`
  )
}

/** A picture with its heading. */
export function figure(heading: string, body: string, note = ''): string {
  return `<figure class="column"><figcaption>${heading}</figcaption>${body}${note === '' ? '' : `<p class="facts">${note}</p>`}</figure>`
}

export type Series = 'candidate' | 'production'

/** A line through some points; nothing where there is one only. */
export function line(points: readonly (readonly [number, number])[], series: Series, { x, y }: Scales): string {
  if (points.length < 2) return ''
  return `<path class="line ${series}" d="M${points.map(([one, other]) => `${place(x(one))},${place(y(other))}`).join('L')}"/>`
}

/** A point that says what it is when it is pointed at. */
export function dot(
  [one, other]: readonly [number, number],
  series: Series,
  { scales, told }: { readonly scales: Scales; readonly told: string },
): string {
  return `<circle class="dot ${series}" cx="${place(scales.x(one))}" cy="${place(scales.y(other))}" r="3.2"><title>${cutText(told, 200)}</title></circle>`
}

/** A thin line between two places: chance, perfection, zero. */
export function rule(from: readonly [number, number], to: readonly [number, number], { x, y }: Scales): string {
  return `<path class="rule" d="M${place(x(from[0]))},${place(y(from[1]))}L${place(x(to[0]))},${place(y(to[1]))}"/>`
}

/** Place of a number along an axis, kept within it. */
function share({ from, to }: Axis, value: number): number {
  return to > from ? Math.min(1, Math.max(0, (value - from) / (to - from))) : 0.5
}

function xAxis(axis: Axis, { x }: Scales): string {
  const base = height - margin.bottom
  const marks = ticks(axis.from, axis.to, 5).map((value) => {
    const at = place(x(value))
    return `<path class="grid" d="M${at},${margin.top}V${base}"/><text x="${at}" y="${base + 13}" text-anchor="middle">${tickText(value)}</text>`
  })
  const middle = (margin.left + width - margin.right) / 2
  return `${marks.join('')}<text class="axis" x="${middle}" y="${height - 5}" text-anchor="middle">${cutText(axis.label, 60)}</text>`
}

function yAxis(axis: Axis, { y }: Scales): string {
  const marks = ticks(axis.from, axis.to, 5).map((value) => {
    const at = place(y(value))
    return `<path class="grid" d="M${margin.left},${at}H${width - margin.right}"/><text x="${margin.left - 4}" y="${Number(at) + 3}" text-anchor="end">${tickText(value)}</text>`
  })
  const middle = (margin.top + height - margin.bottom) / 2
  return `${marks.join('')}<text class="axis" transform="translate(11 ${middle}) rotate(-90)" text-anchor="middle">${cutText(axis.label, 60)}</text>`
}

function tickText(value: number): string {
  const size = Math.abs(value)
  if (size >= 1e9) return value.toExponential(0).replace('e+', 'e')
  if (size >= 1e6) return `${plain(value / 1e6)}M`
  return size >= 1e4 ? `${plain(value / 1e3)}k` : plain(value)
}

export function place(value: number): string {
  return String(Math.round(value * 10) / 10)
}

/** An axis around some numbers, with a little room beside the outermost. */
export function axisAround(label: string, values: readonly number[]): Axis {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const room = most > least ? (most - least) * 0.04 : Math.abs(least) * 0.1 || 1
  return { label, from: least - room, to: most + room }
}
