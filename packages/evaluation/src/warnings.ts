import type { Evidence, Finding, Warning } from '@seaworthy/record'
import { minimumDetectableEffect } from '@seaworthy/stats'
import type { Cut } from './cut.ts'
import { dependableClusters, dependablePassIfEqual, fewestClusters, sliceLimits } from './limits.ts'
import type { Quantity } from './rules/rule.ts'

/** What a reader should know about the number of clusters. */
export function clusterWarnings(clusters: number): readonly Warning[] {
  if (clusters >= dependableClusters) return []
  if (clusters < fewestClusters)
    return [{ code: 'TOO_FEW_CLUSTERS', message: `the test set has ${clusters} clusters; below ${fewestClusters} nothing is concluded` }]
  return [{ code: 'FEW_CLUSTERS', message: `the test set has ${clusters} clusters; intervals are dependable from ${dependableClusters}` }]
}

interface MeasuredUnits {
  readonly evidence: Pick<Evidence, 'units'>
}

/** Slices that are small, or too small to be judged at all. */
export function sliceWarnings(cuts: readonly Cut[], measured: readonly MeasuredUnits[]): readonly Warning[] {
  const left = cuts
    .filter((cut) => cut.rowsLeft > 0)
    .map(({ column, rowsLeft, counts }): Warning => {
      const { rows, rowsOfEachClass, clusters } = sliceLimits
      const limits = `${rows} rows, ${rowsOfEachClass} of each class and ${clusters} clusters`
      const values = counts.values - counts.judged
      return { code: 'ROWS_NOT_JUDGED', message: `${column}: ${rowsLeft} rows of ${values} values are not judged; even together they lack ${limits}` }
    })
  const few = measured.filter(({ evidence }) => evidence.units.clusters < dependableClusters).length
  if (few === 0) return left
  return [...left, { code: 'FEW_CLUSTERS_IN_SLICES', message: `${few} of ${measured.length} slices have fewer than ${dependableClusters} clusters` }]
}

type Asked = Pick<Finding, 'gate' | 'rule' | 'passIfEqual'>

/** A margin at which an equally good model would often fail to pass, with the one that would do. */
export function marginWarning({ gate, rule, passIfEqual }: Asked, paired: Pick<Quantity, 'error'> | null): readonly Warning[] {
  if (rule !== 'non_inferior' || !paired || passIfEqual === null || passIfEqual >= dependablePassIfEqual) return []
  // (t.975 + t.80) standard errors: the minimum detectable effect is the margin that an equal model passes in 80 % of cases.
  const effect = minimumDetectableEffect(paired.error)
  if (effect === 0) return []
  const margin = roundedUp(effect)
  const message = `${gate}: an equally good model would pass in ${Math.floor(passIfEqual * 100)}% of cases; margin ${margin} would make it 80%`
  return [{ code: 'LOW_PASS_IF_EQUAL', message }]
}

// Two digits, never below: the margin that is named must do what is said of it.
function roundedUp(margin: number): number {
  const step = 10 ** (Math.floor(Math.log10(margin)) - 1)
  return Number((Math.ceil(margin / step) * step).toPrecision(2))
}
