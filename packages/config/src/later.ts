const later: Readonly<Record<string, readonly string[]>> = {
  '': ['store', 'stores', 'runners'],
  'models.*': ['sweep', 'card', 'serve'],
  'models.*.data.*': ['weight', 'embargo', 'store'],
  'models.*.train': ['gpu', 'checkpoints', 'repeat', 'image', 'launcher', 'predictions'],
  'models.*.evaluate': ['anchor', 'repeat', 'predictions', 'holdout'],
  'models.*.evaluate.gates.*': ['at_most_times', 'on'],
  'models.*.gates.*': ['at_most_times', 'on'],
  'models.*.release': ['approve', 'from'],
  'models.*.deploy.*': ['canary', 'environment'],
  'models.*.monitor': ['predictions', 'estimate'],
}

const laterMetrics = ['latency_p50', 'latency_p95', 'size_bytes']

/** Whether a key is foreseen but does not exist yet, by the section that it stands in: `models.*.train`. */
export function isLaterKey(section: string, key: string): boolean {
  return later[section]?.includes(key) ?? false
}

/** Whether a metric is foreseen but does not exist yet. */
export function isLaterMetric(metric: string): boolean {
  return laterMetrics.includes(metric)
}
