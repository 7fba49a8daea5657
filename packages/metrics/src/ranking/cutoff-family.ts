import { MetricsError } from '../errors.ts'
import type { Family } from '../family.ts'
import type { MetricOf } from '../metric.ts'

export interface CutoffFamily extends Pick<Family<'ranking'>, 'reads' | 'summary' | 'source' | 'edges'> {
  /** Before the `@`. */
  readonly name: string
  /** Cutoffs that lists and hints offer. */
  readonly offered: readonly [number, ...number[]]
  /** Whether the whole list may be meant: the name alone. */
  readonly isWholeListKnown: boolean
  /** The metric at a cutoff; infinite for the whole list. */
  at(cutoff: number, id: string): MetricOf<'ranking'>
}

/** Metrics of the best K items of each list: `ndcg@10`. */
export function cutoffFamily({ name, offered, isWholeListKnown, at, ...about }: CutoffFamily): Family<'ranking'> {
  const cut = offered.map((cutoff) => `${name}@${cutoff}`) as [string, ...string[]]
  return {
    ...about,
    form: isWholeListKnown ? `${name}[@K]` : `${name}@K`,
    ids: isWholeListKnown ? [name, ...cut] : cut,
    parse(id) {
      if (id === name && isWholeListKnown) return at(Infinity, id)
      if (!id.startsWith(`${name}@`)) return null
      return at(cutoffOf(id, name), id)
    },
  }
}

function cutoffOf(id: string, name: string): number {
  const text = id.slice(name.length + 1)
  const cutoff = Number(text)
  if (/^[1-9]\d{0,8}$/.test(text)) return cutoff
  const isWhole = text.trim() !== '' && Number.isInteger(cutoff) && cutoff >= 1 && cutoff < 1e9
  throw new MetricsError('METRIC_PARAMETER', `"${id}": "${text}" is no number of items`, {
    hint: isWhole ? `write ${name}@${cutoff}` : `a whole number from 1 on: ${name}@10`,
  })
}
