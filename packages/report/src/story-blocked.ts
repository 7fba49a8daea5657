import type { Finding } from '@seaworthy/record'
import { opponent, rowsBehind } from './beside-words.ts'
import { amountText } from './difference-text.ts'
import { boundaryOf, requirement } from './gate-words.ts'
import { metricTitle } from './metric-words.ts'
import type { ModelView } from './model-view.ts'
import { counted, plain, pValue } from './numbers.ts'
import { rowsOf, sliceName } from './slice-words.ts'
import { boundaries, title, valueWithWidth, verb } from './story-pass.ts'

/** What was shown that blocks: the primary metric before slices, slices before other gates. */
export function blockedStory(view: ModelView): string {
  const failed = view.blockers.filter((finding) => finding.verdict === 'fail')
  const [first] = failed
  if (!first) return '**Blocked.**'
  const others = failed.length - 1
  const more = others === 0 ? '' : ` ${counted(others, 'more gate or slice blocks', 'more gates or slices block')}: see the table.`
  return `${failedReason(view, first)}${more}`
}

/** What was shown of one gate that failed. */
export function failedReason(view: ModelView, finding: Finding): string {
  if (finding.evidence.slice) return worseSlice(view, finding)
  switch (finding.rule) {
    case 'non_inferior':
    case 'superior':
    case 'no_regression':
      return worseOverall(view, finding)
    case 'at_least':
      return `**Under the required level.** ${title(finding.evidence)} is **${valueWithWidth(finding.evidence)}**; at least ${plain(finding.bound)} is required.`
    case 'at_most':
      return `**Over the allowed level.** ${title(finding.evidence)} is **${valueWithWidth(finding.evidence)}**; at most ${plain(finding.bound)} is allowed.`
    case 'at_least_times':
    case 'at_most_times':
      return `**Beyond what production needs.** ${title(finding.evidence)} is **${plain(finding.evidence.ratio?.value ?? Number.NaN)} times** that of production; ${requirement(finding.rule, finding.bound)} is required.`
  }
}

function worseOverall(view: ModelView, finding: Finding): string {
  const { evidence } = finding
  const on = view.evaluation ? ` on the same ${rowsBehind(evidence, view.evaluation.dataset)}` : ''
  const change = `${title(evidence)} ${verb(evidence)} by **${amountText(evidence, boundaryList(finding))}**${on}`
  if (finding.rule === 'superior') return `**Not better than production, as the policy asks.** ${change}.`
  const other = opponent(evidence, view.evaluation?.anchor)
  const headline = finding.primary ? `Worse than ${other}` : `Worse than ${other} in ${metricTitle(evidence)}`
  return `**${headline}.** ${change} (allowed: ${plain(finding.bound)}).${gainElsewhere(view, finding)}`
}

// A gain in another metric is no excuse: what decides was declared beforehand.
function gainElsewhere(view: ModelView, finding: Finding): string {
  const gain = view.overall.find((item) => item.metric !== finding.metric && item.interval !== null && item.interval[0] > 0)
  if (!gain || !finding.primary) return ''
  return ` ${title(gain)} improves by ${amountText(gain)}, but the primary metric decides.`
}

function worseSlice(view: ModelView, finding: Finding): string {
  const { evidence, adjustedP } = finding
  if (!evidence.slice) return ''
  const { primary, sliceGates } = view
  const slices = sliceGates.find((group) => group.gate === finding.gate)?.findings.length ?? 1
  const p = adjustedP === null ? '' : `; ${pValue(adjustedP)} after correction for ${counted(slices, 'slice')}`
  const overall = primary?.interval ? `${title(primary)} ${verb(primary)} by ${amountText(primary, boundaries(view))} overall, but on ` : 'On '
  const change = `${metricTitle(evidence)} worsens by **${amountText(evidence, boundaryList(finding))}** (allowed: ${plain(finding.bound)}${p})`
  return `**Worse where ${sliceName(evidence.slice)}.** ${overall}${rowsOf(evidence)} with ${sliceName(evidence.slice)} ${change}.`
}

function boundaryList(finding: Finding): readonly number[] {
  const boundary = boundaryOf(finding)
  return boundary === null ? [] : [boundary]
}
