import type { BinaryPlot, EvaluateBody, Plots } from '@seaworthy/record'
import { describe, expect, it } from 'vitest'
import { evaluation, evidence, finding, originSlices } from '../fixtures/evaluation.ts'
import { storyProbed } from '../fixtures/story-probed.ts'
import { renderEvaluationPage } from './evaluation-page.ts'

const auc = evidence({ metric: 'roc_auc', candidate: 0.66793, baseline: 0.64703 })
const render = (parts: Partial<EvaluateBody> = {}, title = 'flight-delay'): string =>
  renderEvaluationPage({ title, body: evaluation({ evidence: [auc], findings: [finding(auc)], ...parts }) })
const count = (html: string, what: RegExp): number => html.match(what)?.length ?? 0

const binaryPlot: BinaryPlot = {
  curve: { falsePositiveRate: [0, 0.2, 1], truePositiveRate: [0, 0.7, 1], precision: [0.6, 0.6, 0.25] },
  calibration: [
    { rows: 400, meanScore: 0.1, rate: 0.12 },
    { rows: 420, meanScore: 0.8, rate: 0.7 },
  ],
  histogram: { edges: [0, 0.5, 1], positive: [20, 200], negative: [600, null] },
}
const binary: Plots = { kind: 'binary', fewestRows: 10, candidate: binaryPlot, baseline: binaryPlot }

describe('the page of an evaluation', () => {
  it('loads nothing and runs nothing', () => {
    const html = render({ plots: binary })
    expect(html).toContain("default-src 'none'; style-src 'unsafe-inline'")
    expect(html).not.toMatch(/<script|src=|href=|url\(/)
  })

  it('says what was judged, and the verdict', () => {
    expect(render()).toContain(
      '259,414 rows in 31 clusters by day of date · against production, 1.0.0 · a preview<span class="badge good">gates pass',
    )
    const failed = finding(auc, { verdict: 'fail', effect: 'block', reason: 'shown_worse' })
    expect(render({ findings: [failed] })).toContain('<span class="badge bad">blocked</span>')
    expect(render({ findings: [], binding: true, baseline: null })).toContain('without a production model to compare with</p>')
  })

  it('says of bare numbers that another program wrote them', () => {
    const bare = { ...evidence({ metric: 'map', candidate: 0.33, baseline: null, rows: 0 }), candidateInterval: null, level: 'reported' as const }
    const html = render({
      dataset: { ...evaluation().dataset, name: 'results.csv', rows: 0, clusters: 0 },
      evidence: [bare],
      findings: [],
      baseline: null,
    })
    expect(html).toContain('On <code>results.csv</code>: numbers that another program wrote · without')
    expect(html).toContain(
      '<td class="number">0.33</td><td class="number"></td><td class="axis"></td><td class="number"></td><td class="number"></td></tr>',
    )
  })

  it('draws each difference with its interval, zero and the margins of its gates, in the tone of the verdict', () => {
    const html = render({ findings: [finding(auc), finding(auc, { bound: 0.02, verdict: 'inconclusive', effect: 'warn' })] })
    expect(html).toContain('aria-label="difference 0.0209, from 0.0119 to 0.0299; margin at −0.005 and −0.02"')
    expect(html).toContain('<svg class="difference warn"')
    expect(html).toContain('<span class="badge warn">undecided</span>')
    expect(html).toContain('+0.021 <small>+0.012 to +0.030</small>')
  })

  it('places ends of an interval in proportion to the metric that reaches furthest', () => {
    const html = render()
    // The interval ends at 0.0299 of a reach of 0.0299 × 1.08.
    expect(html).toContain('<path class="range" d="M191.6,11H269.6"/>')
    expect(html).toContain('<path class="margin" d="M118.3,1V21"/>')
  })

  it('shows a metric without production by its value alone', () => {
    const alone = evidence({ metric: 'roc_auc', candidate: 0.66793, baseline: null })
    const html = render({ evidence: [alone], findings: [], baseline: null })
    expect(html).toContain('<td class="number">0.6679</td><td class="number"></td><td class="axis"></td>')
  })

  it('lists slices by gate and column, the worst first, and says how many it leaves out', () => {
    const html = render({ findings: originSlices({ candidate: 0.4, baseline: 0.3, half: 0.02 }, true) })
    expect(html).toContain('<summary>log loss by origin: 81, the worst first</summary>')
    expect(html).toContain('<p class="facts">41 more slices in the record, harmed less.</p>')
    expect(html.indexOf('>ATL<')).toBeLessThan(html.indexOf('>PIT<'))
  })

  it('leaves out what compares with an older release or on a second test set', () => {
    const anchor = { ...auc, metric: 'brier', against: 'anchor' as const }
    const html = render({ evidence: [auc, anchor], findings: [finding(anchor), finding({ ...auc, dataset: 'holdout' })] })
    expect(count(html, /<svg class="difference/g)).toBe(1)
    expect(html).toContain('<svg class="difference plain"')
  })

  it('draws curves, calibration and scores of both models of two classes', () => {
    const html = render({ plots: binary })
    expect(count(html, /class="line candidate"/g)).toBe(3)
    expect(count(html, /class="line production"/g)).toBe(3)
    expect(html).toContain('<title>400 rows: mean score 0.1, 12% positive</title>')
    expect(html).toContain('Each point is the mean of 400 to 420 rows, by score.')
    expect(html).toContain('0.5 to 1: 200 positive rows')
    expect(html).toContain('bars of fewer than 10 rows are not shown')
    expect(html).toContain('nothing here is a sum over fewer than 10.')
  })

  it('draws no calibration of scores that are no probabilities', () => {
    const html = render({ plots: { ...binary, candidate: { ...binaryPlot, calibration: null }, baseline: null } })
    expect(html).not.toContain('Calibration')
    expect(html).toContain('<figcaption>Scores by class</figcaption>')
  })

  it('tabulates which class was taken for which; a cell of few rows is a dot', () => {
    const html = render({
      plots: {
        kind: 'multiclass',
        fewestRows: 10,
        classes: ['cat', '<b>'],
        pooled: 3,
        candidate: [90, 10, 0, null, 50, 0, 0, 0, 20],
        baseline: null,
      },
    })
    expect(html).toContain(
      '<td class="right" style="--share:63%">90<small>90%</small></td><td class="wrong" style="--share:21%">10<small>10%</small></td>',
    )
    expect(html).toContain('<td>·</td><td class="right"')
    expect(html).toContain('<em>3 more</em>')
    expect(html).toContain('·: fewer than 10 rows.')
    expect(html).not.toContain('<b>')
  })

  it('draws true by predicted numbers and sorted residuals', () => {
    const candidate = {
      fit: [
        { rows: 40, predicted: 1, label: 1.5, deviation: 0.5 },
        { rows: 40, predicted: 3, label: 2.5, deviation: 0.25 },
      ],
      residuals: [
        { level: 0.25, value: -1 },
        { level: 0.75, value: 2 },
      ],
    }
    const html = render({ task: 'regression', plots: { kind: 'regression', fewestRows: 10, candidate, baseline: null } })
    expect(html).toContain('<title>40 rows: predicted 1, true 1.5 with standard deviation 0.5</title>')
    expect(count(html, /class="whisker"/g)).toBe(2)
    expect(html).toContain('<figcaption>Residuals</figcaption>')
    const empty = { fit: [], residuals: [] }
    expect(render({ plots: { kind: 'regression', fewestRows: 10, candidate: empty, baseline: null } })).not.toContain('What the models say')
  })

  it('draws importance as bars and dependence as lines, of texts as bars', () => {
    const body = storyProbed().models[0]?.record?.sections.evaluate?.body
    if (!body) throw new Error('the story has no evaluation')
    const html = renderEvaluationPage({ title: 'flight-delay', body })
    expect(html).toContain('<div class="bar candidate" style="width:100.0%"></div><div class="bar production" style="width:95.8%"></div>')
    expect(html).toContain('0.0123 <small>not read</small>')
    expect(html).toContain('aria-label="Mean prediction by hour"')
    expect(html).toContain('<th scope="row">ATL</th>')
    expect(html).toContain('<td class="number">more by 1.4 MB</td>')
  })

  it('escapes what comes from the data, and shows nothing that reorders text', () => {
    const foul = '"><script>alert(1)</script>\u202e'
    const slice = { column: foul, value: foul, pooled: false }
    const item = { ...auc, title: foul, slice }
    const explanation = {
      metric: foul,
      rows: 1,
      importance: [{ column: foul, candidate: 1, baseline: null }],
      dependence: [{ column: foul, points: [{ value: foul, candidate: 1, baseline: null }] }],
      disagreements: [],
    }
    const dataset = { ...evaluation().dataset, name: foul, unit: foul, rows: 40, clusters: 40 }
    const html = render({ dataset, evidence: [auc, { ...auc, title: foul }], findings: [finding(item)], explanation }, foul)
    expect(html).not.toContain('<script>alert')
    expect(html).not.toContain('\u202e')
  })

  it('stays small for two hundred metrics and five thousand slices', () => {
    const slices = originSlices({ candidate: 0.4, baseline: 0.3, half: 0.02 }, false)
    const findings = Array.from({ length: 60 }, (_, at) => slices.map((one) => ({ ...one, gate: `log_loss:${at}` }))).flat()
    const html = render({ evidence: Array.from({ length: 200 }, () => auc), findings, plots: binary })
    expect(html.length).toBeLessThan(3_000_000)
  })
})
