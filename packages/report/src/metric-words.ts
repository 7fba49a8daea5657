import { escapeMarkdown, excerpt } from './escape-markdown.ts'

const titles: Readonly<Record<string, string>> = { roc_auc: 'ROC AUC', log_loss: 'log loss', brier: 'Brier score', accuracy: 'accuracy' }

/** How a metric is called in a sentence. An unknown one is its identifier with spaces. */
export function metricTitle(metric: string): string {
  return titles[metric] ?? escapeMarkdown(excerpt(metric.replaceAll('_', ' '), 60))
}

/** At the beginning of a sentence. @example sentenceTitle('log_loss') // 'Log loss' */
export function sentenceTitle(metric: string): string {
  const title = metricTitle(metric)
  return title.charAt(0).toUpperCase() + title.slice(1)
}

export function arrow(better: 'higher' | 'lower' | 'neither'): string {
  if (better === 'neither') return '→'
  return better === 'higher' ? '↑' : '↓'
}
