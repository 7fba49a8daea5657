import { MetricsError } from '../errors.ts'
import type { Family } from '../family.ts'
import type { MetricOf } from '../metric.ts'
import { aboveZero, numberParameter } from '../number-parameter.ts'
import type { RowsKind } from '../rows/rows.ts'
import { type ClassRatio, f1, fBeta, jaccard, precision, recall, specificity } from './class-ratio.ts'

export interface RatioFamiliesOptions<Kind extends RowsKind> {
  /** Whether specificity is among them. */
  readonly withSpecificity: boolean
  /** Words for an average; the first is the default one. */
  readonly averages: readonly [string, ...string[]]
  readonly reads: string
  readonly edges: string
  /** What may follow an average: `@0.3`. */
  readonly suffix?: string
  /** The metric of a ratio; `rest` is what follows its name in the id. Null where that is no average. */
  metric(about: { id: string; ratio: ClassRatio; rest: string }): MetricOf<Kind> | null
}

/** The lines of precision, recall, F-beta, Jaccard and specificity, by average. */
export function ratioFamilies<Kind extends RowsKind>(options: RatioFamiliesOptions<Kind>): readonly Family<Kind>[] {
  const plain = [
    ['f1', f1, 'harmonic mean of precision and recall', 'f1_score'],
    ['precision', precision, 'share of what is given a class that has it', 'precision_score'],
    ['recall', recall, 'share of what has a class that is given it', 'recall_score'],
    ['jaccard', jaccard, 'share of what has or is given a class that does both', 'jaccard_score'],
  ] as const
  const rare = ['specificity', specificity, 'share of what has another class that is given another one', 'recall_score of the other classes'] as const
  return [...plain, ...(options.withSpecificity ? [rare] : [])]
    .map(([name, ratio, summary, source]) => namedFamily(options, { name, ratio, summary, source: `sklearn.metrics.${source}` }))
    .concat(betaFamily(options))
}

interface Named {
  readonly name: string
  readonly ratio: ClassRatio
  readonly summary: string
  readonly source: string
}

function namedFamily<Kind extends RowsKind>(options: RatioFamiliesOptions<Kind>, { name, ratio, summary, source }: Named): Family<Kind> {
  const { averages, reads, edges, suffix = '', metric } = options
  const [first, ...others] = averages
  return {
    form: `${name}_AVERAGE${suffix}`,
    ids: [`${name}_${first}`, ...others.map((average) => `${name}_${average}`)],
    reads,
    summary: `${summary}; AVERAGE is ${averages.join(', ')} or class:NAME`,
    source,
    edges,
    parse: (id) => (id.startsWith(`${name}_`) ? metric({ id, ratio, rest: id.slice(name.length + 1) }) : null),
  }
}

function betaFamily<Kind extends RowsKind>({ averages, reads, edges, suffix = '', metric }: RatioFamiliesOptions<Kind>): Family<Kind> {
  return {
    form: `fbeta_BETA_AVERAGE${suffix}`,
    ids: [`fbeta_2_${averages[0]}`],
    reads,
    summary: `as f1, with recall weighing BETA squared as much as precision; AVERAGE is ${averages.join(', ')} or class:NAME`,
    source: 'sklearn.metrics.fbeta_score',
    edges,
    parse(id) {
      const [, text = '', rest = ''] = /^fbeta_([^_]*)_(.*)$/su.exec(id) ?? []
      if (rest === '') return null
      const beta = numberParameter(id, text, aboveZero)
      if (beta === 1) throw new MetricsError('METRIC_PARAMETER', `"${id}" has a name of its own`, { hint: `write f1_${rest}` })
      return metric({ id, ratio: fBeta(beta), rest })
    },
  }
}
