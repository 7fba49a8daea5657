import type { Evidence, EvidenceLevel, Finding } from '@seaworthy/record'
import { minimumDetectableEffect, unitsToDecide } from '@seaworthy/stats'
import { EvaluationError } from './errors.ts'
import { askedOf, type Gate, gateId } from './gate.ts'
import { fewestClusters } from './limits.ts'
import type { Measured } from './measure.ts'
import type { Decision, Quantity, RuleDefinition } from './rules/rule.ts'
import { rules } from './rules/rules.ts'

export interface FindingRequest {
  readonly gate: Gate
  readonly primary: string
  readonly measured: Pick<Measured, 'evidence' | 'paired'>
  readonly decision: Decision
  /** After Holm, for a slice. */
  readonly adjustedP?: number
  /** What a gate asks of a slice: the margin of all rows. Left out: told by the evidence itself. */
  readonly asked?: Asked
}

type Asked = Pick<Finding, 'bound' | 'relative' | 'on'>

/** What a gate found, with the effect that its policy asks for. */
export function finding({ gate, primary, measured, decision, adjustedP, asked }: FindingRequest): Finding {
  const { evidence } = measured
  return {
    id: findingId(gate, evidence.slice),
    gate: gateId(gate),
    metric: gate.metric,
    rule: gate.rule,
    ...(asked ?? boundOf(gate, evidence)),
    primary: gate.metric === primary,
    verdict: decision.verdict,
    effect: effectOf(gate, decision.verdict),
    reason: decision.reason,
    evidence,
    pRule: decision.pRule,
    adjustedP: adjustedP ?? null,
    ...sensitivity(gate, measured),
  }
}

/** What the gate asks for on this test set: a share of the baseline's value becomes a margin in the metric's own unit. */
export function boundOf({ bound, relative, on }: Gate, { baseline }: Pick<Evidence, 'baseline'>): Asked {
  const point = on === 'point' ? ({ on } as const) : {}
  return relative ? { bound: bound * Math.abs(baseline ?? 0), relative: bound, ...point } : { bound, ...point }
}

/** A share of nothing would be a margin of nothing, whatever the share. */
export function refuseShareOfNothing(gate: Gate, measured: Pick<Measured, 'evidence'> | undefined): void {
  if (!gate.relative || !measured || measured.evidence.method === 'identity' || measured.evidence.baseline !== 0) return
  throw new EvaluationError('SHARE_OF_NOTHING', `gate ${gateId(gate)}: the baseline's ${gate.metric} is 0, and its margin is a share of that`, {
    hint: "write the margin as a number in the metric's own unit",
  })
}

// A colon, as no value "other" may be taken for the pooled rest.
function findingId(gate: Gate, slice: Evidence['slice']): string {
  if (slice === null) return gateId(gate)
  return `${askedOf(gate)}:${slice.column}${slice.pooled ? ':' : '='}${slice.value}`
}

function effectOf(gate: Gate, verdict: Finding['verdict']): Finding['effect'] {
  if (verdict === 'pass') return 'none'
  return verdict === 'fail' ? gate.onFail : gate.inconclusive
}

// How much this test set can tell; said of all rows, where a margin can be chosen by it.
function sensitivity(
  gate: Gate,
  { evidence, paired }: Pick<Measured, 'evidence' | 'paired'>,
): Pick<Finding, 'passIfEqual' | 'minimumDetectableEffect' | 'unitsToDecide'> {
  const rule = rules[gate.rule]
  if (!paired || evidence.slice !== null || rule.about !== 'difference')
    return { passIfEqual: null, minimumDetectableEffect: null, unitsToDecide: null }
  const { bound } = boundOf(gate, evidence)
  return {
    passIfEqual: rule.passIfEqual(bound, paired.error),
    minimumDetectableEffect: minimumDetectableEffect(paired.error),
    unitsToDecide: unitsToDecide({ margin: bound, ...paired.error }),
  }
}

/** Decides a gate on all rows. Identity comes first, then the level of the evidence, then the number of clusters, then the rule. */
export function decideWhole(gate: Gate, measured: Measured, primary: string): Decision {
  const settled = settledBefore(gate, measured.evidence)
  if (settled) return settled
  if (measured.open) return measured.open
  const rule = rules[gate.rule]
  const quantity = quantityOf(measured, rule.about)
  if (!quantity) return rule.about === 'ratio' ? noRatio : tooFewClusters
  const { bound } = boundOf(gate, measured.evidence)
  const question = { bound, primary: gate.metric === primary }
  if (gate.on === 'point') return rule.decide({ ...question, quantity: pointOf(quantity) })
  // An exact number, such as a size, needs no clusters.
  const few = measured.evidence.units.clusters < fewestClusters && measured.evidence.method !== 'exact'
  return few ? tooFewClusters : rule.decide({ ...question, quantity })
}

function quantityOf({ own, paired, ratio }: Measured, about: RuleDefinition['about']): Quantity | null {
  switch (about) {
    case 'difference':
      return paired
    case 'candidate':
      return own
    case 'ratio':
      return ratio
  }
}

// A bound that is held against the point alone knows no uncertainty.
function pointOf({ estimate, error }: Quantity): Quantity {
  return { estimate, interval: [estimate, estimate], error, pValue: () => null }
}

/** What is decided whatever the numbers say: the same bytes pass, evidence below what the gate asks decides nothing. */
export function settledBefore(gate: Gate, evidence: Pick<Evidence, 'method' | 'level'>): Decision | null {
  if (evidence.method === 'identity' && rules[gate.rule].about !== 'candidate') return { verdict: 'pass', reason: 'identical_model', pRule: null }
  if (strength[evidence.level] < strength[gate.evidence]) return tooWeak
  return null
}

export const tooWeak: Decision = { verdict: 'inconclusive', reason: 'evidence_too_weak', pRule: null }
const noRatio: Decision = { verdict: 'inconclusive', reason: 'no_ratio', pRule: null }
export const tooFewGroups: Decision = { verdict: 'inconclusive', reason: 'too_few_groups', pRule: null }
export const tooFewClusters: Decision = { verdict: 'inconclusive', reason: 'too_few_clusters', pRule: null }

const strength: { readonly [L in EvidenceLevel]: number } = { reported: 0, predicted: 1, measured: 2 }
