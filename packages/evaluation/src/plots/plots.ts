import type { Rows } from '@seaworthy/metrics'
import type { Plots } from '@seaworthy/record'
import { fewestDrawnRows } from '../limits.ts'
import type { ScoredRows } from '../scored.ts'
import { binaryPlot } from './binary-plot.ts'
import { confusionPlot } from './confusion-plot.ts'
import { regressionPlot } from './regression-plot.ts'

/**
 * What a page draws of two models: sums over rows, of which none tells of fewer than ten. Null for tasks without such a picture, and where
 * there are too few rows. A baseline that has no scores is left out.
 */
export function plotsOf({ candidate, baseline }: Pick<ScoredRows, 'candidate' | 'baseline'>): Plots | null {
  const fewestRows = fewestDrawnRows
  switch (candidate.kind) {
    case 'binary': {
      const own = binaryPlot(candidate, fewestRows)
      return own && { kind: 'binary', fewestRows, candidate: own, baseline: ofKind(baseline, 'binary', (rows) => binaryPlot(rows, fewestRows)) }
    }
    case 'multiclass':
      return confusionPlot({ candidate, baseline: ofKind(baseline, 'multiclass', (rows) => rows) }, fewestRows)
    case 'regression':
    case 'forecasting': {
      const own = regressionPlot(candidate, fewestRows)
      return (
        own && {
          kind: 'regression',
          fewestRows,
          candidate: own,
          baseline: ofKind(baseline, candidate.kind, (rows) => regressionPlot(rows, fewestRows)),
        }
      )
    }
    case 'multilabel':
    case 'ranking':
    case 'clustering':
    case 'text':
    case 'detection':
    case 'segmentation':
      return null
  }
}

type OfKind<K extends Rows['kind']> = Extract<Rows, { readonly kind: K }>

function ofKind<K extends Rows['kind'], T>(rows: Rows | null, kind: K, make: (rows: OfKind<K>) => T): T | null {
  const isOf = (one: Rows): one is OfKind<K> => one.kind === kind
  return rows && isOf(rows) ? make(rows) : null
}
