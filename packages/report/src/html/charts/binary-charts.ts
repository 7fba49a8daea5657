import type { BinaryPlot, Plots } from '@seaworthy/record'
import { counted, grouped, percent, plain } from '../../numbers.ts'
import { chart, dot, figure, line, place, rule, type Scales, type Series } from './chart.ts'

type BinaryPlots = Extract<Plots, { kind: 'binary' }>
type Side = readonly [Series, BinaryPlot]

/** How a binary classifier ranks, whether its scores mean what they say, and how they spread, beside production. */
export function binaryCharts({ candidate, baseline, fewestRows }: BinaryPlots): string {
  const sides: readonly Side[] = [['candidate', candidate], ...(baseline ? [['production', baseline] as const] : [])]
  return [
    figure('ROC', rocChart(sides)),
    figure('Precision and recall', precisionRecallChart(sides)),
    calibrationChart(sides),
    ...sides.map(([series, plot]) => scoresChart(series, plot, { fewestRows, alone: sides.length === 1 })),
  ].join('')
}

const unit = (label: string) => ({ label, from: 0, to: 1 })

function rocChart(sides: readonly Side[]): string {
  return chart({ told: 'ROC curve', x: unit('false positive rate'), y: unit('true positive rate') }, (scales) =>
    [
      rule([0, 0], [1, 1], scales),
      ...behindFirst(sides).map(([series, { curve }]) => line(pairs(curve.falsePositiveRate, curve.truePositiveRate), series, scales)),
    ].join(''),
  )
}

function precisionRecallChart(sides: readonly Side[]): string {
  const share = sides[0]?.[1].curve.precision.at(-1) ?? 0
  return chart({ told: 'Precision by recall', x: unit('recall'), y: unit('precision') }, (scales) =>
    [
      rule([0, share], [1, share], scales),
      ...behindFirst(sides).map(([series, { curve }]) => line(pairs(curve.truePositiveRate, curve.precision), series, scales)),
    ].join(''),
  )
}

// Of rare classes all is in one corner: both axes end where the outermost point lies.
function calibrationChart(sides: readonly Side[]): string {
  const drawn = sides.flatMap(([series, { calibration }]) => (calibration && calibration.length > 0 ? [{ series, calibration }] : []))
  if (drawn.length === 0) return ''
  const most = Math.max(...drawn.flatMap(({ calibration }) => calibration.flatMap(({ meanScore, rate }) => [meanScore, rate])))
  const to = most > 0.6 ? 1 : Math.max(most * 1.08, 1e-6)
  const body = chart({ told: 'Calibration', x: { label: 'mean score', from: 0, to }, y: { label: 'share of positives', from: 0, to } }, (scales) => {
    const lines = drawn.toReversed().map(({ series, calibration }) => {
      const points = calibration.map(({ meanScore, rate }) => [meanScore, rate] as const)
      const dots = calibration.map(({ rows, meanScore, rate }) =>
        dot([meanScore, rate], series, { scales, told: `${counted(rows, 'row')}: mean score ${plain(meanScore)}, ${percent(rate)} positive` }),
      )
      return line(points, series, scales) + dots.join('')
    })
    return rule([0, 0], [to, to], scales) + lines.join('')
  })
  const counts = drawn[0]?.calibration.map(({ rows }) => rows) ?? []
  const [least, largest] = [Math.min(...counts), Math.max(...counts)]
  const each = least === largest ? counted(least, 'row') : `${grouped(least)} to ${counted(largest, 'row')}`
  return figure('Calibration', body, `Each point is the mean of ${each}, by score.`)
}

interface Histogram {
  readonly fewestRows: number
  readonly alone: boolean
}

function scoresChart(series: Series, { histogram }: BinaryPlot, { fewestRows, alone }: Histogram): string {
  const { edges, positive, negative } = histogram
  const shares = [sharesOf(negative), sharesOf(positive)] as const
  const top = Math.max(...shares.flat(), 1e-9)
  const x = { label: 'score', from: edges[0] ?? 0, to: edges.at(-1) ?? 1 }
  const told = `Scores of ${series === 'candidate' ? 'the candidate' : 'production'} by class`
  const body = chart({ told, x, y: { label: 'share of the class', from: 0, to: top * 1.04 } }, (scales) =>
    [
      bars(shares[0], { edges, counts: negative, name: 'negative', scales }),
      bars(shares[1], { edges, counts: positive, name: 'positive', scales }),
    ].join(''),
  )
  const hidden = [...positive, ...negative].some((count) => count === null)
  const key = '<span class="key negative"></span>negative <span class="key positive"></span>positive'
  const whose = alone ? '' : series === 'candidate' ? ', here' : ', production'
  return figure(`Scores by class${whose}`, body, hidden ? `${key} · bars of fewer than ${fewestRows} rows are not shown` : key)
}

function sharesOf(counts: readonly (number | null)[]): readonly number[] {
  const total = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0)
  return counts.map((count) => (total === 0 ? 0 : (count ?? 0) / total))
}

interface Bars {
  readonly edges: readonly number[]
  readonly counts: readonly (number | null)[]
  readonly name: 'negative' | 'positive'
  readonly scales: Scales
}

function bars(shares: readonly number[], { edges, counts, name, scales: { x, y } }: Bars): string {
  return shares
    .map((share, at) => {
      if (share === 0) return ''
      const [low, high] = [edges[at] ?? 0, edges[at + 1] ?? 0]
      const told = `${plain(low)} to ${plain(high)}: ${counted(counts[at] ?? 0, `${name} row`)}`
      return `<rect class="${name}" x="${place(x(low))}" y="${place(y(share))}" width="${place(Math.max(1, x(high) - x(low) - 0.6))}" height="${place(y(0) - y(share))}"><title>${told}</title></rect>`
    })
    .join('')
}

/** Production first, so that the candidate lies over it. */
function behindFirst(sides: readonly Side[]): readonly Side[] {
  return sides.toReversed()
}

function pairs(xs: readonly number[], ys: readonly number[]): readonly (readonly [number, number])[] {
  return xs.map((x, at) => [x, ys[at] ?? 0] as const)
}
