import { metric } from '@seaworthy/metrics'
import type { Finding, Rule } from '@seaworthy/record'
import { EvaluationError } from './errors.ts'
import { decideWhole, finding } from './finding.ts'
import type { Gate } from './gate.ts'
import { measure } from './measure.ts'
import type { Policy } from './policy.ts'
import { requirePolicy } from './policy.ts'
import { requireScored, type Scored } from './scored.ts'

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
}

/** An entry of `comparisons` in the JSON of `seaworthy compare`. Interval and p-values are null below two clusters. */
export interface Comparison {
  readonly metric: string
  readonly candidate: number
  readonly baseline: number
  /** More is better. */
  readonly difference: number
  readonly interval: readonly [number, number] | null
  readonly level: 0.95
  readonly pValue: number | null
  readonly pRule: number | null
  readonly method: string
  readonly rule: RelativeRule
  readonly margin: number
  readonly minimumDetectableEffect: number | null
  readonly passIfEqual: number | null
  readonly verdict: Finding['verdict']
  readonly reason: Finding['reason']
}

/**
 * Compares two models on the rows that both scored, metric by metric, by one rule.
 * @throws {EvaluationError} `NO_BASELINE`, `METRIC_UNDEFINED`, `GATE_INVALID`, `LENGTH_MISMATCH`, `CODE_INVALID`.
 * @throws {MetricsError} for unknown metrics, and for labels or scores that are unusable, with the row.
 */
export function compare({ scored, metrics, testSet, rule = 'non_inferior', margin = 0 }: CompareRequest): readonly Comparison[] {
  const gates = [...new Set(metrics)].map((id): Gate => ({ metric: id, rule, bound: margin, ...strictest }))
  const { kind } = scored.candidate
  const policy: Policy = { kind, primary: metrics[0] ?? 'roc_auc', metrics, gates }
  requirePolicy(policy)
  requireScored(scored)
  if (scored.baseline === null)
    throw new EvaluationError('NO_BASELINE', 'there are no scores of a baseline to compare with', { hint: 'score both models on the same rows' })
  return gates.map((gate) => compareOne(gate, rule, { scored, testSet }))
}

const strictest = { relative: false, on: 'bound', by: [], onFail: 'block', inconclusive: 'block', evidence: 'reported' } as const

function compareOne(gate: Gate, rule: RelativeRule, { scored, testSet }: Pick<CompareRequest, 'scored' | 'testSet'>): Comparison {
  const measured = measure({
    metric: metric(gate.metric, scored.candidate.kind),
    rows: scored,
    slice: null,
    level: 'predicted',
    identical: false,
    seed: testSet,
  })
  const found = finding({ gate, primary: gate.metric, measured, decision: decideWhole(gate, measured, gate.metric) })
  const { candidate, baseline, difference, interval, pValue, method } = measured.evidence
  if (baseline === null || difference === null) throw new EvaluationError('NO_BASELINE', `there is no baseline for ${gate.metric}`)
  const { pRule, minimumDetectableEffect, passIfEqual, verdict, reason } = found
  const numbers = { metric: gate.metric, candidate, baseline, difference, interval, level: 0.95 as const, pValue, pRule, method }
  return { ...numbers, rule, margin: gate.bound, minimumDetectableEffect, passIfEqual, verdict, reason }
}

/** The verdict of a comparison: all must pass; one that fails decides, and of nothing nothing is concluded. */
export function compareVerdict(entries: readonly Pick<Comparison, 'verdict'>[]): Finding['verdict'] {
  if (entries.some((entry) => entry.verdict === 'fail')) return 'fail'
  return entries.length > 0 && entries.every((entry) => entry.verdict === 'pass') ? 'pass' : 'inconclusive'
}
