import { unitsDiffer } from '@seaworthy/evaluation'
import { type HarnessResults, namedResults } from './harness-results.ts'

/** Why two results are not of the same documents, in the first of some metrics where they are not; null where they are. */
export function documentsDiffer(one: HarnessResults, other: HarnessResults, metrics: readonly string[]): string | null {
  const [mine, its] = [namedResults(one).samples, namedResults(other).samples]
  for (const id of metrics) {
    const [own, beside] = [mine[id], its[id]]
    const why = own && beside ? unitsDiffer(own, beside) : null
    if (why) return `${id} was measured on other documents: ${why}`
  }
  return null
}
