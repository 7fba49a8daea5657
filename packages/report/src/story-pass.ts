import type { Evidence } from '@seaworthy/record'
import { amountText, valueDecimals } from './difference-text.ts'
import { boundaryOf } from './gate-words.ts'
import { sentenceTitle } from './metric-words.ts'
import type { ModelView } from './model-view.ts'
import { counted, fixed, plain } from './numbers.ts'
import { testRows } from './unit-words.ts'
import { versionTag } from './version-words.ts'

/** Better only if shown on the primary metric; else what was shown, and nothing more. */
export function passStory(view: ModelView): string {
  const { evaluation, report } = view
  if (!evaluation) return '**Gates pass.**'
  if (evaluation.identical) return '**The same model, byte for byte, as production.** There is nothing to compare and nothing to publish.'
  return [headline(view), sliceSentence(view), warningSentence(view), mergeSentence(report)].filter((part) => part !== '').join(' ')
}

function headline(view: ModelView): string {
  const { evaluation, primary } = view
  if (!evaluation || !primary) return '**Gates pass.**'
  if (evaluation.baseline === null) return firstRelease(view)
  if (primary.difference === null || primary.interval === null) return `**Gates pass.** ${title(primary)} is ${plain(primary.candidate)}.`
  const on = `on the same ${testRows(evaluation.dataset)}`
  if (primary.interval[0] > 0)
    return `**Better than production.** ${title(primary)} ${verb(primary)} by **${amountText(primary, boundaries(view))}** ${on}.`
  const shown = primary.interval[1] < 0
  const margin = view.plainFindings.find((finding) => finding.primary && finding.rule === 'non_inferior')?.bound
  const allowed = margin === undefined ? '' : ` (allowed: ${plain(margin)})`
  const told = `${title(primary)} ${verb(primary)} by ${amountText(primary, boundaries(view))} ${on}${allowed}.`
  return shown
    ? `**Slightly worse than production, within what is allowed.** ${told}`
    : `**Not worse than production, and not shown better.** ${told}`
}

/** Boundaries that decided a gate on the primary metric. */
export function boundaries(view: ModelView): readonly number[] {
  return view.plainFindings.filter((finding) => finding.primary).flatMap((finding) => boundaryOf(finding) ?? [])
}

function firstRelease({ evaluation, primary }: ModelView): string {
  if (evaluation?.dataset.rows === 0) {
    const [kind, whose] = evaluation.harness
      ? ['bare', 'the harness says; how sure they are is not known']
      : ['reported', 'a file says; nothing was measured here']
    return `**Gates pass on ${kind} numbers.** ${primary ? `${title(primary)} is **${plain(primary.candidate)}**, as` : 'They are as'} ${whose}.`
  }
  const skipped = evaluation?.notApplicable.length ?? 0
  const later = skipped === 0 ? '' : ` ${counted(skipped, 'gate compares', 'gates compare')} with production and will apply from the next model on.`
  return `**First release: nothing to compare with.** ${primary ? `${title(primary)} is **${valueWithWidth(primary)}**` : 'It passes'} on ${evaluation ? testRows(evaluation.dataset) : ''}.${later}`
}

export function valueWithWidth(evidence: Evidence): string {
  const interval = evidence.candidateInterval
  if (!interval) return plain(evidence.candidate)
  const decimals = valueDecimals({ ...evidence, interval })
  return `${fixed(evidence.candidate, decimals)} ± ${fixed((interval[1] - interval[0]) / 2, decimals)}`
}

function sliceSentence({ sliceGates }: ModelView): string {
  if (sliceGates.length === 0) return ''
  const troubled = sliceGates.flatMap((group) => group.findings).filter((finding) => finding.verdict === 'fail')
  return troubled.length === 0 ? 'No slice is shown worse.' : `${counted(troubled.length, 'slice is', 'slices are')} shown worse, which only warns.`
}

function warningSentence({ plainFindings }: ModelView): string {
  const warned = plainFindings.filter((finding) => finding.effect === 'warn').length
  return warned === 0 ? '' : `${counted(warned, 'gate warns', 'gates warn')}.`
}

export function mergeSentence({ model, nextVersion }: ModelView['report']): string {
  return nextVersion === null ? '' : `Merging judges it once more and publishes it as the next version (${versionTag(model, nextVersion)} today).`
}

export function title(evidence: Evidence): string {
  return sentenceTitle(evidence)
}

/** What the number did, whichever way is better. */
export function verb(evidence: Evidence): 'rises' | 'falls' {
  const better = (evidence.difference ?? 0) >= 0
  return better === (evidence.better === 'higher') ? 'rises' : 'falls'
}
