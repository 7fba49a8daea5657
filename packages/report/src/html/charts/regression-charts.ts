import type { Plots, RegressionPlot } from '@seaworthy/record'
import { counted, plain } from '../../numbers.ts'
import { axisAround, chart, dot, figure, line, place, rule, type Scales, type Series } from './chart.ts'

type RegressionPlots = Extract<Plots, { kind: 'regression' }>
type Side = readonly [Series, RegressionPlot]

/** Predicted beside true numbers, and how the residuals spread, beside production. */
export function regressionCharts({ candidate, baseline }: RegressionPlots): string {
  const sides: readonly Side[] = [['candidate', candidate], ...(baseline ? [['production', baseline] as const] : [])]
  return fitChart(sides) + residualChart(sides)
}

function fitChart(sides: readonly Side[]): string {
  const all = sides.flatMap(([, { fit }]) => fit)
  if (all.length === 0) return ''
  const [first] = sides
  const ends = (first?.[1].fit ?? []).flatMap(({ label, deviation }) => [label - deviation, label + deviation])
  const x = axisAround(
    'predicted',
    all.map(({ predicted }) => predicted),
  )
  const y = axisAround('true', [...all.map(({ label }) => label), ...ends])
  const [from, to] = [Math.max(x.from, y.from), Math.min(x.to, y.to)]
  const body = chart({ told: 'True numbers by predicted ones', x, y }, (scales) => {
    const drawn = sides.toReversed().map(([series, { fit }]) => {
      const points = fit.map(({ predicted, label }) => [predicted, label] as const)
      const spread = series === 'candidate' ? fit.map((bin) => whisker(bin, scales)).join('') : ''
      const dots = fit.map(({ rows, predicted, label, deviation }) =>
        dot([predicted, label], series, {
          scales,
          told: `${counted(rows, 'row')}: predicted ${plain(predicted)}, true ${plain(label)} with standard deviation ${plain(deviation)}`,
        }),
      )
      return spread + line(points, series, scales) + dots.join('')
    })
    return (to > from ? rule([from, from], [to, to], scales) : '') + drawn.join('')
  })
  return figure('True by predicted', body, 'Means of bins by prediction; whiskers: one standard deviation of what was true, here.')
}

function whisker({ predicted, label, deviation }: RegressionPlot['fit'][number], { x, y }: Scales): string {
  return `<path class="whisker" d="M${place(x(predicted))},${place(y(label - deviation))}V${place(y(label + deviation))}"/>`
}

function residualChart(sides: readonly Side[]): string {
  const all = sides.flatMap(([, { residuals }]) => residuals)
  if (all.length === 0) return ''
  const body = chart(
    {
      told: 'Residuals, sorted',
      x: { label: 'share of rows', from: 0, to: 1 },
      y: axisAround('true less predicted', [0, ...all.map(({ value }) => value)]),
    },
    (scales) =>
      rule([0, 0], [1, 0], scales) +
      sides
        .toReversed()
        .map(([series, { residuals }]) =>
          line(
            residuals.map(({ level, value }) => [level, value] as const),
            series,
            scales,
          ),
        )
        .join(''),
  )
  return figure('Residuals', body, 'Sorted, as means of equal parts: the flatter and the nearer to zero, the better.')
}
