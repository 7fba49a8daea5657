import { plain } from '../numbers.ts'
import { type Bar, barsOf } from './bars.ts'
import { escapeText } from './escape-text.ts'
import type { NumericView } from './profile-view.ts'

const width = 320
const height = 84
const axis = 14

/**
 * The distribution of a column of numbers as bars, area by count; where there is a reference, its outline over it, both scaled to
 * one share of rows. Text for those who cannot see it stands in title and desc.
 */
export function histogramSvg(name: string, numeric: NumericView, reference: NumericView | null): string {
  const own = shares(barsOf(numeric))
  const other = reference ? shares(barsOf(reference)) : []
  if (own.length === 0) return ''
  const all = [...own, ...other]
  const low = Math.min(...all.map((bar) => bar.low))
  const high = Math.max(...all.map((bar) => bar.high))
  const top = Math.max(...all.map((bar) => bar.height)) || 1
  const x = (value: number) => (high > low ? ((value - low) / (high - low)) * width : width / 2)
  const y = (value: number) => (height - axis) * (1 - value / top)
  const rects = own.map((bar) => rect(bar, { x, y })).join('')
  const outline = other.length === 0 ? '' : `<path class="reference" d="${path(other, { x, y })}"/>`
  const told = `${name}: from ${text(numeric.min)} to ${text(numeric.max)}, mean ${text(numeric.mean)}`
  return (
    `<svg class="histogram" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeText(told)}">` +
    `<title>${escapeText(told)}</title>${rects}${outline}` +
    `<text x="0" y="${height - 2}">${escapeText(text(low))}</text><text x="${width}" y="${height - 2}" text-anchor="end">${escapeText(text(high))}</text></svg>`
  )
}

interface Scales {
  x(value: number): number
  y(value: number): number
}

function rect(bar: Bar, { x, y }: Scales): string {
  const [left, right, top] = [x(bar.low), Math.max(x(bar.high), x(bar.low) + 1), y(bar.height)]
  return `<rect x="${round(left)}" y="${round(top)}" width="${round(Math.max(right - left - 0.5, 0.5))}" height="${round(height - axis - top)}"><title>${escapeText(`${text(bar.low)} to ${text(bar.high)}: ${bar.count.toLocaleString('en')}`)}</title></rect>`
}

function path(bars: readonly Bar[], { x, y }: Scales): string {
  const steps = bars.flatMap((bar) => [`${round(x(bar.low))},${round(y(bar.height))}`, `${round(x(bar.high))},${round(y(bar.height))}`])
  return `M${steps.join('L')}`
}

function shares(bars: readonly Bar[]): readonly Bar[] {
  const total = bars.reduce((sum, bar) => sum + bar.count, 0)
  return total === 0 ? [] : bars.map((bar) => ({ ...bar, height: bar.height / total }))
}

function text(value: number | null): string {
  return value === null ? 'unknown' : plain(Number(value.toPrecision(4)))
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10)
}
