import { metric, unitsOf } from '@seaworthy/metrics'
import type { Evidence, Finding, Rule, Warning } from '@seaworthy/record'
import { countClusters } from '@seaworthy/stats'
import { EvaluationError } from './errors.ts'
import { decideWhole, finding, refuseShareOfNothing } from './finding.ts'
import type { Gate } from './gate.ts'
import { judgeSlices } from './judge-slices.ts'
import { type Measured, measure } from './measure.ts'
import { type Policy, requirePolicy } from './policy.ts'
import { requireScored, type Scored } from './scored.ts'
import { type UnitTest, unitTestOf } from './unit-test.ts'
import { clusterWarnings, sliceWarnings } from './warnings.ts'

/** The rules about a difference to a baseline. */
export type RelativeRule = Extract<Rule, 'non_inferior' | 'superior' | 'no_regression'>

export interface CompareRequest {
  readonly scored: Scored
  readonly metrics: readonly string[]
  /** The digest of the rows, by which resamples are drawn. */
  readonly testSet: string
  /** Default `non_inferior`. */
  readonly rule?: RelativeRule
  /** Default 0. */
  readonly margin?: number
  /** The margin is a share of the baseline's value. Default false. */
  readonly relative?: boolean
  /** P-values by this test in place of the interval's own; null, the default: none. */
  readonly test?: UnitTest | null
  /** Slice columns whose values are judged one by one by `no_regression`, Holm over all of a metric. Default none. */
  readonly by?: readonly string[]
}

/** An entry of `comparisons` in the JSON of `seaworthy compare`. Interval and p-values are null below two clusters. */
export interface Comparison {
  readonly metric: string
  readonly title: string
  readonly candidate: number
  readonly baseline: number
  /** More is better. */
  readonly difference: number
  readonly interval: readonly [number, number] | null
  readonly level: 0.95
  readonly pValue: number | null
  readonly pRule: number | null
  readonly method: string
  /** The test of the p-values, where one was asked for. */
  readonly test: UnitTest | null
  readonly rule: RelativeRule
  /** In the metric's own unit. */
  readonly margin: number
  /** The share of the baseline's value that it is; null for a margin that is none. */
  readonly relativeMargin: number | null
  readonly designEffect: number | null
  /** Units on which one model alone is right, of a share of independent units. */
  readonly discordant: NonNullable<Evidence['discordant']> | null
  readonly minimumDetectableEffect: number | null
  readonly unitsToDecide: number | null
  readonly passIfEqual: number | null
  readonly verdict: Finding['verdict']
  readonly reason: Finding['reason']
}

/** An entry of `slices`: one metric on the rows of one value. */
export interface SliceComparison {
  readonly metric: string
  readonly slice: NonNullable<Evidence['slice']>
  readonly n: number
  readonly clusters: number
  readonly candidate: number
  readonly baseline: number | null
  readonly difference: number | null
  readonly interval: readonly [number, number] | null
  readonly margin: number
  readonly pRule: number | null
  /** After Holm. */
  readonly adjustedP: number | null
  readonly verdict: Finding['verdict']
  readonly reason: Finding['reason']
}

export interface Compared {
  readonly comparisons: readonly Comparison[]
  readonly slices: readonly SliceComparison[]
  /** Metrics of which no slice was large enough to be judged. */
  readonly notCut: readonly string[]
  readonly warnings: readonly Warning[]
  readonly verdict: Finding['verdict']
}

/**
 * Compares two models on the units that both predicted, metric by metric, by one rule; slices by `no_regression` at the same margin.
 * @throws {EvaluationError} `NO_BASELINE`, `METRIC_UNDEFINED`, `GATE_INVALID`, `TEST_NOT_APPLICABLE`, `SHARE_OF_NOTHING`,
 * `UNKNOWN_SLICE_COLUMN`, `TOO_MANY_SLICES`, `LENGTH_MISMATCH`, `CODE_INVALID`.
 * @throws {MetricsError} for unknown metrics, and for labels or scores that are unusable, with the row.
 */
export function compare(request: CompareRequest): Compared {
  const { scored, testSet, rule = 'non_inferior', margin = 0, relative = false, test = null, by = [] } = request
  const ids = [...new Set(request.metrics)]
  const asked = { ...strictest, bound: margin, relative }
  const gates = ids.map((id): Gate => ({ ...asked, metric: id, rule, by: [] }))
  const cuts = by.length === 0 ? [] : ids.map((id): Gate => ({ ...asked, metric: id, rule: 'no_regression', by }))
  const policy: Policy = { kind: scored.candidate.kind, primary: ids[0] ?? '', metrics: ids, gates }
  requirePolicy(policy)
  requireScored(scored)
  const measured = gates.map((gate) => ({ gate, measured: measureWith(gate.metric, { scored, testSet, test }) }))
  const comparisons = measured.map((one) => comparisonOf({ ...one, rule, test }))
  const whole = new Map(measured.map((one) => [one.gate.metric, one.measured]))
  const judged = judgeSlices({ gates: cuts, policy, scored, level, testSet, whole })
  const found = [...judged.findings.values()].flat()
  const slices = found.flatMap(sliceOf)
  return {
    comparisons,
    slices,
    notCut: found.filter(({ evidence }) => evidence.slice === null).map((one) => one.metric),
    warnings: [
      ...clusterWarnings(scored.cluster ? countClusters(scored.cluster) : unitsOf(scored.candidate)),
      ...measured.flatMap((one) => one.measured.warnings),
      ...sliceWarnings(judged.cuts, judged.measured),
      ...judged.warnings,
    ],
    verdict: compareVerdict([...comparisons, ...found]),
  }
}

const level = 'predicted'
const strictest = { on: 'bound', onFail: 'block', inconclusive: 'block', evidence: 'reported' } as const

function measureWith(id: string, { scored, testSet, test }: Required<Pick<CompareRequest, 'scored' | 'testSet' | 'test'>>): Measured {
  const one = metric(id, scored.candidate.kind)
  const measured = measure({ metric: one, rows: scored, slice: null, level, identical: false, seed: testSet })
  if (test === null || measured.paired === null) return measured
  const pValue = unitTestOf(test, { metric: one, rows: scored, seed: testSet })
  const evidence = { ...measured.evidence, pValue: pValue(0, 'two_sided') }
  return { ...measured, evidence, paired: { ...measured.paired, pValue } }
}

interface Asked {
  readonly gate: Gate
  readonly measured: Measured
  readonly rule: RelativeRule
  readonly test: UnitTest | null
}

function comparisonOf({ gate, measured, rule, test }: Asked): Comparison {
  const { title, candidate, baseline, difference, interval, pValue, method, designEffect, discordant } = measured.evidence
  if (baseline === null || difference === null)
    throw new EvaluationError('NO_BASELINE', 'there are no scores of a baseline to compare with', { hint: 'score both models on the same rows' })
  refuseShareOfNothing(gate, measured)
  const found = finding({ gate, primary: gate.metric, measured, decision: decideWhole(gate, measured, gate.metric) })
  const { pRule, minimumDetectableEffect, unitsToDecide, passIfEqual, verdict, reason } = found
  return {
    ...{
      metric: gate.metric,
      title: title ?? gate.metric,
      candidate,
      baseline,
      difference,
      interval,
      level: 0.95,
      pValue,
      pRule,
      method,
      test,
      rule,
    },
    ...{ margin: found.bound, relativeMargin: found.relative ?? null, designEffect, discordant: discordant ?? null },
    ...{ minimumDetectableEffect, unitsToDecide, passIfEqual, verdict, reason },
  }
}

function sliceOf({ metric: id, evidence, bound, pRule, adjustedP, verdict, reason }: Finding): readonly SliceComparison[] {
  const { slice, units, candidate, baseline, difference, interval } = evidence
  if (slice === null) return []
  const numbers = { n: units.rows, clusters: units.clusters, candidate, baseline, difference, interval }
  return [{ metric: id, slice, ...numbers, margin: bound, pRule, adjustedP, verdict, reason }]
}

/** The verdict of a comparison: all must pass; one that fails decides, and of nothing nothing is concluded. */
export function compareVerdict(entries: readonly Pick<Comparison, 'verdict'>[]): Finding['verdict'] {
  if (entries.some((entry) => entry.verdict === 'fail')) return 'fail'
  return entries.length > 0 && entries.every((entry) => entry.verdict === 'pass') ? 'pass' : 'inconclusive'
}
