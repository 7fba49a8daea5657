import type { Samples } from '@seaworthy/evaluation'
import type { ReadResults } from '@seaworthy/results'

/** What a harness said of one model, by its own names. */
export interface HarnessResults {
  /** Whose results they are: `lm-eval`, `flat`, … */
  readonly format: string
  /** Which of many were taken, and why. */
  readonly taken: string | null
  readonly metrics: readonly { readonly name: string; readonly canonical: string | null; readonly value: number }[]
  /** Outcomes of single documents, by metric. */
  readonly samples: Samples
}

/** Results that were read, without the files in which they stood. */
export function harnessResults({ format, taken, metrics, samples }: Pick<ReadResults, 'format' | 'taken' | 'metrics' | 'samples'>): HarnessResults {
  const byMetric = Map.groupBy(samples ?? [], ({ metric }) => metric)
  return {
    format,
    taken,
    metrics: metrics.map(({ name, canonical, value }) => ({ name, canonical, value })),
    samples: Object.fromEntries(
      [...byMetric].map(([metric, found]) => [metric, { units: found.map(({ unit }) => unit), values: found.map(({ value }) => value) }]),
    ),
  }
}

/** Numbers and samples by the tool's own names, and by our ids where exactly one of them is that metric. */
export function namedResults({ metrics, samples }: Pick<HarnessResults, 'metrics' | 'samples'>): {
  readonly numbers: Readonly<Record<string, number>>
  readonly samples: Samples
} {
  const own = new Set(metrics.map(({ name }) => name))
  const byId = Map.groupBy(
    metrics.filter(({ canonical }) => canonical !== null && !own.has(canonical)),
    ({ canonical }) => canonical,
  )
  const same = [...byId].flatMap(([id, [first, ...others]]) => (id !== null && first && others.length === 0 ? [[id, first] as const] : []))
  const outcomes = (name: string) => (Object.hasOwn(samples, name) ? samples[name] : undefined)
  return {
    numbers: Object.fromEntries([...metrics.map((one) => [one.name, one.value] as const), ...same.map(([id, one]) => [id, one.value] as const)]),
    samples: Object.fromEntries(
      [...metrics.map(({ name }) => [name, outcomes(name)] as const), ...same.map(([id, { name }]) => [id, outcomes(name)] as const)].flatMap(
        ([id, found]) => (found ? [[id, found] as const] : []),
      ),
    ),
  }
}

/** The documents that samples are of, by task. */
export function documentsOf(samples: Samples): readonly string[] {
  const documents = Object.entries(samples).flatMap(([metric, { units }]) => units.map((unit) => `${metric.split('/')[0] ?? ''} ${unit}`))
  return [...new Set(documents)].sort()
}

/** How many documents were measured; nobody knows where a tool logs none. */
export function countsOf(samples: Samples): { readonly rows: number; readonly clusters: number; readonly unit: string } {
  const documents = documentsOf(samples).length
  return { rows: documents, clusters: documents, unit: documents > 0 ? 'document' : 'not known' }
}
