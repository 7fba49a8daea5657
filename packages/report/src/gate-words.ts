import type { Finding, Rule } from '@seaworthy/record'
import { metricTitle } from './metric-words.ts'
import { plain } from './numbers.ts'
import { isProbe, probeText } from './probe-words.ts'

interface Wording {
  /** How a number is written, with its unit. */
  readonly write?: (bound: number) => string
  /** Judged on all rows: nothing is cut, so that "none" would be of what? */
  readonly whole?: boolean
}

/** What a gate asks, so that a mark before it can be read as yes or no. @example requirement('non_inferior', 0.005) // 'not worse by 0.005' */
export function requirement(rule: Rule, bound: number, { write = plain, whole = false }: Wording = {}): string {
  switch (rule) {
    case 'non_inferior':
      return `not worse by ${write(bound)}`
    case 'superior':
      return bound === 0 ? 'shown better' : `shown better by ${write(bound)}`
    case 'no_regression':
      return `${whole ? 'not' : 'none'} shown worse by ${write(bound)}`
    case 'at_least':
      return `at least ${write(bound)}`
    case 'at_most':
      return `at most ${write(bound)}`
    case 'at_least_times':
      return `at least ${plain(bound)} × production`
    case 'at_most_times':
      return `at most ${plain(bound)} × production`
  }
}

/**
 * What the gate of a finding asks, with the share that its margin was written as, and whose value it is a share of.
 * @example asked({ rule: 'non_inferior', bound: 0.0134, relative: 0.02, … }) // 'not worse by 2% of production's value, 0.0134'
 */
export function asked({ rule, bound, relative, on, evidence }: Pick<Finding, 'rule' | 'bound' | 'relative' | 'on' | 'evidence'>): string {
  const { metric, slice } = evidence
  const write = isProbe(evidence) ? (value: number): string => probeText(metric, value) : plain
  const text = requirement(rule, bound, { write, whole: slice === null })
  if (on === 'point') return `${text}, by the point alone`
  if (relative === undefined || !text.endsWith(plain(bound))) return text
  const whose = evidence.against === 'anchor' ? "the anchor's" : "production's"
  return `${text.slice(0, -plain(bound).length)}${Number((relative * 100).toPrecision(4))}% of ${whose} value, ${plain(bound)}`
}

export function mark(finding: Pick<Finding, 'verdict' | 'effect'>): string {
  if (finding.verdict === 'pass') return '✅'
  if (finding.effect !== 'block') return '⚠️'
  return finding.verdict === 'fail' ? '❌' : '❔'
}

/** Why a verdict is what it is, in a few words. */
export function reasonText(finding: Finding): string {
  const bound = plain(finding.bound)
  switch (finding.reason) {
    case 'shown_better':
      return 'shown better'
    case 'not_worse_by_margin':
      return `shown not worse by ${bound}`
    case 'identical_model':
      return 'the same bytes'
    case 'above_bound':
    case 'below_bound':
      return 'shown'
    case 'not_shown_worse':
      return 'not shown worse'
    case 'shown_worse':
      return `shown worse by more than ${bound}`
    case 'shown_below_bound':
      return `shown under ${bound}`
    case 'shown_above_bound':
      return `shown over ${bound}`
    case 'interval_spans_margin':
      return `undecided: the interval spans the margin ${bound}`
    case 'interval_spans_bound':
      return `undecided: the interval spans ${bound}`
    case 'too_few_clusters':
      return `undecided: ${finding.evidence.units.clusters} clusters are too few`
    case 'too_few_groups':
      return 'undecided: fewer than two groups are large enough to be compared'
    case 'evidence_too_weak':
      return `undecided: evidence is only ${finding.evidence.level}`
    case 'not_shown_better':
      return 'not shown better'
    case 'metric_missing':
      return 'undecided: it was not measured'
    case 'no_ratio':
      return 'undecided: not measured beside production'
    case 'baseline_missing':
      return "undecided: production's results on this test set are missing"
  }
}

/** The boundary, on the oriented difference, at which a gate decides. */
export function boundaryOf(finding: Pick<Finding, 'rule' | 'bound'>): number | null {
  if (finding.rule === 'superior') return finding.bound
  return finding.rule === 'non_inferior' || finding.rule === 'no_regression' ? -finding.bound : null
}

/** A gate that has no production to compare with, in words. @example waitingText('log_loss:no_regression') // 'no slice worse than production (none yet)' */
export function waitingText(gate: string): string {
  if (gate.endsWith(':confirm')) return 'once more on the second test set, at publishing'
  // A gate that shares its rule with another has its bound in its name.
  const rule = (gate.split(':')[1] ?? gate).replace(/=.*$/s, '')
  return `${comparisons[rule] ?? metricTitle(rule)} (none yet)`
}

const comparisons: Readonly<Record<string, string>> = {
  non_inferior: 'not worse than production',
  superior: 'better than production',
  no_regression: 'no slice worse than production',
}
