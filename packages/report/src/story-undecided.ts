import type { Finding } from '@seaworthy/record'
import { besideNote } from './beside-words.ts'
import { amountText } from './difference-text.ts'
import { boundaryOf } from './gate-words.ts'
import type { ModelView } from './model-view.ts'
import { counted, plain } from './numbers.ts'
import { sliceName } from './slice-words.ts'
import { title, valueWithWidth, verb } from './story-pass.ts'
import { clustersText, testRows } from './unit-words.ts'

/** Why a gate that blocks could not be decided. */
export function undecidedStory(view: ModelView): string {
  const [first, ...others] = view.blockers
  if (!first) return '**Nothing to pass.** No gate of the policy applies to this model, so nothing says that it may leave.'
  const more = others.length === 0 ? '' : ` ${counted(others.length, 'more gate is', 'more gates are')} undecided: see the table.`
  return `${undecidedReason(view, first)}${more}`
}

/** Why one gate could not be decided. */
export function undecidedReason(view: ModelView, finding: Finding): string {
  const { evidence, reason } = finding
  const dataset = view.evaluation?.dataset
  const where = evidence.slice ? ` where ${sliceName(evidence.slice)}` : besideNote(evidence)
  if (reason === 'too_few_clusters' && dataset) {
    return `**Too little to decide by.** The test data are ${testRows(dataset)}; ${clustersText({ ...dataset, clusters: evidence.units.clusters })}${where} are too few for an interval that means something.`
  }
  if (reason === 'too_few_groups') {
    return `**No groups to compare.** ${title(evidence)}: fewer than two groups have 500 rows, ten of each class and ten clusters. A larger test set decides it, or a column of fewer, larger groups.`
  }
  if (reason === 'evidence_too_weak') {
    return `**The evidence is too weak.** ${title(evidence)} is only ${evidence.level}: ${weakness[evidence.level]}. The gate asks for more.`
  }
  if (finding.rule === 'at_least' || finding.rule === 'at_most') {
    return `**Undecided.** ${title(evidence)} is **${valueWithWidth(evidence)}**${where}: neither shown to be ${finding.rule === 'at_least' ? 'at least' : 'at most'} ${plain(finding.bound)} nor shown not to be.`
  }
  const boundary = boundaryOf(finding)
  const change = `${title(evidence)} ${verb(evidence)} by **${amountText(evidence, boundary === null ? [] : [boundary])}**${where}`
  if (finding.rule === 'superior') return `**Not shown better.** ${change}.`
  return `**Undecided.** ${change}: neither shown safe nor shown worse by more than the ${plain(finding.bound)} that is allowed.${days(view, finding)}`
}

function days(view: ModelView, { unitsToDecide }: Finding): string {
  const dataset = view.evaluation?.dataset
  if (unitsToDecide === null || !dataset || unitsToDecide <= dataset.clusters) return ''
  return ` About ${clustersText({ ...dataset, rows: unitsToDecide, clusters: unitsToDecide })} would decide it; the test data hold ${clustersText(dataset)}.`
}

const weakness = {
  measured: 'our own code ran the model on the rows',
  predicted: 'code of the pull request made the predictions, without the labels',
  reported: 'code that saw the labels wrote the number',
} as const
