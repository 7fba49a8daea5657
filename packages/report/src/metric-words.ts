import type { Evidence } from '@seaworthy/record'
import { escapeMarkdown, excerpt } from './escape-markdown.ts'

const titles: Readonly<Record<string, string>> = { roc_auc: 'ROC AUC', log_loss: 'log loss', brier: 'Brier score', accuracy: 'accuracy' }

/** What names a metric: its id, or evidence that brings its title. */
export type Named = string | Pick<Evidence, 'metric' | 'title'>

/** How a metric is called in a sentence: by the title that its evidence brings, else by its identifier with spaces. */
export function metricTitle(named: Named): string {
  const { metric, title } = typeof named === 'string' ? { metric: named } : named
  return titles[metric] ?? escapeMarkdown(excerpt(title ?? metric.replaceAll('_', ' '), 60))
}

/** At the beginning of a sentence; what only another tool knows stays as it writes it. @example sentenceTitle('log_loss') // 'Log loss' */
export function sentenceTitle(named: Named): string {
  const title = metricTitle(named)
  const isForeign = typeof named !== 'string' && named.title === named.metric && !/^[a-z]+$/.test(named.metric)
  if (isForeign) return title
  return title.charAt(0).toUpperCase() + title.slice(1)
}

export function arrow(better: 'higher' | 'lower' | 'neither'): string {
  if (better === 'neither') return '→'
  return better === 'higher' ? '↑' : '↓'
}
