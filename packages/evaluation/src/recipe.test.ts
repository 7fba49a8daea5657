import { recipeError, tInterval } from '@seaworthy/stats'
import { describe, expect, it } from 'vitest'
import { changed, policy, simulate, uniform } from './fixtures/simulate.ts'
import { judge } from './judge.ts'
import type { Scored } from './scored.ts'

const month = simulate()
const request = { policy: policy({ bound: 0.02 }), level: 'measured', testSet: 'sha256:test', identical: false } as const

/** The same recipe with another seed: a model whose scores err by themselves. */
function run(seed: number, spread: number) {
  const random = uniform(seed)
  const { score } = month.candidate
  const other = Float64Array.from(score, (one) => {
    const logit = Math.log(one / (1 - one)) + spread * (random() + random() + random() - 1.5)
    return 1 / (1 + Math.exp(-logit))
  })
  return changed(month, { candidate: other }).candidate
}

function repeated(...repeats: readonly Scored['candidate'][]): Scored {
  return { ...month, repeats }
}

const evidenceOf = (scored: Scored, metric = 'roc_auc') => {
  const { evidence } = judge({ ...request, scored })
  const found = evidence.find((one) => one.metric === metric && one.slice === null)
  if (!found) throw new Error(`no evidence of ${metric}`)
  return found
}

describe('a recipe of several runs', () => {
  const runs = [run(1, 0.5), run(2, 1)] as const
  const scored = repeated(...runs)

  it('has the mean of its runs as its value, and says each', () => {
    const judgement = judge({ ...request, scored })
    const alone = [month.candidate, ...runs].map((candidate) => evidenceOf({ ...month, candidate }).candidate)
    expect(judgement.runs?.roc_auc).toEqual(alone)
    expect(Object.keys(judgement.runs ?? {})).toEqual(['roc_auc', 'log_loss', 'brier'])
    const { candidate, baseline, difference } = evidenceOf(scored)
    expect(candidate).toBeCloseTo(alone.reduce((sum, value) => sum + value, 0) / 3, 14)
    expect(difference).toBeCloseTo(candidate - (baseline ?? 0), 14)
  })

  it('of a metric that is a mean has the error of the mean loss, and that between seeds', () => {
    const evidence = evidenceOf(scored, 'brier')
    const values = judge({ ...request, scored }).runs?.brier ?? []
    const { score, label } = month.candidate
    const day = new Float64Array(31)
    label.forEach((truth, row) => {
      const losses = [score, ...runs.map((one) => one.score)].map((one) => ((one[row] ?? 0) - truth) ** 2)
      const gain = ((month.baseline?.score[row] ?? 0) - truth) ** 2 - losses.reduce((sum, loss) => sum + loss, 0) / 3
      day[Math.floor(row / 200)] = (day[Math.floor(row / 200)] ?? 0) + gain / 200
    })
    const mean = day.reduce((sum, one) => sum + one, 0) / 31
    const rows = { standardError: Math.sqrt(day.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 30 / 31), degreesOfFreedom: 30 }
    const error = recipeError({ values, rows })
    expect(evidence.method).toBe('clustered_mean_over_seeds')
    expect(evidence.standardError).toBeCloseTo(error.standardError, 14)
    const [lower, upper] = tInterval({ estimate: mean, ...error })
    expect(evidence.interval?.[0]).toBeCloseTo(lower, 12)
    expect(evidence.interval?.[1]).toBeCloseTo(upper, 12)
  })

  it('is judged by that interval: what one lucky run would pass stays open', () => {
    const wide = repeated(run(1, 6), run(2, 6))
    const verdicts = (rows: Scored) => judge({ ...request, scored: rows }).findings.map(({ verdict }) => verdict)
    expect([verdicts(month), verdicts(wide)]).toEqual([['pass'], ['inconclusive']])
  })

  it('whose runs are all alike is judged as one run is', () => {
    const [one, same] = [evidenceOf(month), evidenceOf(repeated(month.candidate, month.candidate))]
    expect(same.standardError).toBeCloseTo(one.standardError ?? 0, 15)
    expect(same.difference).toBeCloseTo(one.difference ?? 0, 15)
  })

  it('is judged by slices too', () => {
    const gates = policy({}, { metric: 'log_loss', rule: 'no_regression', by: ['origin'] })
    const { findings } = judge({ ...request, policy: gates, scored })
    expect(findings.slice(1).map(({ evidence }) => [evidence.slice?.value, evidence.method])).toEqual([
      ['ATL', 'clustered_mean_over_seeds'],
      ['BOS', 'clustered_mean_over_seeds'],
    ])
  })

  it('has an interval over seeds of a share and of what is resampled as well', () => {
    const week = { days: 12, rowsPerDay: 30 }
    const repeats = [0.8, 0.85].map((candidate) => simulate({ ...week, candidate }).candidate)
    const independent = { ...simulate(week), repeats, cluster: null }
    const { evidence } = judge({ ...request, scored: independent, policy: { ...request.policy, metrics: ['roc_auc', 'accuracy', 'ks'] } })
    expect(evidence.map(({ metric, method }) => [metric, method])).toEqual([
      ['roc_auc', 'delong_over_seeds'],
      ['accuracy', 'paired_mean_over_seeds'],
      ['ks', 'bootstrap_bca_over_seeds'],
    ])
  })

  it('of the same bytes is that model', () => {
    const judgement = judge({ ...request, scored, identical: true })
    expect(judgement.evidence[0]).toMatchObject({ method: 'identity', candidate: evidenceOf(month).candidate })
  })

  it('is refused where a run was scored on other rows, or has no value', () => {
    const short = simulate({ days: 1, rowsPerDay: 3 }).candidate
    expect(() => judge({ ...request, scored: repeated(short) })).toThrow(expect.objectContaining({ code: 'LENGTH_MISMATCH' }))
    const broken = { ...month.candidate, score: new Float64Array(6200).fill(Number.NaN) }
    expect(() => judge({ ...request, scored: repeated(broken) })).toThrow(expect.objectContaining({ code: 'SCORE_INVALID' }))
  })
})
