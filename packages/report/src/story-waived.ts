import type { ModelView } from './model-view.ts'
import { counted } from './numbers.ts'
import { failedReason } from './story-blocked.ts'
import { mergeSentence } from './story-pass.ts'
import { undecidedReason } from './story-undecided.ts'

/** What a person let pass: what was shown stays as it was shown. */
export function waivedStory(view: ModelView): string {
  const [first, ...others] = view.waived
  if (!first) return '**Waived.**'
  const reason = first.verdict === 'fail' ? failedReason(view, first) : undecidedReason(view, first)
  const more = others.length === 0 ? '' : ` ${counted(others.length, 'more gate or slice is', 'more gates or slices are')} waived.`
  const merge = mergeSentence(view.report)
  return `**Not shown good enough, and let pass by a waiver.** ${reason.replace(/^\*\*(.*?)\*\*/, '$1')}${more}${merge === '' ? '' : ` ${merge}`}`
}
