import type { Cells } from './cells.ts'
import type { CountFormula } from './count-metric.ts'

type Terms = Partial<Cells>

/**
 * A formula that divides one weighted sum of the cells by another; 0 where the second is 0, as in scikit-learn.
 * @example ratioFormula({ tp: 1 }, { tp: 1, fp: 1 }).value({ tn: 5, fp: 1, fn: 2, tp: 3 }) // 0.75
 */
export function ratioFormula(numerator: Terms, denominator: Terms): Pick<CountFormula, 'value' | 'gradient'> {
  const value = (cells: Cells): number => {
    const below = sumOf(denominator, cells)
    return below === 0 ? 0 : sumOf(numerator, cells) / below
  }
  return {
    value,
    gradient(cells) {
      const below = sumOf(denominator, cells)
      const ratio = value(cells)
      const by = (cell: keyof Cells): number => ((numerator[cell] ?? 0) - ratio * (denominator[cell] ?? 0)) / below
      return { tn: by('tn'), fp: by('fp'), fn: by('fn'), tp: by('tp') }
    },
  }
}

function sumOf({ tn = 0, fp = 0, fn = 0, tp = 0 }: Terms, cells: Cells): number {
  return tn * cells.tn + fp * cells.fp + fn * cells.fn + tp * cells.tp
}
